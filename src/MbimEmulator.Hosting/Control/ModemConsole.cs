using MbimEmulator.Changes;
using MbimEmulator.Modem;
using MbimEmulator.Yaml;

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
            new("sleep", [], TakesModem: false, async (_, _) => await DoAsync(emulator.Service.SleepAsync(), "the host sleeps").ConfigureAwait(false)),
            new("resume", [], TakesModem: false, async (_, _) => await DoAsync(emulator.Service.ResumeAsync(), "the host is awake").ConfigureAwait(false)),
            .. ModemChanges.All.Select(ConsoleCommand.OfChange),
            new("state", [], TakesModem: true, StateAsync),
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
            return Error("The command is missing; help lists the commands.");
        }

        if (Array.Find(_commands, candidate => candidate.Name == words[0]) is not { } command)
        {
            return Error($"There is no command '{words[0]}'; help lists the commands.{Nearest.Hint(words[0], _commands.Select(c => c.Name))}");
        }

        var given = words[1..];
        if (!command.TryTake(given, out var arguments, out var modem))
        {
            return Error($"Expected: {command.Usage}");
        }

        try
        {
            return await command.RunAsync(command.TakesModem ? Find(modem) : null, arguments).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return Error(ChangeError.Text(e));
        }
    }

    private static ConsoleAnswer Error(string text) => new(text.ReplaceLineEndings(" "), IsError: true);

    private static async Task<ConsoleAnswer> DoAsync(Task action, string done)
    {
        await action.ConfigureAwait(false);
        return new ConsoleAnswer(done);
    }

    private static async Task<ConsoleAnswer> StateAsync(ModemGroup? modem, string[] words)
    {
        var state = "";
        await modem!.InvokeAsync(simulated => state = modem.IsPluggedIn ? Describe(simulated) : "not plugged in").ConfigureAwait(false);
        return new ConsoleAnswer($"{modem.Name}: {state}");
    }

    private static string Describe(SimulatedModem modem) =>
        $"SIM {modem.SubscriberReady.ReadyState}, radio {modem.RadioState.SwRadioState}, {modem.RegistrationState.RegisterState} "
        + $"{modem.RegistrationState.ProviderId}".TrimEnd() + $", {modem.PacketService.PacketServiceState}, RSSI {modem.Signal.Rssi}, "
        + $"contexts {modem.ActiveContexts.Count}, streams {modem.OpenDssSessions.Count}"
        + string.Concat(OwnModules.Of(modem).Select(state => $", {state.Name} {state.Value}"));

    private ModemGroup Find(string? name)
    {
        var modems = _emulator.Modems;
        if (name is null)
        {
            return modems.Count == 1
                ? modems[0].Group
                : throw new ArgumentException($"There are {modems.Count} modems; name one of them with --modem: {Names()}.");
        }

        return modems.FirstOrDefault(modem => modem.Group.Name == name)?.Group
            ?? throw new ArgumentException($"There is no modem '{name}'; expected {Names()}.");
    }

    private string Names() => _emulator.Modems.Count <= 10
        ? string.Join(", ", _emulator.Modems.Select(modem => modem.Group.Name))
        : $"{_emulator.Modems[0].Group.Name} to {_emulator.Modems[^1].Group.Name}";
}
