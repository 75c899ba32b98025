using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using MbimClient;

namespace MbimEmulator.Benchmarks.Starts;

/// <summary>From nothing to the first OPEN_DONE.</summary>
internal static class StartTimes
{
    /// <summary>Makes the program print the milliseconds of its own first start and end.</summary>
    public const string FirstStart = "--first-start";

    private const int Rounds = 15;

    private static readonly string ToolPath = Path.Combine("artifacts", "run", "tool", "mbim-emulator.dll");

    public static async Task RunAsync(Report report)
    {
        await PublishToolAsync();
        report.Section(
            "Start to the first OPEN_DONE",
            $"Medians of {Rounds}. In-process: from creating the modem to OPEN_DONE at its MbimDevice. The tool: from starting the process "
            + "`dotnet mbim-emulator.dll run`, published as by `./run`, to OPEN_DONE over its Unix socket. Targets: 5 ms, 400 ms.",
            "what | time");
        List<double> warm = [];
        List<double> first = [];
        List<double> tool = [];
        for (var i = 0; i < Rounds; i++)
        {
            warm.Add((await StartInProcessAsync()).TotalMilliseconds);
            first.Add(await StartInNewProcessAsync());
            tool.Add((await StartToolAsync()).TotalMilliseconds);
        }

        report.Row("in-process, in a process that has started one before", $"{PairedRun.Median(warm):f2} ms");
        report.Row("in-process, the first in a fresh process (includes JIT compilation)", $"{PairedRun.Median(first):f1} ms");
        report.Row("the tool, on a Unix socket", $"{PairedRun.Median(tool):f0} ms");
    }

    public static async Task<TimeSpan> StartInProcessAsync()
    {
        var started = Stopwatch.GetTimestamp();
        await using var group = new ModemGroup(new ModemGroupOptions());
        await using var device = await MbimDevice.OpenAsync(await group.ConnectAsync("benchmark"));
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task PublishToolAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("./run", ["profiles", "list"]) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
    }

    private static async Task<double> StartInNewProcessAsync()
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(StartTimes).Assembly.Location, FirstStart]) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync();
        await process.WaitForExitAsync();
        return double.Parse(line!, CultureInfo.InvariantCulture);
    }

    private static async Task<TimeSpan> StartToolAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mbim-");
        try
        {
            var path = Path.Combine(folder.FullName, "modem0");
            var ready = Path.Combine(folder.FullName, "ready.json");
            using var watcher = new FileSystemWatcher(folder.FullName);
            var announced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            watcher.Created += (_, file) => See(file.FullPath);
            watcher.Renamed += (_, file) => See(file.FullPath);
            watcher.EnableRaisingEvents = true;

            var started = Stopwatch.GetTimestamp();
            using var process = Process.Start(
                new ProcessStartInfo("dotnet", [ToolPath, "run", "--socket", path, "--ready-file", ready, "--wait-for", "accepting"])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                })!;
            await announced.Task.WaitAsync(TimeSpan.FromSeconds(60));
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
            TimeSpan elapsed;
            await using (await MbimDevice.OpenAsync(new NetworkStream(socket, ownsSocket: true)))
            {
                elapsed = Stopwatch.GetElapsedTime(started);
            }

            process.Kill();
            await process.WaitForExitAsync();
            return elapsed;

            void See(string file)
            {
                if (file == ready)
                {
                    announced.TrySetResult();
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
