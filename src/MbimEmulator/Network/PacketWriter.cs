using System.Buffers.Binary;

namespace MbimEmulator.Network;

/// <summary>
/// Writes packets to the host: the payload first, then <see cref="Send"/> puts the headers in front. What is larger than the session's MTU leaves
/// in fragments.
/// </summary>
internal sealed class PacketWriter(IPSession session)
{
    private const byte HopLimit = 64;
    private const ushort DontFragment = 0x4000;
    private const ushort MoreFragments = 0x2000;

    // The payload begins behind the longest header that goes before it, so that nothing is moved.
    private const int PayloadOffset = IPPacket.IPv6HeaderSize;

    private readonly byte[] _buffer = new byte[PayloadOffset + ushort.MaxValue];
    private readonly byte[] _fragment = new byte[ushort.MaxValue + 1];
    private uint _fragmentId;

    /// <summary>Where the payload is written.</summary>
    public Span<byte> Payload => _buffer.AsSpan(PayloadOffset);

    /// <summary>The largest packet of an IP version in bytes.</summary>
    public int Mtu(bool isIPv6) => Math.Min(
        ushort.MaxValue,
        isIPv6
            ? Math.Max(1280, (int)Math.Min(session.Configuration.IPv6Mtu, ushort.MaxValue))
            : Math.Max(576, (int)Math.Min(session.Configuration.IPv4Mtu, ushort.MaxValue)));

    /// <summary>Sends the payload's first bytes.</summary>
    /// <param name="source">The source address.</param>
    /// <param name="destination">The destination address, of the same IP version.</param>
    /// <param name="protocol">The IP protocol number.</param>
    /// <param name="length">Bytes; what no packet of the version can hold is dropped.</param>
    public void Send(InternetAddress source, InternetAddress destination, byte protocol, int length)
    {
        var headerSize = source.IsIPv6 ? IPPacket.IPv6HeaderSize : IPPacket.IPv4HeaderSize;
        var mtu = Mtu(source.IsIPv6);
        if (headerSize + length <= mtu)
        {
            var packet = _buffer.AsSpan(PayloadOffset - headerSize, headerSize + length);
            WriteHeader(packet, source, destination, protocol, protocol == IPProtocol.Tcp ? DontFragment : (ushort)0, 0);
            session.Send(packet);
        }
        else if (length <= ushort.MaxValue - headerSize)
        {
            SendFragments(source, destination, protocol, length, mtu);
        }
    }

    private void SendFragments(InternetAddress source, InternetAddress destination, byte protocol, int length, int mtu)
    {
        var headerSize = source.IsIPv6 ? IPPacket.IPv6HeaderSize + IPPacket.FragmentHeaderSize : IPPacket.IPv4HeaderSize;
        var most = (mtu - headerSize) & ~7;
        _fragmentId++;
        for (var offset = 0; offset < length; offset += most)
        {
            var part = Math.Min(most, length - offset);
            var isLast = offset + part == length;
            var packet = _fragment.AsSpan(0, headerSize + part);
            Payload.Slice(offset, part).CopyTo(packet[headerSize..]);
            if (source.IsIPv6)
            {
                WriteHeader(packet, source, destination, IPProtocol.Fragment, 0, 0);
                var header = packet[IPPacket.IPv6HeaderSize..];
                header[0] = protocol;
                header[1] = 0;
                BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(offset | (isLast ? 0 : 1)));
                BinaryPrimitives.WriteUInt32BigEndian(header[4..], _fragmentId);
            }
            else
            {
                WriteHeader(packet, source, destination, protocol, (ushort)((offset / 8) | (isLast ? 0 : MoreFragments)), (ushort)_fragmentId);
            }

            session.Send(packet);
        }
    }

    private static void WriteHeader(
        Span<byte> packet, InternetAddress source, InternetAddress destination, byte protocol, ushort fragment, ushort id)
    {
        if (source.IsIPv6)
        {
            BinaryPrimitives.WriteUInt32BigEndian(packet, 0x60000000);
            BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)(packet.Length - IPPacket.IPv6HeaderSize));
            packet[6] = protocol;
            packet[7] = HopLimitOf(protocol);
            source.Write(packet[8..]);
            destination.Write(packet[24..]);
            return;
        }

        BinaryPrimitives.WriteUInt16BigEndian(packet, 0x4500);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], id);
        BinaryPrimitives.WriteUInt16BigEndian(packet[6..], fragment);
        packet[8] = HopLimit;
        packet[9] = protocol;
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], 0);
        source.Write(packet[12..]);
        destination.Write(packet[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], InternetChecksum.Of(packet[..IPPacket.IPv4HeaderSize]));
    }

    // Neighbour advertisements are believed only with 255, which no router lets through (RFC 4861, 7.1.2); echoes do not mind.
    private static byte HopLimitOf(byte protocol) => protocol == IPProtocol.IcmpV6 ? byte.MaxValue : HopLimit;
}
