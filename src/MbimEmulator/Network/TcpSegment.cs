using System.Buffers.Binary;

namespace MbimEmulator.Network;

/// <summary>One TCP segment with its header read and its checksum checked (RFC 9293, 3.1).</summary>
internal readonly ref struct TcpSegment
{
    public const int HeaderSize = 20;
    public const int MaxSegmentSizeOptionSize = 4;

    private const byte EndOfOptions = 0;
    private const byte NoOperation = 1;
    private const byte MaxSegmentSizeOption = 2;

    public ushort SourcePort { get; private init; }

    public ushort DestinationPort { get; private init; }

    public uint Sequence { get; private init; }

    public uint Acknowledgment { get; private init; }

    public TcpFlags Flags { get; private init; }

    public ushort Window { get; private init; }

    /// <summary>The MSS option; 0 when there is none.</summary>
    public ushort MaxSegmentSize { get; private init; }

    public ReadOnlySpan<byte> Data { get; private init; }

    /// <summary>How much of the sequence it takes.</summary>
    public uint Length => (uint)Data.Length + (Has(TcpFlags.Syn) ? 1u : 0) + (Has(TcpFlags.Fin) ? 1u : 0);

    public bool Has(TcpFlags flag) => (Flags & flag) != 0;

    /// <summary>Whether one place of the sequence, which goes round, is before another.</summary>
    public static bool IsBefore(uint first, uint second) => (int)(first - second) < 0;

    /// <summary>Reads a segment; false when it is malformed.</summary>
    public static bool TryParse(in IPPacket packet, out TcpSegment segment)
    {
        segment = default;
        var bytes = packet.Payload;
        if (bytes.Length < HeaderSize)
        {
            return false;
        }

        var headerLength = (bytes[12] >> 4) * 4;
        if (headerLength < HeaderSize || headerLength > bytes.Length ||
            InternetChecksum.Of(packet.Source, packet.Destination, IPProtocol.Tcp, bytes) != 0)
        {
            return false;
        }

        segment = new TcpSegment
        {
            SourcePort = BinaryPrimitives.ReadUInt16BigEndian(bytes),
            DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            Sequence = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
            Acknowledgment = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
            Flags = (TcpFlags)(bytes[13] & 0x1F),
            Window = BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]),
            MaxSegmentSize = FindMaxSegmentSize(bytes[HeaderSize..headerLength]),
            Data = bytes[headerLength..],
        };
        return true;
    }

    /// <summary>Writes a header with its checksum in front of data that stand there already.</summary>
    /// <param name="segment">Header and data.</param>
    /// <param name="key">Whose segment it is; it goes from the connection's local to its remote end.</param>
    /// <param name="sequence">SEG.SEQ.</param>
    /// <param name="acknowledgment">SEG.ACK; 0 without the flag.</param>
    /// <param name="flags">The TCP flags of the segment.</param>
    /// <param name="window">SEG.WND.</param>
    /// <param name="maxSegmentSize">The option behind the header; 0 for none.</param>
    public static void Write(
        Span<byte> segment, in TcpKey key, uint sequence, uint acknowledgment, TcpFlags flags, ushort window, ushort maxSegmentSize = 0)
    {
        var headerLength = maxSegmentSize == 0 ? HeaderSize : HeaderSize + MaxSegmentSizeOptionSize;
        BinaryPrimitives.WriteUInt16BigEndian(segment, key.LocalPort);
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], key.RemotePort);
        BinaryPrimitives.WriteUInt32BigEndian(segment[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment[8..], acknowledgment);
        segment[12] = (byte)(headerLength / 4 << 4);
        segment[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment[14..], window);
        segment[16..20].Clear();
        if (maxSegmentSize != 0)
        {
            segment[20] = MaxSegmentSizeOption;
            segment[21] = MaxSegmentSizeOptionSize;
            BinaryPrimitives.WriteUInt16BigEndian(segment[22..], maxSegmentSize);
        }

        BinaryPrimitives.WriteUInt16BigEndian(segment[16..], InternetChecksum.Of(key.Local, key.Remote, IPProtocol.Tcp, segment));
    }

    private static ushort FindMaxSegmentSize(ReadOnlySpan<byte> options)
    {
        while (options.Length >= 2 && options[0] != EndOfOptions)
        {
            if (options[0] == NoOperation)
            {
                options = options[1..];
                continue;
            }

            var length = options[1];
            if (length < 2 || length > options.Length)
            {
                break;
            }

            if (options[0] == MaxSegmentSizeOption && length == MaxSegmentSizeOptionSize)
            {
                return BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            }

            options = options[length..];
        }

        return 0;
    }
}
