using System.Text;
using MbimEmulator.MbnService;
using MbimEmulator.Network;
using static MbimEmulator.Tests.Network.NetworkBench;
using static MbimEmulator.Tests.Network.TestPackets;

namespace MbimEmulator.Tests.Network;

public sealed class ContainmentTests
{
    private readonly KeptLog _log = new();

    [Test]
    public void A_header_without_an_end_behind_a_closed_window_is_answered_when_the_window_opens()
    {
        var bench = Bench();
        var host = new TcpHost(bench, Own, Gateway, 4000, 80) { Capacity = 0 }.Connect();
        host.Write(Encoding.ASCII.GetBytes("GET /bytes/65400 HTTP/1.1\r\n\r\n"));
        host.Write(Encoding.ASCII.GetBytes(new string('a', 8192)));
        host.Run(() => host.EverythingArrived);
        Assert.That((((INetworkModem)bench.Modem.Group).IsPlaceFree, _log.Bugs), Is.EqualTo((false, Array.Empty<string>())));

        host.Capacity = int.MaxValue;
        host.Run(() => host.OtherIsDone);
        Assert.That(Encoding.ASCII.GetString([.. host.Received]), Does.Contain("\r\n\r\n0123").And.Contain("HTTP/1.1 431 "));
    }

    [Test]
    public void Requests_that_wait_for_room_are_answered_though_the_host_has_sent_all()
    {
        var bench = Bench();
        var host = new TcpHost(bench, Own, Gateway, 4000, 80) { Capacity = 0 }.Connect();
        host.Write(Encoding.ASCII.GetBytes("GET /bytes/60000 HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\nGET /nowhere HTTP/1.1\r\n\r\nGET /half"));
        host.End();
        host.Run(() => host.EverythingArrived);

        host.Capacity = int.MaxValue;
        host.Run(() => host.OtherIsDone);
        Assert.That(Encoding.ASCII.GetString([.. host.Received]), Does.Contain("modem0, session 0").And.Contain("404 Not Found"));
    }

    [Test]
    public void What_a_network_throws_costs_no_host_its_connection([Values("Activate", "Receive", "End", "Timer", "Post")] string place)
    {
        var bench = new NetworkBench(configure: options => options with { LoggerFactory = _log, Network = context => new BrokenNetwork(context, place) });
        bench.Ask(Echo(Own, Gateway, 4));
        bench.Modem.Advance(2000);
        bench.Modem.Disconnect();
        Assert.That(((INetworkModem)bench.Modem.Group).IsPlaceFree, Is.False);
        Assert.That(_log.Bugs, Has.Count.EqualTo(1).And.All.Contains("broken on purpose"));
    }

    [Test]
    public void A_function_that_closes_ends_the_sessions_of_the_network()
    {
        var network = new KeptNetwork();
        var bench = new NetworkBench(configure: options => options with { Network = _ => network });
        bench.Modem.Close();
        Assert.That((network.Session!.IsActive, network.Ends), Is.EqualTo((false, 1)));
    }

    private NetworkBench Bench() => new(configure: options => options with { LoggerFactory = _log });

    private sealed class KeptNetwork : IModemNetwork, INetworkSession
    {
        public IPSession? Session { get; private set; }

        public int Ends { get; private set; }

        public INetworkSession Activate(IPSession session)
        {
            Session = session;
            return this;
        }

        public bool Receive(ReadOnlySpan<byte> packet) => true;

        public void End() => Ends++;
    }

    private sealed class BrokenNetwork(NetworkContext context, string place) : IModemNetwork, INetworkSession
    {
        public INetworkSession Activate(IPSession session)
        {
            FailAt("Activate");
            context.Clock.Schedule(TimeSpan.FromSeconds(1), () => FailAt("Timer"));
            context.Post(() => FailAt("Post"));
            return this;
        }

        public bool Receive(ReadOnlySpan<byte> packet)
        {
            FailAt("Receive");
            return true;
        }

        public void End() => FailAt("End");

        private void FailAt(string now)
        {
            if (now == place)
            {
                throw new InvalidOperationException("broken on purpose");
            }
        }
    }
}
