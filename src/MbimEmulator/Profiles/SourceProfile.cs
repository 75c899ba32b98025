using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>The behaviour <c>source</c>: each session sends datagrams from its opening to its closing.</summary>
public sealed record SourceProfile : BehaviourProfile
{
    /// <summary>Makes one with the defaults.</summary>
    public SourceProfile() => Name = BehaviourNames.Source;

    /// <summary>Bytes in each datagram.</summary>
    public int Size { get; init; } = 512;

    /// <summary>The time before each datagram.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What fills the datagrams, again and again over the whole session; by chance if empty.</summary>
    public MbimArray<byte> Pattern { get; init; }

    /// <summary>What is sent instead of <see cref="Size"/> and <see cref="Every"/>, in the order of time.</summary>
    public MbimArray<SourceStep> Script { get; init; }
}
