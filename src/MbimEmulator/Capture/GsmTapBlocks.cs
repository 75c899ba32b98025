using System.Buffers.Binary;
using System.Text;
using MbimEmulator.Card;

namespace MbimEmulator.Capture;

/// <summary>
/// The card's traffic in a pcapng file, as Wireshark reads it: GSMTAP version 2 of type SIM in UDP datagrams to port 4729 over IPv4, link type 228. Each
/// packet is an exchange as T=0 has it: header, data, status word; or an answer to reset.
/// </summary>
public static class GsmTapBlocks
{
    /// <summary>The link type of IPv4 without a link layer.</summary>
    public const ushort LinkType = 228;

    private const int IPSize = 20;
    private const int UdpSize = 8;
    private const int HeaderSize = 16;
    private const ushort Port = 4729;
    private const byte SimType = 4;
    private const byte ApduSubtype = 0;
    private const byte AtrSubtype = 1;

    /// <summary>The interface of one modem's card.</summary>
    public static byte[] Interface(string name, string description) => PcapngBlocks.Interface(LinkType, name, description);

    /// <summary>One exchange.</summary>
    /// <param name="number">The interface's number, from 0.</param>
    /// <param name="time">When the answer came.</param>
    /// <param name="command">The command; empty for an answer to reset.</param>
    /// <param name="answer">The card's answer; empty for none.</param>
    /// <param name="comment">A comment for the reader; null if there is none.</param>
    public static byte[] Packet(int number, DateTimeOffset time, ReadOnlySpan<byte> command, ReadOnlySpan<byte> answer, string? comment)
    {
        byte[] payload = [.. Header(command), .. DataOf(command), .. answer];
        var packet = new byte[IPSize + UdpSize + HeaderSize + Math.Min(payload.Length, ushort.MaxValue - IPSize - UdpSize - HeaderSize)];
        WriteIP(packet, number);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(IPSize), Port);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(IPSize + 2), Port);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(IPSize + 4), (ushort)(packet.Length - IPSize));
        var tap = packet.AsSpan(IPSize + UdpSize);
        (tap[0], tap[1], tap[2], tap[12]) = (2, HeaderSize / 4, SimType, command.IsEmpty ? AtrSubtype : ApduSubtype);
        payload.AsSpan(0, tap.Length - HeaderSize).CopyTo(tap[HeaderSize..]);

        var block = PcapngBlocks.BeginPacket(number, time, packet.Length).Padded(packet);
        if (comment is not null)
        {
            block.Option(1, Encoding.UTF8.GetBytes(comment));
        }

        return block.EndOptions().Build();
    }

    // T=0 has a header of five bytes always, and no Le behind data (ETSI TS 102 221, 7.3.1.1).
    private static byte[] Header(ReadOnlySpan<byte> command) => command.Length == 4 ? [.. command, 0] : command[..Math.Min(5, command.Length)].ToArray();

    private static ReadOnlySpan<byte> DataOf(ReadOnlySpan<byte> command) =>
        command.Length <= 5 ? [] : CommandApdu.TryRead(command, out var parts) ? parts.Data : command[5..];

    // From the modem's card to itself: 198.18.0.0/15 is set aside for tests.
    private static void WriteIP(Span<byte> packet, int number)
    {
        (packet[0], packet[8], packet[9]) = (0x45, 64, 17);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        foreach (var (offset, second) in new[] { (12, 18), (16, 19) })
        {
            (packet[offset], packet[offset + 1]) = (198, (byte)second);
            BinaryPrimitives.WriteUInt16BigEndian(packet[(offset + 2)..], (ushort)number);
        }

        uint sum = 0;
        for (var i = 0; i < IPSize; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(packet[i..]);
        }

        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], (ushort)~((sum & 0xFFFF) + (sum >> 16)));
    }
}
