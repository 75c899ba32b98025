using System.Globalization;
using MbimClient;
using MbimEmulator.Benchmarks.RoundTrips;
using MbimEmulator.Benchmarks.Starts;
using MbimEmulator.Hosting.Endpoints;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Benchmarks.Builds;

/// <summary>What is measured of one build: a line with a name on standard input is answered with the seconds, or bytes, of one operation.</summary>
internal sealed class BuildWorkloads : IAsyncDisposable
{
    private readonly ModemGroup _group = new(new ModemGroupOptions());
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mbim-");
    private readonly List<IAsyncDisposable> _owned = [];

    /// <summary>The names, in the order of the table.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "in-process, window 1", "in-process, window 16", "Unix socket, window 1", "Unix socket, window 16", "core, no rules", "core, 100 rules for other CIDs",
        "start in-process, warm",
    ];

    /// <summary>Answers until standard input ends.</summary>
    public static async Task ServeAsync()
    {
        await using var workloads = new BuildWorkloads();
        var measures = await workloads.MakeAsync();
        while (await Console.In.ReadLineAsync() is { } name)
        {
            Console.WriteLine((await measures[name]()).ToString("R", CultureInfo.InvariantCulture));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var owned in Enumerable.Reverse(_owned))
        {
            await owned.DisposeAsync();
        }

        await _group.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<Dictionary<string, Func<Task<double>>>> MakeAsync()
    {
        var inProcess = Own(new ModemGroup(new ModemGroupOptions()));
        var device = Own(await MbimDevice.OpenAsync(await inProcess.ConnectAsync("benchmark")));
        var path = Path.Combine(_folder.FullName, "modem0");
        var endpoint = Own(new FunctionEndpoint(_group, EndpointKind.Socket, path, new StreamOptions(), NullLoggerFactory.Instance));
        await endpoint.StartAsync();
        var client = SocketComparison.Client(Own(await SocketComparison.ConnectAsync(path)));
        var bare = Own(await FaultComparison.BareCoreAsync());
        var ruled = Own(await FaultComparison.RuledCoreAsync());
        Func<Task<double>>[] measures =
        [
            async () => (await InProcessComparison.MeasureAsync(device, 1)).TotalSeconds / InProcessComparison.Operations,
            async () => (await InProcessComparison.MeasureAsync(device, 16)).TotalSeconds / InProcessComparison.Operations,
            async () => (await client.MeasureAsync(SocketComparison.Operations, 1)).TotalSeconds / SocketComparison.Operations,
            async () => (await client.MeasureAsync(SocketComparison.Operations, 16)).TotalSeconds / SocketComparison.Operations,
            () => Task.FromResult(bare.Measure().TotalSeconds / FaultComparison.Operations),
            () => Task.FromResult(ruled.Measure().TotalSeconds / FaultComparison.Operations),
            async () => (await StartTimes.StartInProcessAsync()).TotalSeconds,
        ];
        return Names.Zip(measures).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}
