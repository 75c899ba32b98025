using System.CommandLine;
using MbimEmulator.Hosting;
using Microsoft.Extensions.DependencyInjection;

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

        Without an endpoint it opens a pipe and, on Linux and macOS, a PTY. The command after -- finds its endpoints in
        MBIM_EMULATOR_PTY, MBIM_EMULATOR_SOCKET, MBIM_EMULATOR_PIPE, MBIM_EMULATOR_TCP and MBIM_EMULATOR_PROXY;
        those of further modems, or further ones of the first, have _1, _2 ... behind.
        """;

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
        var emulator = RunPlan.Create(options, result);
        using var signals = new Signals();
        using var host = EmulatorHost.Create(emulator);
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        var readyFile = result.GetValue(options.ReadyFile);
        try
        {
            var endpoints = EndpointReport.Of(host.Services.GetRequiredService<EmulatorService>());
            if (readyFile is not null)
            {
                endpoints.WriteReadyFile(readyFile);
            }

            if (child.Length > 0)
            {
                return await ChildProcess.RunAsync(child, endpoints.Environment(), signals).ConfigureAwait(false);
            }

            endpoints.Print(result.InvocationConfiguration.Output);
            await signals.WaitAsync(cancellationToken).ConfigureAwait(false);
            return ExitCodes.Success;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
            if (readyFile is not null)
            {
                File.Delete(readyFile);
            }
        }
    }
}
