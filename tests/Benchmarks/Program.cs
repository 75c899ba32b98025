using BenchmarkDotNet.Running;
using MbimEmulator.Benchmarks;
using MbimEmulator.Benchmarks.Builds;
using MbimEmulator.Benchmarks.Codec;
using MbimEmulator.Benchmarks.RoundTrips;
using MbimEmulator.Benchmarks.Starts;
using MbimEmulator.Benchmarks.Time;
using MbimEmulator.Benchmarks.Usb;

// Without arguments: everything beside its peer, written to docs/benchmarks.md. --card: the SIM alone, printed. --beside FILE: this build beside another one. With others: BenchmarkDotNet with those arguments.
if (args is [StartTimes.FirstStart])
{
    Console.WriteLine(FormattableString.Invariant($"{(await StartTimes.StartInProcessAsync()).TotalMilliseconds:f3}"));
    return;
}

if (args is [BuildComparison.Measure])
{
    await BuildWorkloads.ServeAsync();
    return;
}

if (args is [BuildComparison.Beside, var other])
{
    Console.Write(await BuildComparison.RunAsync(other));
    return;
}

if (args is ["--card"])
{
    var card = new Report();
    await CardComparison.RunAsync(card);
    await Footprint.RunAsync(card);
    return;
}

if (args.Length > 0)
{
    BenchmarkSwitcher.FromAssembly(typeof(CodecBenchmarks).Assembly).Run(args);
    return;
}

var report = new Report();
await CodecComparison.RunAsync(report);
await InProcessComparison.RunAsync(report);
await CardComparison.RunAsync(report);
await FaultComparison.RunAsync(report);
await SocketComparison.RunAsync(report);
await DataComparison.RunAsync(report);
await UsbComparison.RunAsync(report);
await Footprint.RunAsync(report);
await StartTimes.RunAsync(report);
await FixtureTimes.RunAsync(report);
await VirtualDay.RunAsync(report);
await File.WriteAllTextAsync(Path.Combine("docs", "benchmarks.md"), report.Text);
