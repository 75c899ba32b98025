namespace MbimEmulator.Card;

/// <summary>The answer to reset of the emulator's own card (ETSI TS 102 221, 6.3; ISO/IEC 7816-3 and 7816-4).</summary>
internal static class AnswerToReset
{
    /// <summary>
    /// T=0, class A to C; historical bytes: applications by whole and partial AID and EF_DIR, BER-TLV, 20 logical channels that the card assigns, and
    /// "MBIMEM".
    /// </summary>
    public static byte[] Own { get; } = Checked([0x3B, 0x9E, 0x96, 0x80, 0x1F, 0x87, 0x80, 0x31, 0xE0, 0x73, 0xFE, 0x21, 0x17, 0x66, 0x4D, 0x42, 0x49, 0x4D, 0x45, 0x4D]);

    /// <summary>The bytes with their check byte behind them: with it, all but the first one give 0 when they are added without carry.</summary>
    private static byte[] Checked(byte[] atr) => [.. atr, atr.Skip(1).Aggregate((sum, value) => (byte)(sum ^ value))];
}
