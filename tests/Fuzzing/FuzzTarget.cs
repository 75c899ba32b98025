using SharpFuzz;

namespace MbimEmulator.Fuzzing;

/// <summary>One reader of foreign bytes.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Description">What it reads.</param>
/// <param name="Fuzz">Reads any bytes; an exception is a finding.</param>
/// <param name="Seeds">Sound inputs to begin with, and words of the language for texts.</param>
internal sealed record FuzzTarget(string Name, string Description, ReadOnlySpanAction Fuzz, Func<IReadOnlyList<byte[]>> Seeds)
{
    /// <summary>Bytes that one input may have.</summary>
    public int MaxLength { get; init; } = 4096;

    /// <summary>Bytes that one input may have the reader allocate, in all.</summary>
    public long MaxAllocated { get; init; } = 64L * 1024 * 1024;

    /// <summary>Mutated inputs that the tests run; fewer where one takes longer.</summary>
    public int RunsInTests { get; init; } = 2000;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
