using MbimEmulator.Modem;
using MbimEmulator.Profiles;
using MbimProtocol.Services;

namespace MbimEmulator.Hosting.Control;

/// <summary>Commands for a running emulator, one line each: what happens to its modems, and its end.</summary>
public sealed class ModemConsole
{
    private readonly EmulatorService _emulator;
    private readonly ConsoleCommand[] _commands;

    /// <summary>Makes the console of a running emulator.</summary>
    public ModemConsole(EmulatorService emulator)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        _emulator = emulator;
        _commands =
        [
            ConsoleCommand.OfModem("remove", modem => modem.RemoveAsync(), "pulled out"),
            ConsoleCommand.OfModem("insert", modem => modem.InsertAsync(), "plugged in"),
            ConsoleCommand.OfModem("reset", modem => modem.ResetAsync(), "was reset"),
            new("sleep", [], TakesModem: false, async (_, _) => await DoAsync(emulator.Service.SleepAsync(), "the host sleeps").ConfigureAwait(false)),
            new("resume", [], TakesModem: false, async (_, _) => await DoAsync(emulator.Service.ResumeAsync(), "the host is awake").ConfigureAwait(false)),
            Plug("remove", modem => modem.RemoveAsync(), "pulled out"),
            Plug("insert", modem => modem.InsertAsync(), "plugged in"),
            Plug("reset", modem => modem.ResetAsync(), "the modem was reset"),
            Event("eject-sim", modem => modem.EjectSim(), "the SIM is out"),
            Event("insert-sim", modem => modem.InsertSim(), "the SIM is in"),
            Event("lose-coverage", modem => modem.LoseCoverage(), "no coverage"),
            Event("regain-coverage", modem => modem.RegainCoverage(), "coverage"),
            ConsoleCommand.OfModem("signal", "RSSI", Signal),
            ConsoleCommand.OfModem("roam", "ID", Roam),
            ConsoleCommand.OfModem("deny", "ERROR", Deny),
            Event("allow", modem => modem.Allow(), "the network takes the subscriber"),
            ConsoleCommand.OfModem("detach", "ERROR", Detach),
            ConsoleCommand.OfModem("deactivate", "SESSION", Deactivate),
            Event("power-cycle", modem => modem.PowerCycle(), "power was lost and is back"),
            new("status", [], TakesModem: true, StatusAsync),
            new("help", [], TakesModem: false, (_, _) => Task.FromResult(new ConsoleAnswer(string.Join(", ", _commands!.Select(c => c.Usage))))),
            new("quit", [], TakesModem: false, (_, _) => Task.FromResult(new ConsoleAnswer("the emulator ends", IsEnd: true))),
        ];
    }

    /// <summary>Runs one command. What cannot be done is an answer too, never an exception.</summary>
    public async Task<ConsoleAnswer> RunAsync(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return Error("There is no command; help names them.");
        }

        if (Array.Find(_commands, candidate => candidate.Name == words[0]) is not { } command)
        {
            return Error($"There is no command '{words[0]}'; help names them.{Nearest.Hint(words[0], _commands.Select(c => c.Name))}");
        }

        var given = words[1..];
        var expected = command.Parameters.Length;
        if (given.Length < expected || given.Length > expected + (command.TakesModem ? 1 : 0))
        {
            return Error($"Expected: {command.Usage}");
        }

        try
        {
            var modem = command.TakesModem ? Find(given.Length > expected ? given[^1] : null) : null;
            return await command.RunAsync(modem, given[..expected]).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return Error(e is ArgumentException { ParamName: { } name } ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message);
        }
    }

    private static ConsoleAnswer Error(string text) => new(text.ReplaceLineEndings(" "), IsError: true);

    private static ConsoleCommand Event(string name, Action<SimulatedModem> act, string done) =>
        ConsoleCommand.OfModem(name, modem => modem.InvokeAsync(act), done);

    private static ConsoleCommand Plug(string name, Func<ModemGroup, Task> act, string done) => ConsoleCommand.OfModem(name, act, done);

    private static async Task<ConsoleAnswer> DoAsync(Task action, string done)
    {
        await action.ConfigureAwait(false);
        return new ConsoleAnswer(done);
    }

    private static string Signal(SimulatedModemCall call)
    {
        call.Modem.SetSignal(call.Number);
        return $"RSSI {call.Number}";
    }

    private static string Roam(SimulatedModemCall call)
    {
        call.Modem.Roam(call.Word);
        return $"in the cell of {call.Word}";
    }

    private static string Deny(SimulatedModemCall call)
    {
        call.Modem.Deny(call.Error);
        return $"denied with network error {(uint)call.Error}";
    }

    private static string Detach(SimulatedModemCall call)
    {
        call.Modem.DetachByNetwork(call.Error);
        return $"detached with network error {(uint)call.Error}";
    }

    private static string Deactivate(SimulatedModemCall call) => call.Modem.DeactivateByNetwork(call.Number, NwError.None)
        ? $"the network ended the context of session {call.Number}"
        : throw new InvalidOperationException($"Session {call.Number} has no context.");

    private static async Task<ConsoleAnswer> StatusAsync(ModemGroup? modem, string[] words)
    {
        var status = "";
        await modem!.InvokeAsync(simulated => status = modem.IsPluggedIn ? Describe(simulated) : "not plugged in").ConfigureAwait(false);
        return new ConsoleAnswer($"{modem.Name}: {status}");
    }

    private static string Describe(SimulatedModem modem) =>
        $"SIM {modem.SubscriberReady.ReadyState}, radio {modem.RadioState.SwRadioState}, {modem.RegistrationState.RegisterState} "
        + $"{modem.RegistrationState.ProviderId}".TrimEnd() + $", {modem.PacketService.PacketServiceState}, RSSI {modem.Signal.Rssi}, "
        + $"contexts {modem.ActiveContexts.Count}, streams {modem.OpenDssSessions.Count}";

    private ModemGroup Find(string? name)
    {
        var modems = _emulator.Modems;
        if (name is null)
        {
            return modems.Count == 1
                ? modems[0].Group
                : throw new ArgumentException($"There are {modems.Count} modems; name one: {Names()}.");
        }

        return modems.FirstOrDefault(modem => modem.Group.Name == name)?.Group
            ?? throw new ArgumentException($"There is no modem '{name}'; expected {Names()}.");
    }

    private string Names() => _emulator.Modems.Count <= 10
        ? string.Join(", ", _emulator.Modems.Select(modem => modem.Group.Name))
        : $"{_emulator.Modems[0].Group.Name} to {_emulator.Modems[^1].Group.Name}";
}
