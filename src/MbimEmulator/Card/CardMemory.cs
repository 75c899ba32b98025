namespace MbimEmulator.Card;

/// <summary>What a card remembers without power.</summary>
/// <param name="Contents">The elementary files that were written to, by their paths.</param>
internal sealed record CardMemory(IReadOnlyDictionary<string, byte[]> Contents)
{
    public required CardPinState Pin1 { get; init; }

    public required CardPinState Pin2 { get; init; }

    public required CardPinState Adm { get; init; }
}
