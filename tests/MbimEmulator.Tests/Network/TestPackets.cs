using System.Buffers.Binary;
using System.Net;

namespace MbimEmulator.Tests.Network;

/// <summary>Packets made and read byte by byte, without the emulator's own code.</summary>
internal static class TestPackets
{
    public const byte Icmp = 1;
    public const byte Tcp = 6;
    public const byte Udp = 17;
    public const byte IcmpV6 = 58;

    public static byte[] IP(string source, string destination, byte protocol, byte[] payload, ushort id = 0, ushort fragment = 0)
    {
        var (from, to) = (IPAddress.Parse(source).GetAddressBytes(), IPAddress.Parse(destination).GetAddressBytes());
        if (from.Length == 16)
        {
            // What neighbours and routers say of themselves comes with 255 or not at all.
            var hopLimit = protocol == IcmpV6 && payload is [>= 133 and <= 137, ..] ? (byte)255 : (byte)64;
            byte[] v6 = [0x60, 0, 0, 0, 0, 0, protocol, hopLimit, .. from, .. to, .. payload];
            BinaryPrimitives.WriteUInt16BigEndian(v6.AsSpan(4), (ushort)payload.Length);
            return v6;
        }

        byte[] v4 = [0x45, 0, 0, 0, 0, 0, 0, 0, 64, protocol, 0, 0, .. from, .. to, .. payload];
        BinaryPrimitives.WriteUInt16BigEndian(v4.AsSpan(2), (ushort)v4.Length);
        BinaryPrimitives.WriteUInt16BigEndian(v4.AsSpan(4), id);
        BinaryPrimitives.WriteUInt16BigEndian(v4.AsSpan(6), fragment);
        BinaryPrimitives.WriteUInt16BigEndian(v4.AsSpan(10), Checksum(v4.AsSpan(0, 20)));
        return v4;
    }

    public static byte[] Echo(string source, string destination, int size, ushort sequence = 1)
    {
        var isV6 = source.Contains(':', StringComparison.Ordinal);
        byte[] message = [isV6 ? (byte)128 : (byte)8, 0, 0, 0, 0x12, 0x34, (byte)(sequence >> 8), (byte)sequence, .. Enumerable.Range(0, size).Select(i => (byte)i)];
        return WithChecksum(source, destination, isV6 ? IcmpV6 : Icmp, message, 2);
    }

    public static byte[] UdpDatagram(string source, string destination, ushort sourcePort, ushort port, byte[] data)
    {
        byte[] datagram = [(byte)(sourcePort >> 8), (byte)sourcePort, (byte)(port >> 8), (byte)port, 0, 0, 0, 0, .. data];
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(4), (ushort)datagram.Length);
        return WithChecksum(source, destination, Udp, datagram, 6);
    }

    /// <summary>The packet around a message whose checksum stands at this place.</summary>
    public static byte[] WithChecksum(string source, string destination, byte protocol, byte[] message, int place)
    {
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(place), TransportChecksum(source, destination, protocol, message));
        return IP(source, destination, protocol, message);
    }

    public static ushort TransportChecksum(string source, string destination, byte protocol, byte[] message) => protocol == Icmp
        ? Checksum(message)
        : Checksum([
            .. IPAddress.Parse(source).GetAddressBytes(), .. IPAddress.Parse(destination).GetAddressBytes(),
            0, 0, (byte)(message.Length >> 8), (byte)message.Length, 0, 0, 0, protocol, .. message]);

    /// <summary>The fragments of a packet, as IPv4 or IPv6 has them.</summary>
    public static List<byte[]> Fragments(byte[] packet, int mtu, ushort id = 77)
    {
        var isV6 = packet[0] >> 4 == 6;
        var header = isV6 ? 40 : 20;
        var most = (mtu - header - (isV6 ? 8 : 0)) / 8 * 8;
        var (source, destination) = Ends(packet);
        List<byte[]> fragments = [];
        for (var offset = 0; offset < packet.Length - header; offset += most)
        {
            var part = packet.Skip(header + offset).Take(most).ToArray();
            var more = header + offset + part.Length < packet.Length;
            fragments.Add(isV6
                ? IP(source, destination, 44, [packet[6], 0, (byte)(offset >> 8), (byte)(offset | (more ? 1 : 0)), 0, 0, (byte)(id >> 8), (byte)id, .. part])
                : IP(source, destination, packet[9], part, id, (ushort)((offset / 8) | (more ? 0x2000 : 0))));
        }

        return fragments;
    }

    public static (string Source, string Destination) Ends(byte[] packet) => packet[0] >> 4 == 6
        ? (new IPAddress(packet.AsSpan(8, 16)).ToString(), new IPAddress(packet.AsSpan(24, 16)).ToString())
        : (new IPAddress(packet.AsSpan(12, 4)).ToString(), new IPAddress(packet.AsSpan(16, 4)).ToString());

    /// <summary>What the packet carries; fails when a length or checksum in it is wrong.</summary>
    public static (byte Protocol, byte[] Message) Open(byte[] packet)
    {
        var isV6 = packet[0] >> 4 == 6;
        var header = isV6 ? 40 : 20;
        Assert.That((packet[0], BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(isV6 ? 4 : 2))),
            Is.EqualTo((isV6 ? (byte)0x60 : (byte)0x45, (ushort)(packet.Length - (isV6 ? header : 0)))));
        Assert.That(isV6 ? 0 : Checksum(packet.AsSpan(0, 20)), Is.Zero, "header checksum");
        var protocol = packet[isV6 ? 6 : 9];
        var message = packet[header..];
        var (source, destination) = Ends(packet);
        var isWhole = isV6 ? protocol != 44 : (BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(6)) & 0x3FFF) == 0;
        Assert.That(isWhole ? TransportChecksum(source, destination, protocol, message) : 0, Is.Zero, "checksum");
        return (protocol, message);
    }

    /// <summary>RFC 1071, word by word.</summary>
    public static ushort Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            sum += i % 2 == 0 ? bytes[i] << 8 : bytes[i];
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}
