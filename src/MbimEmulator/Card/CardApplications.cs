namespace MbimEmulator.Card;

/// <summary>What the AIDs of applications begin with (3GPP TS 31.110; 3GPP2 C.S0065).</summary>
internal static class CardApplications
{
    public static byte[] Usim { get; } = [0xA0, 0x00, 0x00, 0x00, 0x87, 0x10, 0x02];

    public static byte[] Isim { get; } = [0xA0, 0x00, 0x00, 0x00, 0x87, 0x10, 0x04];

    public static byte[] Csim { get; } = [0xA0, 0x00, 0x00, 0x03, 0x43, 0x10, 0x02];
}
