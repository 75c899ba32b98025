using FsCheck;
using FsCheck.Fluent;
using MbimEmulator.Network;
using MbimEmulator.Time;
using static MbimEmulator.Tests.Network.NetworkBench;
using static MbimEmulator.Tests.Network.TestPackets;

namespace MbimEmulator.Tests.Network;

public sealed class HostileTests
{
    // 256 connections with 64 KiB each, 16 packets of as much, and what is pooled.
    private const int MaxMemory = 32 << 20;

    [Test]
    public void Any_bytes_are_taken_or_dropped()
    {
        var bench = new NetworkBench();
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => Try(bench, [.. bytes, 1])).QuickCheckThrowOnFailure();
    }

    [Test]
    public void Packets_of_the_session_with_any_contents_are_taken_or_dropped([Range(1, 20)] int seed)
    {
        var bench = new NetworkBench();
        var random = new RandomStream((ulong)seed);
        byte[] protocols = [0, 1, 6, 17, 43, 44, 58, 60, 132];
        string[] others = [Gateway, GatewayV6, "ff02::1", "224.0.0.1", "fe80::1", "2001:db8::9"];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 5000; i++)
        {
            var other = others[random.Next(others.Length)];
            var payload = new byte[random.Next(1400)];
            random.Fill(payload);
            var own = other.Contains(':', StringComparison.Ordinal) ? OwnV6 : Own;
            var protocol = protocols[random.Next(protocols.Length)];
            if (payload.Length > 20 && random.Next(4) > 0)
            {
                Sensible(payload, protocol, random);
                var place = protocol switch { 6 => 16, 17 => 6, 1 or 58 => 2, _ => 0 };
                bench.Modem.SendPacket(0, place == 0 ? IP(own, other, protocol, payload, (ushort)random.Next(4), (ushort)random.Next(0x4000)) : WithChecksum(own, other, protocol, payload, place));
            }
            else
            {
                bench.Modem.SendPacket(0, IP(own, other, protocol, payload, (ushort)random.Next(4), (ushort)random.Next(0x4000)));
            }

            bench.Take();
            if (i % 100 == 0)
            {
                bench.Modem.Advance(random.Next(20_000));
            }
        }

        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(MaxMemory));
        Assert.That(bench.Ask(Echo(Own, Gateway, 4)), Has.Count.EqualTo(1), "it still answers");
    }

    [Test]
    public void Whatever_a_host_does_to_the_network_is_answered_or_dropped_and_no_bug([Range(1, 24)] int seed)
    {
        var log = new KeptLog();
        var fuzz = new NetworkFuzz(seed, log);
        for (var i = 0; i < 3000; i++)
        {
            fuzz.Step();
            Assert.That(log.Bugs, Is.Empty, $"seed {seed}, step {i}");
        }

        Assert.That(fuzz.IsAlive());
        Assert.That(fuzz.Answers, Is.GreaterThan(300), "it has got somewhere");
        fuzz.End();
    }

    [Test]
    public void Fragments_that_never_become_a_packet_cost_bounded_memory_and_time()
    {
        var clock = new VirtualClock();
        var table = new FragmentTable(new ModemClock(clock, () => { }));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 10_000; i++)
        {
            var bytes = IP(Own, Gateway, Udp, new byte[8], (ushort)i, 0x2000 | 100);
            Assert.That(IPPacket.TryParse(bytes, out var fragment));
            Assert.That(table.Add(fragment, _ => true));
            Assert.That(table.Count, Is.LessThanOrEqualTo(FragmentTable.Capacity));
        }

        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(MaxMemory));
        table.Clear();
        Assert.That(table.Count, Is.Zero);
    }

    [Test]
    public void Fragments_wait_for_half_a_minute()
    {
        foreach (var (wait, answers) in new[] { (29_000, 2), (31_000, 0) })
        {
            var bench = new NetworkBench();
            var fragments = Fragments(Echo(Own, Gateway, 2000), 1500);
            Assert.That(bench.Ask(fragments[0]), Is.Empty);
            bench.Modem.Advance(wait);
            bench.Take();
            Assert.That(bench.Ask(fragments[1]), Has.Count.EqualTo(answers));
        }
    }

    [Test]
    public void A_fragment_that_overlaps_another_spoils_the_packet()
    {
        var bench = new NetworkBench();
        var fragments = Fragments(Echo(Own, Gateway, 2000), 1500);

        // As many bytes as the whole has, but 8 of them twice and 8 never.
        var message = Echo(Own, Gateway, 2000)[20..];
        var overlap = IP(Own, Gateway, Icmp, message[1472..1480], 77, 0x2000 | (1472 / 8));
        var last = IP(Own, Gateway, Icmp, message[1488..], 77, 1488 / 8);
        Assert.That(bench.Ask(fragments[0], overlap, last), Is.Empty);
        Assert.That(bench.Modem.Modem.DroppedPackets, Is.EqualTo(1));
        bench.Modem.Advance(31_000);
        bench.Take();
        Assert.That(bench.Ask(fragments[0], fragments[0], fragments[1]), Has.Count.EqualTo(2), "the same twice does no harm");
    }

    [Test]
    public void A_packet_of_pieces_that_is_larger_than_any_packet_is_dropped()
    {
        var bench = new NetworkBench();
        var last = IP(Own, Gateway, Icmp, new byte[100], 1, 0x1FFF);
        Assert.That(bench.Ask(last), Is.Empty);
        Assert.That(bench.Modem.Modem.DroppedPackets, Is.EqualTo(1));
    }

    private static bool Try(NetworkBench bench, byte[] packet)
    {
        bench.Ask(packet);
        return true;
    }

    // What gets past the first checks: a known port, the header's length right.
    private static void Sensible(byte[] message, byte protocol, RandomStream random)
    {
        byte[] ports = [7, 53, 80, 9];
        if (protocol is Tcp or Udp)
        {
            (message[0], message[1], message[2], message[3]) = (0x10, (byte)random.Next(4), 0, ports[random.Next(ports.Length)]);
        }

        if (protocol == Udp)
        {
            (message[4], message[5]) = ((byte)(message.Length >> 8), (byte)message.Length);
        }
        else if (protocol == Tcp)
        {
            (message[12], message[13]) = (0x50, (byte)(1 << random.Next(5)));
            message.AsSpan(4, 8).Clear();
        }
        else if (protocol is 0 or 43 or 60 or 44)
        {
            (message[0], message[1]) = ((byte)(random.Next(2) == 0 ? 58 : 17), (byte)random.Next(4));
        }
    }
}
