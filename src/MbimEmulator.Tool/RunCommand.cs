using System.CommandLine;
using MbimEmulator.Files;
using MbimEmulator.Hosting;
using MbimEmulator.Hosting.Control;
using MbimEmulator.Hosting.Endpoints;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MbimEmulator.Tool;

/// <summary><c>run</c>: starts modems, tells where they are, and stays until it is told to end or its command does.</summary>
internal static class RunCommand
{
    private const string Examples = """

        Examples:
          mbim-emulator run
          mbim-emulator run --pty ./mbim0
          mbim-emulator run --profile sim-pin --count 3 --proxy @mbim-proxy
          mbim-emulator run --pty ./mbim0 --capture session.pcapng -- mbimcli -d ./mbim0 --query-device-caps
          mbim-emulator run --socket /tmp/modem.sock -- dotnet test
          mbim-emulator run --usbip
          mbim-emulator run --usbredir /tmp/mbim-usb.sock
          mbim-emulator run --pty ./mbim0 --card vpcd:127.0.0.1:35963
          mbim-emulator run --service-socket /tmp/mbn.sock -- python3 clients/python/mbn.py
          mbim-emulator run --service-socket /tmp/mbn.sock --socket-mode 666 --interactive
          mbim-emulator run --pty ./mbim0 --control 127.0.0.1:0 --control-files ./captures --state sim.json

        Without endpoint options it opens a pipe, the service's pipe (NAME-service) and, on Linux and macOS, a PTY. With a command
        after --, or with --ready-file, these get names of their own unless --name is given, so that any number of emulators can
        run at the same time. The command after -- finds its endpoints in MBIM_EMULATOR_PTY, MBIM_EMULATOR_SOCKET, MBIM_EMULATOR_PIPE, MBIM_EMULATOR_TCP,
        MBIM_EMULATOR_PROXY, MBIM_EMULATOR_USBIP, MBIM_EMULATOR_USBREDIR, MBIM_EMULATOR_SERVICE_PIPE,
        MBIM_EMULATOR_SERVICE_SOCKET and MBIM_EMULATOR_SERVICE_TCP; additional ones have the suffix _1, _2, and so on. The modem's data plane, a stream of
        NTBs, is at NAME-data next to each pipe, socket and PTY: MBIM_EMULATOR_DATA_PIPE, MBIM_EMULATOR_DATA_SOCKET, and
        MBIM_EMULATOR_DATA_TCP for --tcp-data. The control API, which ctl uses, is at MBIM_EMULATOR_CONTROL, and --health at MBIM_EMULATOR_HEALTH.

        The command starts when the modem is ready: it has read its SIM, registered and attached, as far as its profile allows
        without outside help. --wait-for changes that.
        """;

    private static readonly TimeSpan PrintPatience = TimeSpan.FromSeconds(1);

    /// <summary>Makes the command.</summary>
    /// <param name="child">What stands behind <c>--</c>; empty for nothing.</param>
    public static Command Create(string[] child)
    {
        var options = new RunOptions();
        var command = new Command("run", "Starts modems and prints where to connect, or runs a command with them: run [options] -- COMMAND ARGS...");
        options.AddTo(command);
        command.SetAction((result, cancellationToken) => RunAsync(options, child, result, cancellationToken));
        CommandLine.AppendToHelp(command, Examples);
        return command;
    }

    private static async Task<int> RunAsync(RunOptions options, string[] child, ParseResult result, CancellationToken cancellationToken)
    {
        var isInteractive = result.GetValue(options.Interactive);
        if (child.Length > 0 && result.GetValue(options.WaitFor) == WaitStage.Connected && RunPlan.HasOneEndpoint(options, result))
        {
            throw new UserException(
                "--wait-for connected waits for another client, but the command after -- would have the only endpoint; give a second one, such as --proxy.", ExitCodes.Usage);
        }

        if (isInteractive && child.Length > 0)
        {
            throw new UserException("--interactive and a command after -- both use standard input; choose one.", ExitCodes.Usage);
        }

        var emulator = RunPlan.Create(options, result, hasCommand: child.Length > 0);
        if (result.GetValue(options.ReadyFile) is { } stale && File.Exists(stale))
        {
            // Whoever waits for it must not take the file of an earlier run for that of this one.
            RegularFile.CheckNamed(stale, isPrivate: false);
            File.Delete(stale);
        }

        using var signals = new Signals();
        using var host = EmulatorHost.Create(emulator);
        await StartAsync(host, options, result, cancellationToken).ConfigureAwait(false);
        string? readyFile = null;
        try
        {
            var running = host.Services.GetRequiredService<EmulatorService>();
            var endpoints = EndpointReport.Of(running);
            if (child.Length > 0 || result.GetValue(options.ReadyFile) is not null)
            {
                using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var states = StartWait.RunAsync(running, result.GetValue(options.WaitFor) ?? WaitStage.Ready, ending.Token);
                var signal = signals.Reader.WaitToReadAsync(ending.Token).AsTask();
                if (await Task.WhenAny(states, signal).ConfigureAwait(false) == signal)
                {
                    // The command would have been ended by the signal too, and whoever waits for the ready file gets none.
                    await ending.CancelAsync().ConfigureAwait(false);
                    return child.Length > 0 ? ExitCodes.Failure : ExitCodes.Success;
                }

                endpoints.States = await states.ConfigureAwait(false);
                await ending.CancelAsync().ConfigureAwait(false);
            }

            if (result.GetValue(options.ReadyFile) is { } file)
            {
                endpoints.WriteReadyFile(file);
                readyFile = file;
            }

            if (child.Length > 0)
            {
                return await ChildProcess.RunAsync(child, endpoints.Environment(), signals).ConfigureAwait(false);
            }

            // Whoever started it may not read what it prints: a signal ends it all the same.
            var output = result.InvocationConfiguration.Output;
            var signalled = signals.WaitAsync(cancellationToken);
            var printing = Task.Run(() => endpoints.Print(output), cancellationToken);
            var talking = TalkAsync(printing, isInteractive ? new ModemConsole(running) : null, output, cancellationToken);
            await (await Task.WhenAny(signalled, talking).ConfigureAwait(false)).ConfigureAwait(false);
            if (!isInteractive)
            {
                await signalled.ConfigureAwait(false);
            }

            // A signal that comes at once does not take the report from whoever reads it.
            await printing.WaitAsync(PrintPatience, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCodes.Success;
        }
        finally
        {
            try
            {
                await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
            }
            finally
            {
                // Its folder may have gone meanwhile.
                if (readyFile is not null && File.Exists(readyFile))
                {
                    File.Delete(readyFile);
                }
            }
        }
    }

    private static async Task StartAsync(IHost host, RunOptions options, ParseResult result, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EndpointException e) when (e.IsAddressTaken && RunPlan.HasDefaultAddresses(options, result))
        {
            throw new UserException($"{e.Message} To run another emulator beside it, give its modem another name: --name NAME.", ExitCodes.Failure);
        }
    }

    private static async Task TalkAsync(Task printing, ModemConsole? console, TextWriter output, CancellationToken cancellationToken)
    {
        await printing.ConfigureAwait(false);
        if (console is not null)
        {
            using var input = new StreamReader(Console.OpenStandardInput());
            await Interactive.RunAsync(console, input, output, cancellationToken).ConfigureAwait(false);
        }
    }
}
