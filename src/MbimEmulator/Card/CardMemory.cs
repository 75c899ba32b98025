using MbimEmulator.Card.Keys;

namespace MbimEmulator.Card;

/// <summary>What a card remembers without power.</summary>
internal sealed record CardMemory
{
    /// <summary>The elementary files that were written to, by their paths.</summary>
    public required IReadOnlyDictionary<string, byte[]> Contents { get; init; }

    /// <summary>The paths of the files that were activated, or deactivated, since the card was made.</summary>
    public required IReadOnlyCollection<string> Switched { get; init; }

    /// <summary>The keys that are verified, in the order of <see cref="CardKeys.References"/>.</summary>
    public required IReadOnlyList<CardPinState> Pins { get; init; }

    /// <summary>The sequence numbers of authentication; null for those of a new card.</summary>
    public SequenceNumberSnapshot? SequenceNumbers { get; init; }
}
