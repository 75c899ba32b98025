using System.CommandLine;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Recording;

namespace MbimEmulator.Tool.Record;

/// <summary>Records what crosses between clients and a modem until something ends it.</summary>
internal static class LiveRecording
{
    public static async Task<int> RunAsync(
        RecordOptions options, string device, string[] child, ParseResult result, RecordOutput output, CancellationToken cancellationToken)
    {
        var endpoints = EndpointsOf(options, result);
        if (result.GetValue(options.Once) && child.Length > 0)
        {
            throw new UserException("--once and a command after -- both determine when the recording ends; choose one.", ExitCodes.Usage);
        }

        using var signals = new Signals();
        var recorder = await ModemRecorder.StartAsync(
            new RecorderOptions(device, endpoints) { Proxy = result.GetValue(options.Proxy) }, cancellationToken).ConfigureAwait(false);
        var exitCode = ExitCodes.Success;
        await using (recorder.ConfigureAwait(false))
        {
            if (child.Length > 0)
            {
                exitCode = await ChildProcess.RunAsync(child, Environment(recorder), signals).ConfigureAwait(false);
            }
            else
            {
                // Nobody may read what it prints: the recording ends all the same.
                var printing = Task.Run(() => Print(recorder, device, result.InvocationConfiguration.Output), cancellationToken);
                Task[] ends = [signals.WaitAsync(cancellationToken), recorder.ModemGone, .. result.GetValue(options.Once) ? [recorder.ClientLeft] : Array.Empty<Task>()];
                await (await Task.WhenAny(ends).ConfigureAwait(false)).ConfigureAwait(false);
                if (printing.IsFaulted)
                {
                    await printing.ConfigureAwait(false);
                }
            }
        }

        if (recorder.Missed > 0)
        {
            await result.InvocationConfiguration.Error.WriteLineAsync($"The last {recorder.Missed} transfers are not in the recording, because it was full.").ConfigureAwait(false);
        }

        output.Write(recorder.Transfers);
        return exitCode;
    }

    private static List<(EndpointKind Kind, string Address)> EndpointsOf(RecordOptions options, ParseResult result)
    {
        List<(EndpointKind Kind, string Address)> endpoints = [];
        foreach (var (kind, option) in (ReadOnlySpan<(EndpointKind, Option<string[]>)>)
            [(EndpointKind.Pty, options.Pty), (EndpointKind.Socket, options.Socket), (EndpointKind.Pipe, options.Pipe), (EndpointKind.Tcp, options.Tcp)])
        {
            endpoints.AddRange((result.GetValue(option) ?? []).Select(address => (kind, address)));
        }

        return endpoints.Count > 0
            ? endpoints
            : throw new UserException("No client can connect: expected --pty, --socket, --pipe or --tcp.", ExitCodes.Usage);
    }

    private static IEnumerable<KeyValuePair<string, string>> Environment(ModemRecorder recorder) =>
        recorder.Endpoints.GroupBy(endpoint => endpoint.Kind)
            .Select(kind => new KeyValuePair<string, string>("MBIM_EMULATOR_" + kind.Key.ToString().ToUpperInvariant(), AddressOf(kind.First())));

    private static void Print(ModemRecorder recorder, string device, TextWriter output)
    {
        foreach (var endpoint in recorder.Endpoints)
        {
            output.WriteLine($"{endpoint.Kind.ToString().ToLowerInvariant()} {AddressOf(endpoint)} leads to {device}");
        }

        output.WriteLine("Recording. Press Ctrl-C to stop and write the scenario.");
        output.Flush();
    }

    private static string AddressOf(Endpoint endpoint) => endpoint.Kind == EndpointKind.Pipe ? PipeAddress.Of(endpoint.Address) : endpoint.Address;
}
