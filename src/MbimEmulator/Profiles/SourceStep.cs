using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>One datagram of a source's script.</summary>
public sealed record SourceStep
{
    /// <summary>When, from the opening of the session.</summary>
    public TimeSpan At { get; init; }

    /// <summary>How many bytes, by pattern or chance; not used if <see cref="Bytes"/> are given.</summary>
    public int Size { get; init; }

    /// <summary>Which bytes.</summary>
    public MbimArray<byte> Bytes { get; init; }
}
