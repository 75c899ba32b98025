using System.Buffers.Binary;

namespace MbimEmulator.Network;

/// <summary>
/// UDP: echo on port 7, DNS on port 53 of the session's DNS servers, DHCP of both versions for everybody on the link; every other port is unreachable.
/// </summary>
internal sealed class UdpResponder(
    PacketWriter writer, IcmpResponder icmp, DnsResponder dns, DhcpServer? dhcp, DhcpV6Responder dhcpV6, SessionAddresses addresses)
{
    public const int HeaderSize = 8;

    /// <summary>A datagram of the host; false when it is malformed.</summary>
    public bool Receive(in IPPacket packet)
    {
        var datagram = packet.Payload;
        if (datagram.Length < HeaderSize)
        {
            return false;
        }

        var sourcePort = BinaryPrimitives.ReadUInt16BigEndian(datagram);
        var port = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        var length = BinaryPrimitives.ReadUInt16BigEndian(datagram[4..]);
        var hasChecksum = datagram[6] != 0 || datagram[7] != 0;
        if (length < HeaderSize || length > datagram.Length || (!hasChecksum && packet.Source.IsIPv6) ||
            (hasChecksum && InternetChecksum.Of(packet.Source, packet.Destination, IPProtocol.Udp, datagram[..length]) != 0))
        {
            return false;
        }

        var data = datagram[HeaderSize..length];
        if (packet.Destination.IsMulticast || addresses.IsBroadcast(packet.Destination))
        {
            TakeForMany(packet, port, data);
        }
        else if (port == Ports.DhcpServer && packet.Destination == addresses.ServerV4)
        {
            AnswerDhcp(packet, data);
        }
        else if (port == Ports.Echo)
        {
            // Two echo services would answer each other for ever.
            if (sourcePort != Ports.Echo)
            {
                data.CopyTo(writer.Payload[HeaderSize..]);
                Send(packet, port, sourcePort, data.Length);
            }
        }
        else if (port == Ports.Dns && addresses.IsDnsServer(packet.Destination))
        {
            var count = dns.Answer(data, writer.Payload.Slice(HeaderSize, DnsResponder.MaxDatagram));
            if (count > 0)
            {
                Send(packet, port, sourcePort, count);
            }
        }
        else
        {
            icmp.RefusePort(packet);
        }

        return true;
    }

    private void TakeForMany(in IPPacket packet, ushort port, ReadOnlySpan<byte> data)
    {
        if (packet.Source.IsIPv6)
        {
            if (port == Ports.DhcpV6Server && DhcpV6Responder.IsForServers(packet.Destination))
            {
                var count = dhcpV6.Answer(data, writer.Payload[HeaderSize..]);
                if (count > 0)
                {
                    Send(addresses.Router, Ports.DhcpV6Server, packet.Source, Ports.DhcpV6Client, count);
                }
            }
        }
        else if (port == Ports.DhcpServer && (packet.Destination.Value == uint.MaxValue || addresses.IsBroadcast(packet.Destination)))
        {
            AnswerDhcp(packet, data);
        }
    }

    private void AnswerDhcp(in IPPacket packet, ReadOnlySpan<byte> data)
    {
        if (dhcp is not null && addresses.ServerV4 is { } server)
        {
            var count = dhcp.Answer(data, packet.Source, writer.Payload[HeaderSize..], out var destination);
            if (count > 0)
            {
                Send(server, Ports.DhcpServer, destination, Ports.DhcpClient, count);
            }
        }
    }

    private void Send(in IPPacket request, ushort sourcePort, ushort destinationPort, int count) =>
        Send(request.Destination, sourcePort, request.Source, destinationPort, count);

    private void Send(InternetAddress source, ushort sourcePort, InternetAddress destination, ushort destinationPort, int count)
    {
        var datagram = writer.Payload[..(HeaderSize + count)];
        BinaryPrimitives.WriteUInt16BigEndian(datagram, sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], destinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[4..], (ushort)datagram.Length);
        datagram[6..8].Clear();
        var checksum = InternetChecksum.Of(source, destination, IPProtocol.Udp, datagram);

        // 0 says that there is no checksum.
        BinaryPrimitives.WriteUInt16BigEndian(datagram[6..], checksum == 0 ? ushort.MaxValue : checksum);
        writer.Send(source, destination, IPProtocol.Udp, datagram.Length);
    }
}
