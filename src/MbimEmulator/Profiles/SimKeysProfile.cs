using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>The subscriber's keys, and how AUTHENTICATE uses them. The default key and OPc are those of test set 1 of 3GPP TS 35.208.</summary>
public sealed record SimKeysProfile
{
    /// <summary>The algorithm.</summary>
    public SimAlgorithm Algorithm { get; init; } = SimAlgorithm.Milenage;

    /// <summary>The key K: 16 bytes, or 32 with TUAK.</summary>
    public MbimArray<byte> K { get; init; } = [0x46, 0x5b, 0x5c, 0xe8, 0xb1, 0x99, 0xb4, 0x9f, 0xaa, 0x5f, 0x0a, 0x2e, 0xe2, 0x38, 0xa6, 0xbc];

    /// <summary>The operator's variant: OPc of Milenage, 16 bytes, or TOPc of TUAK, 32 bytes. The XOR algorithm has none.</summary>
    public MbimArray<byte> Opc { get; init; } = [0xcd, 0x63, 0xcb, 0x71, 0x95, 0x4a, 0x9f, 0x4e, 0x48, 0xa5, 0x99, 0x4e, 0x37, 0xa0, 0x2b, 0xaf];

    /// <summary>The operator's value from which <see cref="Opc"/> is made: OP, or TOP. Empty when <see cref="Opc"/> is given.</summary>
    public MbimArray<byte> Op { get; init; } = [];

    /// <summary>The highest sequence number that the card has accepted, 48 bits.</summary>
    public ulong SequenceNumber { get; init; }
}
