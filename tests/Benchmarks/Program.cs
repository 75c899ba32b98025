using BenchmarkDotNet.Running;
using MbimEmulator.Benchmarks;
using MbimEmulator.Benchmarks.Codec;

// With arguments: BenchmarkDotNet with those arguments. Without: everything beside its peer, written to docs/benchmarks.md.
if (args.Length > 0)
{
    BenchmarkSwitcher.FromAssembly(typeof(CodecBenchmarks).Assembly).Run(args);
    return;
}

var report = new Report();
await CodecComparison.RunAsync(report);
await File.WriteAllTextAsync(Path.Combine("docs", "benchmarks.md"), report.Text);
