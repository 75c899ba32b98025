using System.Buffers.Binary;

namespace MbimEmulator.Network;

/// <summary>
/// One IP packet, or fragment of one, with its header read and checked: lengths, IPv4 header checksum, IPv6 extension headers. Its transport is not.
/// </summary>
internal readonly ref struct IPPacket
{
    public const int IPv4HeaderSize = 20;
    public const int IPv6HeaderSize = 40;
    public const int FragmentHeaderSize = 8;

    /// <summary>The whole packet, without what may lie behind its length.</summary>
    public ReadOnlySpan<byte> Whole { get; private init; }

    public InternetAddress Source { get; private init; }

    public InternetAddress Destination { get; private init; }

    /// <summary>What <see cref="Payload"/> is.</summary>
    public byte Protocol { get; private init; }

    /// <summary>What follows the headers.</summary>
    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <summary>Bytes in front of <see cref="Payload"/>.</summary>
    public int HeaderLength => Whole.Length - Payload.Length;

    /// <summary>Whether it is a part of a packet.</summary>
    public bool IsFragment => FragmentOffset != 0 || MoreFragments;

    /// <summary>Where in the packet's payload this part begins, in bytes.</summary>
    public int FragmentOffset { get; private init; }

    /// <summary>Whether it is not the last part.</summary>
    public bool MoreFragments { get; private init; }

    /// <summary>What the parts of one packet have in common.</summary>
    public uint FragmentId { get; private init; }

    /// <summary>Where the number of the header that follows the unfragmentable ones stands; of IPv6 fragments.</summary>
    public int NextHeaderOffset { get; private init; }

    /// <summary>Reads a packet; false when it is malformed.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out IPPacket packet)
    {
        packet = default;
        return !bytes.IsEmpty && (bytes[0] >> 4) switch
        {
            4 => TryParseIPv4(bytes, out packet),
            6 => TryParseIPv6(bytes, out packet),
            _ => false,
        };
    }

    private static bool TryParseIPv4(ReadOnlySpan<byte> bytes, out IPPacket packet)
    {
        packet = default;
        var headerLength = (bytes[0] & 0xF) * 4;
        if (headerLength < IPv4HeaderSize || bytes.Length < headerLength)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        if (length < headerLength || length > bytes.Length || InternetChecksum.Of(bytes[..headerLength]) != 0)
        {
            return false;
        }

        var fragment = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        packet = new IPPacket
        {
            Whole = bytes[..length],
            Source = InternetAddress.Read(bytes[12..16]),
            Destination = InternetAddress.Read(bytes[16..20]),
            Protocol = bytes[9],
            Payload = bytes[headerLength..length],
            FragmentOffset = (fragment & 0x1FFF) * 8,
            MoreFragments = (fragment & 0x2000) != 0,
            FragmentId = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]),
        };
        return true;
    }

    private static bool TryParseIPv6(ReadOnlySpan<byte> bytes, out IPPacket packet)
    {
        packet = default;
        if (bytes.Length < IPv6HeaderSize)
        {
            return false;
        }

        var length = IPv6HeaderSize + BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        if (length > bytes.Length)
        {
            return false;
        }

        var (next, nextOffset, offset) = (bytes[6], 6, IPv6HeaderSize);
        while (next is IPProtocol.HopByHop or IPProtocol.Routing or IPProtocol.DestinationOptions)
        {
            if (length - offset < 8 || length - offset < (bytes[offset + 1] + 1) * 8)
            {
                return false;
            }

            (next, nextOffset, offset) = (bytes[offset], offset, offset + ((bytes[offset + 1] + 1) * 8));
        }

        var (fragment, id) = (0, 0u);
        if (next == IPProtocol.Fragment)
        {
            if (length - offset < FragmentHeaderSize)
            {
                return false;
            }

            fragment = BinaryPrimitives.ReadUInt16BigEndian(bytes[(offset + 2)..]);
            id = BinaryPrimitives.ReadUInt32BigEndian(bytes[(offset + 4)..]);
            (next, offset) = (bytes[offset], offset + FragmentHeaderSize);
        }

        packet = new IPPacket
        {
            Whole = bytes[..length],
            Source = InternetAddress.Read(bytes[8..24]),
            Destination = InternetAddress.Read(bytes[24..40]),
            Protocol = next,
            Payload = bytes[offset..length],
            FragmentOffset = fragment & 0xFFF8,
            MoreFragments = (fragment & 1) != 0,
            FragmentId = id,
            NextHeaderOffset = nextOffset,
        };
        return true;
    }
}
