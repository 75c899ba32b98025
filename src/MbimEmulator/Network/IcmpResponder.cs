using System.Buffers.Binary;

namespace MbimEmulator.Network;

/// <summary>ICMP and ICMPv6: answers echoes and looks for neighbours, and tells what cannot be delivered.</summary>
internal sealed class IcmpResponder(PacketWriter writer, SessionAddresses addresses)
{
    public const int HeaderSize = 8;
    public const byte RouterAdvertisement = 134;

    private const byte EchoReply = 0;
    private const byte Unreachable = 3;
    private const byte EchoRequest = 8;
    private const byte ParameterProblem = 12;
    private const byte UnreachableV6 = 1;
    private const byte PacketTooBigV6 = 2;
    private const byte ParameterProblemV6 = 4;
    private const byte EchoRequestV6 = 128;
    private const byte EchoReplyV6 = 129;
    private const byte RouterSolicitation = 133;
    private const byte NeighborSolicitation = 135;
    private const byte NeighborAdvertisement = 136;
    private const int NeighborSize = 24;

    // An error with what it quotes goes through every network (RFC 1812, 4.3.2.3; RFC 4443, 2.4).
    private const int MaxErrorSize = 576;
    private const int MaxErrorSizeV6 = 1280;

    private static readonly InternetAddress AllNodes = new(true, new UInt128(0xFF02_0000_0000_0000, 1));

    /// <summary>Who answers those that look for a router; null without IPv6.</summary>
    public RouterAdvertiser? Router { get; set; }

    /// <summary>A message of the host; false when it is malformed.</summary>
    public bool Receive(in IPPacket packet)
    {
        var message = packet.Payload;
        var isIPv6 = packet.Source.IsIPv6;
        if (message.Length < HeaderSize || !IsChecksumRight(packet))
        {
            return false;
        }

        var type = message[0];
        if (!packet.Destination.IsMulticast && type == (isIPv6 ? EchoRequestV6 : EchoRequest))
        {
            var reply = writer.Payload;
            message.CopyTo(reply);
            reply[0] = isIPv6 ? EchoReplyV6 : EchoReply;
            Send(packet.Destination, packet.Source, message.Length);
        }
        else if (isIPv6 && type is RouterSolicitation or NeighborSolicitation)
        {
            // What came through a router is no neighbour's (RFC 4861, 6.1.1 and 7.1.1).
            if (packet.Whole[7] != byte.MaxValue || message[1] != 0)
            {
                return false;
            }

            if (type == NeighborSolicitation)
            {
                Advertise(packet);
            }
            else
            {
                Router?.Answer(packet.Source);
            }
        }

        return true;
    }

    /// <summary>Sends a message whose checksum is still to be made.</summary>
    public void Send(InternetAddress source, InternetAddress destination, ReadOnlySpan<byte> message)
    {
        message.CopyTo(writer.Payload);
        Send(source, destination, message.Length);
    }

    /// <summary>Nobody takes the packet's protocol.</summary>
    public void RefuseProtocol(in IPPacket packet)
    {
        if (packet.Source.IsIPv6)
        {
            SendError(packet, packet.Destination, ParameterProblemV6, 1, (uint)packet.NextHeaderOffset);
        }
        else
        {
            SendError(packet, packet.Destination, Unreachable, 2, 0);
        }
    }

    /// <summary>Nobody listens on the packet's port.</summary>
    public void RefusePort(in IPPacket packet) =>
        SendError(packet, packet.Destination, packet.Source.IsIPv6 ? UnreachableV6 : Unreachable, packet.Source.IsIPv6 ? (byte)4 : (byte)3, 0);

    /// <summary>The packet is larger than the session's MTU.</summary>
    public void RefuseSize(in IPPacket packet, InternetAddress gateway, int mtu) =>
        SendError(packet, gateway, packet.Source.IsIPv6 ? PacketTooBigV6 : Unreachable, packet.Source.IsIPv6 ? (byte)0 : (byte)4, (uint)mtu);

    private static bool IsChecksumRight(in IPPacket packet) => packet.Source.IsIPv6
        ? InternetChecksum.Of(packet.Source, packet.Destination, IPProtocol.IcmpV6, packet.Payload) == 0
        : InternetChecksum.Of(packet.Payload) == 0;

    // No error answers an error, a part of a packet behind its first, or what went to many (RFC 1122, 3.2.2; RFC 4443, 2.4 e).
    private static bool MayRefuse(in IPPacket packet) =>
        packet.FragmentOffset == 0 && !packet.Destination.IsMulticast && packet.Protocol switch
        {
            IPProtocol.Icmp when !packet.Source.IsIPv6 =>
                !packet.Payload.IsEmpty && packet.Payload[0] is not (Unreachable or 4 or 5 or 11 or ParameterProblem),
            IPProtocol.IcmpV6 when packet.Source.IsIPv6 => !packet.Payload.IsEmpty && packet.Payload[0] >= EchoRequestV6,
            _ => true,
        };

    private void SendError(in IPPacket packet, InternetAddress source, byte type, byte code, uint value)
    {
        if (!MayRefuse(packet))
        {
            return;
        }

        var error = writer.Payload;
        var most = packet.Source.IsIPv6
            ? MaxErrorSizeV6 - IPPacket.IPv6HeaderSize - HeaderSize
            : MaxErrorSize - IPPacket.IPv4HeaderSize - HeaderSize;
        var quoted = packet.Whole[..Math.Min(packet.Whole.Length, most)];
        error[0] = type;
        error[1] = code;
        BinaryPrimitives.WriteUInt32BigEndian(error[4..], value);
        quoted.CopyTo(error[HeaderSize..]);
        Send(source, packet.Source, HeaderSize + quoted.Length);
    }

    // Every address but the host's own is a neighbour's: the link has no others. A host that looks for its own address must find nobody, and one that
    // asks whether it may have an address (RFC 4862, 5.4) may have all but the network's.
    private void Advertise(in IPPacket packet)
    {
        if (packet.Payload.Length < NeighborSize)
        {
            return;
        }

        var target = InternetAddress.Read(packet.Payload.Slice(HeaderSize, 16));
        var isProbe = packet.Source.Value == 0;
        if (target == packet.Source || target.IsMulticast || target.IsNowhere || (isProbe && !addresses.IsOfNetwork(target)))
        {
            return;
        }

        var advertisement = writer.Payload[..NeighborSize];
        advertisement.Clear();
        advertisement[0] = NeighborAdvertisement;
        advertisement[4] = isProbe ? (byte)0xA0 : (byte)0xE0; // From a router, asked for, overrides what is known.
        target.Write(advertisement[HeaderSize..]);
        Send(target, isProbe ? AllNodes : packet.Source, NeighborSize);
    }

    private void Send(InternetAddress source, InternetAddress destination, int length)
    {
        var message = writer.Payload[..length];
        message[2..4].Clear();
        var protocol = source.IsIPv6 ? IPProtocol.IcmpV6 : IPProtocol.Icmp;
        var checksum = source.IsIPv6 ? InternetChecksum.Of(source, destination, protocol, message) : InternetChecksum.Of(message);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], checksum);
        writer.Send(source, destination, protocol, length);
    }
}
