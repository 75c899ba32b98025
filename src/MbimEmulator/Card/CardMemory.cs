using MbimProtocol.Encoding;

namespace MbimEmulator.Card;

/// <summary>What a card remembers without power, beside the PINs themselves. Compared by its values.</summary>
public sealed record CardMemory
{
    /// <summary>The elementary files that were written to.</summary>
    public MbimArray<CardFileMemory> Contents { get; init; } = [];

    /// <summary>The paths of the files that were activated, or deactivated, since the card was made.</summary>
    public MbimArray<string> Switched { get; init; } = [];

    /// <summary>What is left of PIN1, PIN2 and the administrator's two keys.</summary>
    public MbimArray<PinAttempts> Attempts { get; init; } = [];

    /// <summary>SEQ of authentication that each of the 32 slots has accepted last (3GPP TS 33.102, annex C); empty for a card that has accepted none.</summary>
    public MbimArray<ulong> SequenceNumbers { get; init; } = [];
}
