namespace MbimEmulator.Card;

/// <summary>The key references of a card (ETSI TS 102 221, 9.5.1).</summary>
internal static class CardKeys
{
    /// <summary>The application's PIN.</summary>
    public const byte Pin1 = 0x01;

    /// <summary>The application's second PIN.</summary>
    public const byte Pin2 = 0x81;

    /// <summary>The administrator's keys; they have no unblocking keys.</summary>
    public const byte Adm1 = 0x0A;

    /// <summary>See <see cref="Adm1"/>.</summary>
    public const byte Adm2 = 0x0B;

    /// <summary>All of them, in the order of the PIN status that SELECT tells.</summary>
    public static ReadOnlySpan<byte> References => [Pin1, Pin2, Adm1, Adm2];
}
