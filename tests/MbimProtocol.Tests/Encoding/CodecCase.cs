using MbimProtocol.Encoding;

namespace MbimProtocol.Tests.Encoding;

/// <summary>One information buffer's codec, for tests that run over all of them.</summary>
public abstract class CodecCase
{
    public static readonly MbimExVersion[] Versions = [MbimExVersion.V1, MbimExVersion.V2, MbimExVersion.V3];

    public static IEnumerable<CodecCase> All { get; } =
        [.. new[] { typeof(CodecCase).Assembly, typeof(IInformationBuffer<>).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IInformationBuffer<>)))
            .Where(type => type != typeof(NoOperation))
            .OrderBy(type => type.Name)
            .Select(type => (CodecCase)Activator.CreateInstance(typeof(CodecCase<>).MakeGenericType(type))!)];

    public abstract object Random(int seed);

    public abstract byte[] Write(object value, MbimExVersion version);

    public abstract object? Read(ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, out MbimFormatError error);

    public abstract long AllocatedByReading(byte[] buffer, MbimExVersion version, MbimReadMode mode);

    public abstract void Describe(object value, IFieldVisitor visitor, MbimExVersion version);
}

public sealed class CodecCase<T> : CodecCase
    where T : IInformationBuffer<T>
{
    public override object Random(int seed) => new RandomRecords(seed).Create<T>()!;

    public override byte[] Write(object value, MbimExVersion version)
    {
        const byte Guard = 0xA5;
        var size = ((T)value).GetSize(version);
        var guarded = new byte[size + 16];
        guarded.AsSpan().Fill(Guard);
        ((T)value).Write(guarded.AsSpan(8, size), version);
        Assert.That(guarded[..8].Concat(guarded[^8..]), Is.All.EqualTo(Guard), "bytes around the buffer");
        return guarded[8..^8];
    }

    public override object? Read(ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, out MbimFormatError error) =>
        T.TryRead(buffer, version, mode, out var value, out error) ? value : null;

    public override long AllocatedByReading(byte[] buffer, MbimExVersion version, MbimReadMode mode)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        T.TryRead(buffer, version, mode, out _, out _);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public override void Describe(object value, IFieldVisitor visitor, MbimExVersion version) => ((T)value).Describe(visitor, version);

    public override string ToString() => typeof(T).Name;
}
