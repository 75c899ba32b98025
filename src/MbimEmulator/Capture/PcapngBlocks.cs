using System.Buffers.Binary;
using System.Text;

namespace MbimEmulator.Capture;

/// <summary>
/// The blocks of a pcapng file (draft-ietf-opsawg-pcapng), little-endian: each is u32 type, u32 length, body, options, u32 length.
/// Packets are of link type 252: tags that name Wireshark's dissector and two addresses, big-endian, then the MBIM transfer.
/// </summary>
public static class PcapngBlocks
{
    private const uint SectionHeader = 0x0A0D0D0A;
    private const uint InterfaceDescription = 1;
    private const uint EnhancedPacket = 6;
    private const ushort UpperPdu = 252;
    private const byte TicksPerSecondExponent = 7;
    private static readonly byte[] Dissector = [.. "mbim.control"u8];

    /// <summary>The section header, which begins a file.</summary>
    public static byte[] Section(string application)
    {
        var block = new BlockBuilder(SectionHeader);
        block.U32(0x1A2B3C4D).U16(1).U16(0).U32(uint.MaxValue).U32(uint.MaxValue);
        block.Option(4, Encoding.UTF8.GetBytes(application)).EndOptions();
        return block.Build();
    }

    /// <summary>One modem's interface.</summary>
    public static byte[] Interface(string name, string description) => Interface(UpperPdu, name, description);

    /// <summary>An interface with packets of a link type; their times are in units of 100 ns.</summary>
    internal static byte[] Interface(ushort linkType, string name, string description)
    {
        var block = new BlockBuilder(InterfaceDescription);
        block.U16(linkType).U16(0).U32(0);
        block.Option(2, Encoding.UTF8.GetBytes(name)).Option(3, Encoding.UTF8.GetBytes(description)).Option(9, [TicksPerSecondExponent]);
        return block.EndOptions().Build();
    }

    /// <summary>One transfer of a modem.</summary>
    /// <param name="modem">The interface's number, from 0.</param>
    /// <param name="toHost">The direction.</param>
    /// <param name="time">The time of the transfer.</param>
    /// <param name="transfer">The bytes.</param>
    /// <param name="comment">A comment for the reader; null if there is none.</param>
    public static byte[] Packet(int modem, bool toHost, DateTimeOffset time, ReadOnlySpan<byte> transfer, string? comment)
    {
        Span<byte> function = stackalloc byte[4];
        Span<byte> host = stackalloc byte[4];
        WriteAddress(function, 18, modem);
        WriteAddress(host, 19, modem);
        var block = BeginPacket(modem, time, 4 + Dissector.Length + 8 + 8 + 4 + transfer.Length);
        block.Tag(12, Dissector).Tag(20, toHost ? function : host).Tag(21, toHost ? host : function).Tag(0, []);
        block.Padded(transfer);
        block.Option(2, [toHost ? (byte)1 : (byte)2, 0, 0, 0]);
        if (comment is not null)
        {
            block.Option(1, Encoding.UTF8.GetBytes(comment));
        }

        return block.EndOptions().Build();
    }

    /// <summary>Begins a packet of an interface; its bytes, padded, and its options follow.</summary>
    internal static BlockBuilder BeginPacket(int number, DateTimeOffset time, int length)
    {
        var ticks = (ulong)(time - DateTimeOffset.UnixEpoch).Ticks;
        return new BlockBuilder(EnhancedPacket).U32((uint)number).U32((uint)(ticks >> 32)).U32((uint)ticks).U32((uint)length).U32((uint)length);
    }

    // 198.18.0.0/15 is set aside for tests. Each modem has its own pair, so that Wireshark joins the fragments of each apart.
    private static void WriteAddress(Span<byte> address, byte second, int modem)
    {
        address[0] = 198;
        address[1] = second;
        BinaryPrimitives.WriteUInt16BigEndian(address[2..], (ushort)modem);
    }
}
