using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Tests.Network.NetworkBench;
using static MbimEmulator.Tests.Network.TestPackets;

namespace MbimEmulator.Tests.Network;

public sealed class FaultTests
{
    private readonly NetworkBench _bench = new();

    [TestCase(TransferDirection.ToFunction, 0ul, 0ul)]
    [TestCase(TransferDirection.ToHost, 1ul, 0ul)]
    public void A_ping_is_lost_either_way(TransferDirection direction, ulong outPackets, ulong inPackets)
    {
        _bench.Load(Rule(direction, new DropAction()) with { Times = 1 });
        Assert.That(_bench.Ask(Echo(Own, Gateway, 4)), Is.Empty);
        Assert.That((_bench.Statistics.OutPackets, _bench.Statistics.InPackets), Is.EqualTo((outPackets, inPackets)));
        Assert.That(_bench.Ask(Echo(Own, Gateway, 4)), Has.Count.EqualTo(1));
    }

    [TestCase(TransferDirection.ToFunction)]
    [TestCase(TransferDirection.ToHost)]
    public void A_ping_is_delayed_in_virtual_time(TransferDirection direction)
    {
        _bench.Load(Rule(direction, Delay(300)));
        Assert.That(_bench.Ask(Echo(Own, Gateway, 4)), Is.Empty);
        _bench.Modem.Advance(299);
        Assert.That(_bench.Take(), Is.Empty);
        _bench.Modem.Advance(1);
        Assert.That(_bench.Take(), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_slow_link_brings_one_packet_after_the_other()
    {
        _bench.Load(Rule(TransferDirection.ToHost, new DelayAction(new DelayTime { Time = TimeSpan.FromMilliseconds(100) }, HoldsOthers: true)));
        Assert.That(_bench.Ask([.. Enumerable.Range(0, 5).Select(i => Echo(Own, Gateway, 4, (ushort)i))]), Is.Empty);
        List<int> arrived = [];
        for (var i = 0; i < 10; i++)
        {
            _bench.Modem.Advance(50);
            arrived.AddRange(_bench.Take().Select(packet => (int)packet[27]));
        }

        Assert.That(arrived, Is.EqualTo(new[] { 0, 1, 2, 3, 4 }));
    }

    [TestCase(ThrottledTraffic.DataToHost, new[] { 0, 100, 200, 300, 400 })]
    [TestCase(ThrottledTraffic.DataToFunction, new[] { 0, 100, 200, 300, 400 })]
    [TestCase(ThrottledTraffic.Data, new[] { 0, 100, 200, 300, 400 })]
    [TestCase(ThrottledTraffic.Control, new[] { 0, 0, 0, 0, 0 })]
    public void Packets_come_at_the_rate_of_a_throttle(ThrottledTraffic throttled, int[] expected)
    {
        var ping = Echo(Own, Gateway, 4);
        _bench.Load(new ScenarioRule
        {
            Name = "slow",
            Trigger = new TimeTrigger(TimeSpan.Zero, null),
            Actions = [new ThrottleAction(ping.Length * 10, null, throttled)],
        });
        _bench.Modem.Advance(0);
        List<int> arrived = [.. _bench.Ask([.. Enumerable.Range(0, 5).Select(_ => ping)]).Select(_ => 0)];
        for (var time = 50; time <= 1000; time += 50)
        {
            _bench.Modem.Advance(50);
            arrived.AddRange(_bench.Take().Select(_ => time));
        }

        Assert.That(arrived, Is.EqualTo(expected));
    }

    [Test]
    public void Of_packets_that_wait_for_a_throttle_there_are_4096_and_the_others_are_dropped_and_counted()
    {
        var ping = Echo(Own, Gateway, 4);
        _bench.Load(new ScenarioRule
        {
            Name = "stopped",
            Trigger = new TimeTrigger(TimeSpan.Zero, null),
            Actions = [new ThrottleAction(1, null, ThrottledTraffic.DataToFunction)],
        });
        _bench.Modem.Advance(0);
        for (var i = 0; i < 100; i++)
        {
            _bench.Ask([.. Enumerable.Range(0, 50).Select(_ => ping)]);
        }

        Assert.That(_bench.Modem.Group.Function.LostDatagrams, Is.EqualTo(5000 - 4096 - 1));
    }

    [Test]
    public void Connected_but_dead()
    {
        _bench.Load("M50-dead-data-path", ("after", "0s"));
        Assert.That(_bench.Ask(Echo(Own, Gateway, 4)), Is.Empty);
        _bench.Modem.Advance(100_000);
        Assert.That(_bench.Take(), Is.Empty, "what the network says by itself neither");
        Assert.That(_bench.Modem.Query(BasicConnect.Connect, new ConnectQuery()).Value.ActivationState, Is.EqualTo(ActivationState.Activated));
        Assert.That((_bench.Statistics.OutPackets, _bench.Statistics.InPackets), Is.EqualTo((0ul, 0ul)));
    }

    [Test]
    public void The_same_seed_and_packets_give_the_same_answers()
    {
        var first = Run();
        Assert.That(first, Has.Length.GreaterThan(200));
        Assert.That(Run(), Is.EqualTo(first));

        static string Run()
        {
            var bench = new NetworkBench();
            bench.Load(Rule(TransferDirection.ToHost, new DropAction()) with { Probability = 0.3 });
            var host = new TcpHost(bench, Own, Gateway, 4000, 7).Connect();
            host.Write(new byte[20_000]);
            host.Run(() => host.Received.Count == 20_000);
            return $"{host.Expected}: {string.Join(' ', host.Segments)}";
        }
    }

    private static DelayAction Delay(int milliseconds) => new(new DelayTime { Time = TimeSpan.FromMilliseconds(milliseconds) }, HoldsOthers: false);
}
