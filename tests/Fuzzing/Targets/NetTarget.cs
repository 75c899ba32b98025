using System.Buffers.Binary;
using MbimEmulator.Function;
using MbimEmulator.Modem.Contexts;
using MbimEmulator.Network;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>
/// The network behind the modem: raw packets, and TCP segments that fit the connection that answered last. Nothing is thrown, no answer is longer
/// than the MTU, and afterwards a ping is answered.
/// </summary>
internal static class NetTarget
{
    private const byte Time = 1;
    private const byte Segment = 2;

    private static readonly byte[] Ping = IP(1, [8, 0, 0xf7, 0xfd, 0, 1, 0, 1]);

    public static void Fuzz(ReadOnlySpan<byte> data)
    {
        var clock = new VirtualClock();
        var modemClock = new ModemClock(clock, () => { });
        var sink = new Sink();
        using var log = new ErrorLog();
        var profile = new InternetProfile { Names = [new InternetName { Name = "modem.test", IsGateway = true }] };
        var context = new NetworkContext("modem0", profile, modemClock, new RandomStream(0), action => action(), log);
        var configuration = IPConfigurations.Describe(new ContextsProfile(), 0, ContextIpType.IPv4v6, 0);
        var session = new InternetSession(context, new IPSession(0, configuration, sink));
        var steps = new Steps(data);
        while (steps.MoveNext())
        {
            switch (steps.Kind)
            {
                case Time:
                    clock.Advance(TimeSpan.FromMilliseconds(steps.Number % 70_000));
                    modemClock.RunDue(bug => throw new InvalidOperationException("a timer of the network threw", bug));
                    break;
                case Segment when sink.Tcp is { } answer && steps.Bytes.Length >= 3:
                    session.Receive(Follow(answer, steps.Bytes));
                    break;
                default:
                    session.Receive(steps.Bytes);
                    break;
            }
        }

        var before = sink.Answers;
        session.Receive(Ping);
        Finding.Unless(sink.Answers > before, "the gateway does not answer a ping any more");
        session.End();
        Finding.Unless(log.First is null, $"an error was logged: {log.First}");
    }

    public static IReadOnlyList<byte[]> Seeds()
    {
        var request = "GET / HTTP/1.1\r\nHost: modem.test\r\n\r\n"u8;
        byte[] dns = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 5, .. "modem"u8, 4, .. "test"u8, 0, 0, 1, 0, 1];
        byte[] dhcp =
        [
            1, 1, 6, 0, 1, 2, 3, 4, 0, 0, 0, 0, 10, 64, 0, 2, .. new byte[12], 2, 0, 0, 0, 0, 1, .. new byte[202], 99, 130, 83, 99,
            53, 1, 3, 55, 4, 1, 3, 6, 26, 61, 3, 1, 2, 3, 255,
        ];
        return
        [
            Steps.Of((0, Udp(67, dhcp))),
            Steps.Of((0, Ping), (0, Udp(7, [1, 2, 3])), (0, Udp(53, dns)), (0, Udp(67, new byte[300]))),
            Steps.Of((0, Syn(80)), (Segment, [0x18, 0xff, 0xff, .. request]), (Time, [0xe8, 3]), (Segment, [0x11, 0xff, 0xff])),
            Steps.Of((0, Syn(80)), (Segment, [0x18, 0, 0, .. request]), (Segment, [0x18, 0, 0, .. new byte[600]]), (Time, [0x70, 0x11, 1]), (Segment, [0x14, 0, 0])),
            Steps.Of((0, Syn(7)), (Segment, [0x18, 0, 16, .. new byte[100]]), (Segment, [0x10, 0, 0]), (Time, [0xff, 0xff]), (Segment, [0x11, 1, 0]), (Time, [0x70, 0x11, 1])),
        ];
    }

    private static byte[] Syn(ushort port) => IP(6, Tcp(12345, port, 1000, 0, [0x02, 0xff, 0xff]));

    private static byte[] Udp(ushort port, byte[] data)
    {
        byte[] message = [0x30, 0x39, (byte)(port >> 8), (byte)port, 0, 0, 0, 0, .. data];
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(4), (ushort)message.Length);
        return IP(17, message);
    }

    // Flags, window and data, with the numbers that the other side expects.
    private static byte[] Follow(byte[] answer, ReadOnlySpan<byte> wanted)
    {
        var tcp = answer.AsSpan(20);
        var length = answer.Length - 20 - ((tcp[12] >> 4) * 4) + ((tcp[13] & 3) != 0 ? 1 : 0);
        return IP(6, Tcp(
            BinaryPrimitives.ReadUInt16BigEndian(tcp[2..]),
            BinaryPrimitives.ReadUInt16BigEndian(tcp),
            BinaryPrimitives.ReadUInt32BigEndian(tcp[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]) + (uint)Math.Max(0, length),
            wanted));
    }

    private static byte[] Tcp(ushort from, ushort to, uint sequence, uint acknowledged, ReadOnlySpan<byte> wanted)
    {
        var message = new byte[20 + wanted.Length - 3];
        BinaryPrimitives.WriteUInt16BigEndian(message, from);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), to);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(8), acknowledged);
        message[12] = 0x50;
        wanted[..3].CopyTo(message.AsSpan(13));
        wanted[3..].CopyTo(message.AsSpan(20));
        return message;
    }

    // From 10.64.0.2 to 10.64.0.1, with the checksums that belong there.
    private static byte[] IP(byte protocol, byte[] message)
    {
        byte[] packet = [0x45, 0, 0, 0, 0, 1, 0, 0, 64, protocol, 0, 0, 10, 64, 0, 2, 10, 64, 0, 1, .. message];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), Checksum(packet.AsSpan(0, 20), 0));
        var place = protocol switch { 6 => 36, 17 => 26, _ => 0 };
        if (place > 0)
        {
            var sum = Checksum(packet.AsSpan(20), Sum(packet.AsSpan(12, 8)) + protocol + (uint)message.Length);
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(place), sum);
        }

        return packet;
    }

    private static ushort Checksum(ReadOnlySpan<byte> bytes, uint begin)
    {
        var sum = begin + Sum(bytes);
        while (sum > 0xffff)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return (ushort)~sum;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var i = 0; i < bytes.Length; i++)
        {
            sum += i % 2 == 0 ? (uint)bytes[i] << 8 : bytes[i];
        }

        return sum;
    }

    private sealed class Sink : IPacketSink
    {
        public int Answers { get; private set; }

        /// <summary>The last IPv4 packet with a TCP segment.</summary>
        public byte[]? Tcp { get; private set; }

        public void SendPacket(byte sessionId, ReadOnlySpan<byte> packet)
        {
            Answers++;
            Finding.Unless(packet.Length <= 1500, $"a packet of {packet.Length} bytes");
            if (packet.Length >= 40 && packet[0] == 0x45 && packet[9] == 6)
            {
                Tcp = packet.ToArray();
            }
        }
    }
}
