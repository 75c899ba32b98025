using BenchmarkDotNet.Attributes;

namespace MbimEmulator.Benchmarks.Codec;

/// <summary>Times and, above all, allocations of the codec's hot path.</summary>
[MemoryDiagnoser]
[InProcess]
public class CodecBenchmarks
{
    private readonly CodecWork _work = new();

    [Benchmark]
    public long EncodeConnectSet() => _work.EncodeConnect();

    [Benchmark]
    public long DecodeDeviceServicesResponse() => _work.DecodeDeviceServices();

    [Benchmark]
    public long DecodeConnectResponse() => _work.DecodeConnect();
}
