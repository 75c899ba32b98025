using System.Collections.Immutable;

namespace MbimEmulator.Card.Keys;

/// <summary>The sequence numbers of a card at one time. Compared by their values.</summary>
internal sealed class SequenceNumberSnapshot : IEquatable<SequenceNumberSnapshot>
{
    /// <exception cref="ArgumentException">There are not 32, or one has more than 43 bits.</exception>
    public SequenceNumberSnapshot(ReadOnlySpan<ulong> slots)
    {
        if (slots.Length != SequenceNumbers.Slots)
        {
            throw new ArgumentException($"A card has {SequenceNumbers.Slots} sequence numbers; {slots.Length} were given.", nameof(slots));
        }

        foreach (var seq in slots)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(seq, SequenceNumbers.MaxSeq, nameof(slots));
        }

        Slots = [.. slots];
    }

    /// <summary>The SEQ that each slot (IND) accepted last; 0 for none.</summary>
    public ImmutableArray<ulong> Slots { get; }

    public bool Equals(SequenceNumberSnapshot? other) => other is not null && Slots.AsSpan().SequenceEqual(other.Slots.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as SequenceNumberSnapshot);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var seq in Slots)
        {
            hash.Add(seq);
        }

        return hash.ToHashCode();
    }
}
