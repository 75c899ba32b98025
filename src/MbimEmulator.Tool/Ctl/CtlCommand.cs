using System.CommandLine;
using System.Text.Json;
using MbimEmulator.Changes;
using MbimEmulator.Files;

namespace MbimEmulator.Tool.Ctl;

/// <summary><c>ctl</c>: asks a running emulator, and tells it what to do.</summary>
internal static class CtlCommand
{
    private const string Examples = """

        Examples:
          mbim-emulator run --pty ./mbim0 &
          mbim-emulator ctl modems
          mbim-emulator ctl state --json
          mbim-emulator ctl wait attached --timeout 10s
          mbim-emulator ctl state --modem modem1
          mbim-emulator ctl sim-files > card.yaml
          mbim-emulator ctl clock advance 10s
          mbim-emulator ctl eject-sim
          mbim-emulator ctl signal 7 --modem modem1
          mbim-emulator ctl add modem1 --profile sim-pin
          mbim-emulator ctl scenario load lost-open.yaml
          mbim-emulator ctl journal --pattern 'CONNECT set' --follow
          mbim-emulator ctl verify once 'CONNECT set AccessString=internet'
          mbim-emulator run --control 127.0.0.1:0 -- sh -c 'mbim-emulator ctl lose-coverage && ./my-test'

        ctl uses the emulator at --control, or else at MBIM_EMULATOR_CONTROL, which is set for a command after run --, or else the
        only emulator on this machine that runs without --control. TCP requires the token that run printed (--token,
        MBIM_EMULATOR_CONTROL_TOKEN).

        Exit codes: 0 success; 1 the emulator refused or does not answer, or verify failed; 2 the command line is wrong.
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new CtlOptions();
        var command = new Command("ctl", "Queries and controls a running emulator.");
        options.AddTo(command);
        command.Add(Simple(options, "modems", "Lists the modems.", HttpMethod.Get, "/modems"));
        command.Add(CreateGet(options, "state", "Prints a modem's state.", ""));
        command.Add(CreateGet(options, "sim-files", "Prints the files of a modem's SIM as YAML, which sim.files of a profile takes.", "/sim-files"));
        command.Add(CreateWait(options));
        command.Add(CreateAdd(options));
        command.Add(CreateDelete(options));
        foreach (var change in ModemChanges.All)
        {
            command.Add(CreateChange(options, change));
        }

        command.Add(Simple(options, "sleep", "Puts the host of the Mobile Broadband service to sleep.", HttpMethod.Post, "/host/sleep"));
        command.Add(Simple(options, "resume", "Wakes the host of the Mobile Broadband service up.", HttpMethod.Post, "/host/resume"));
        command.Add(CtlScenario.Create(options));
        command.Add(CtlScenario.CreateFault(options));
        command.Add(CtlJournal.Create(options));
        command.Add(CtlJournal.CreateVerify(options));
        command.Add(Simple(options, "findings", "Prints where hosts violated MBIM.", HttpMethod.Get, "/findings?limit=1000"));
        command.Add(CreateCapture(options));
        command.Add(CreateClock(options));
        command.Add(Simple(options, "metrics", "Prints the counters in the Prometheus text format.", HttpMethod.Get, "/metrics"));
        command.Add(Simple(options, "health", "Reports whether every modem answers.", HttpMethod.Get, "/healthz"));
        command.Add(Simple(options, "ready", "Reports whether every endpoint accepts connections.", HttpMethod.Get, "/readyz"));
        CommandLine.AppendToHelp(command, Examples);
        return command;
    }

    /// <summary>A command without arguments.</summary>
    public static Command Simple(CtlOptions options, string name, string description, HttpMethod method, string path)
    {
        var command = new Command(name, description);
        command.SetAction((result, cancellationToken) => CtlRequest.RunAsync(options, result, client => client.SendAsync(method, path), cancellationToken));
        return command;
    }

    private static Command CreateGet(CtlOptions options, string name, string description, string part)
    {
        var modem = CtlOptions.Modem();
        var command = new Command(name, description) { modem };
        command.SetAction((result, cancellationToken) => CtlRequest.RunAsync(
            options,
            result,
            async client => await client.SendAsync(HttpMethod.Get, await client.PathOfAsync(result.GetValue(modem)).ConfigureAwait(false) + part).ConfigureAwait(false),
            cancellationToken));
        return command;
    }

    private static Command CreateWait(CtlOptions options)
    {
        var stage = new Argument<string?>("STAGE")
        {
            Description = "accepting, ready, registered, attached or connected. [default: ready]",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "accepting|ready|registered|attached|connected",
        };
        var modem = new Option<string?>("--modem") { Description = "The modem; without it, all modems.", HelpName = "NAME" };
        var timeout = new Option<string?>("--timeout") { Description = "How long to wait in real time, such as 500ms, 30s or 2m. [default: 30s]", HelpName = "TIME" };
        var command = new Command(
            "wait",
            "Waits until the modems have come to a stage; exit code 1 at once if their state excludes it without outside help, or after the timeout. A virtual clock is moved as far as the modem's start needs.")
        {
            stage,
            modem,
            timeout,
        };
        command.SetAction((result, cancellationToken) => CtlRequest.RunAsync(
            options,
            result,
            client => client.SendAsync(
                HttpMethod.Post,
                "/wait",
                JsonSerializer.Serialize(new { stage = result.GetValue(stage), modem = result.GetValue(modem), timeout = result.GetValue(timeout) }, CtlRequest.Body)),
            cancellationToken,
            result.GetValue(timeout)));
        return command;
    }

    private static Command CreateAdd(CtlOptions options)
    {
        var name = new Argument<string>("NAME") { Description = "The modem's name." };
        var profile = new Option<string?>("--profile") { Description = "A built-in profile, or a YAML file.", HelpName = "NAME|FILE" };
        var command = new Command("add", "Adds a modem with a pipe of its name.") { name, profile };
        command.SetAction((result, cancellationToken) => CtlRequest.RunAsync(
            options,
            result,
            client =>
            {
                var chosen = result.GetValue(profile);
                var yaml = chosen is not null && File.Exists(chosen) ? RegularFile.ReadText(chosen, CtlRequest.MaxFileLength) : null;
                var body = new { name = result.GetValue(name), profile = yaml is null ? chosen : null, yaml };
                return client.SendAsync(HttpMethod.Post, "/modems", JsonSerializer.Serialize(body, CtlRequest.Body));
            },
            cancellationToken));
        return command;
    }

    private static Command CreateDelete(CtlOptions options)
    {
        var name = new Argument<string>("MODEM") { Description = "The modem." };
        var command = new Command("delete", "Deletes a modem.") { name };
        command.SetAction((result, cancellationToken) => CtlRequest.RunAsync(
            options, result, client => client.SendAsync(HttpMethod.Delete, "/modems/" + Uri.EscapeDataString(result.GetValue(name)!)), cancellationToken));
        return command;
    }

    private static Command CreateChange(CtlOptions options, ModemChangeKind change)
    {
        var modem = CtlOptions.Modem();
        var command = new Command(change.Name, $"{char.ToUpperInvariant(change.Description[0])}{change.Description[1..]}.") { modem };
        var arguments = change.Parameters.Select(parameter => new Argument<string?>(parameter.Trim('[', ']'))
        {
            Arity = parameter[0] == '[' ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        }).ToList();
        arguments.ForEach(command.Add);
        command.SetAction((result, cancellationToken) => CtlRequest.RunAsync(
            options,
            result,
            async client =>
            {
                var path = await client.PathOfAsync(result.GetValue(modem)).ConfigureAwait(false);
                var body = new { arguments = arguments.Select(result.GetValue).OfType<string>() };
                return await client.SendAsync(HttpMethod.Post, $"{path}/changes/{change.Name}", JsonSerializer.Serialize(body, CtlRequest.Body)).ConfigureAwait(false);
            },
            cancellationToken));
        return command;
    }

    private static Command CreateCapture(CtlOptions options)
    {
        var file = new Argument<string>("FILE") { Description = "The name of a new file in the folder given by run --control-files." };
        var start = new Command("start", "Starts a capture of all modems.") { file };
        start.SetAction((result, cancellationToken) => CtlRequest.RunAsync(
            options,
            result,
            client => client.SendAsync(HttpMethod.Post, "/capture", JsonSerializer.Serialize(new { file = result.GetValue(file) }, CtlRequest.Body)),
            cancellationToken));
        return new Command("capture", "Captures all messages in a file for Wireshark.")
        {
            start,
            Simple(options, "stop", "Stops the capture.", HttpMethod.Delete, "/capture"),
            Simple(options, "show", "Prints the name of the current capture.", HttpMethod.Get, "/capture"),
        };
    }

    private static Command CreateClock(CtlOptions options)
    {
        var time = new Argument<string>("TIME") { Description = "The time, such as 200ms, 10s or 5m." };
        var advance = new Command("advance", "Moves a virtual clock.") { time };
        advance.SetAction((result, cancellationToken) => CtlRequest.RunAsync(
            options,
            result,
            client => client.SendAsync(HttpMethod.Post, "/clock/advance", JsonSerializer.Serialize(new { time = result.GetValue(time) }, CtlRequest.Body)),
            cancellationToken));
        return new Command("clock", "Shows or moves the modems' time.") { advance, Simple(options, "show", "Prints the modems' time.", HttpMethod.Get, "/clock") };
    }
}
