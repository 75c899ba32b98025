using System.Text;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;
using static MbimEmulator.Tests.Network.NetworkBench;
using static MbimEmulator.Tests.Network.TestPackets;

namespace MbimEmulator.Tests.Network;

public sealed class TcpTests
{
    private readonly NetworkBench _bench = new();

    [TestCase(Own, "198.51.100.9", 1460)]
    [TestCase(OwnV6, "2001:db8:ffff::9", 1440)]
    public void Port_7_sends_back_what_it_is_sent_and_ends_when_the_host_ends(string own, string other, int mss)
    {
        var host = new TcpHost(_bench, own, other, 4000, 7).Connect();
        Assert.That(host.OtherMss, Is.EqualTo(mss));
        host.Write("hello"u8.ToArray());
        host.Run(() => host.Received.Count == 5);
        host.Write("again"u8.ToArray());
        host.End();
        host.Run(() => host.OtherIsDone && host.EverythingArrived);
        Assert.That(Encoding.ASCII.GetString([.. host.Received]), Is.EqualTo("helloagain"));
        _bench.Modem.Advance(100);
        host.Send(host.Next, TcpHost.Ack, [1]);
        host.Run(() => host.IsReset);
    }

    [TestCase(0, 0ul)]
    [TestCase(0.1, 1ul)]
    [TestCase(0.1, 2ul)]
    public void A_megabyte_goes_both_ways_whatever_is_lost(double loss, ulong start)
    {
        _bench.Load(Rule(TransferDirection.ToFunction, new DropAction()) with { Probability = loss },
            Rule(TransferDirection.ToHost, new DropAction()) with { Probability = loss });
        var data = new byte[1 << 20];
        new RandomStream(start).Fill(data);
        var host = new TcpHost(_bench, Own, Gateway, 4000, 7).Connect();
        host.Write(data);
        host.End();
        host.Run(() => host.OtherIsDone && host.EverythingArrived);
        Assert.That(host.Received, Is.EqualTo(data).AsCollection);
    }

    [TestCase(0)]
    [TestCase(0.1)]
    public void A_megabyte_of_http_arrives_whatever_is_lost(double loss)
    {
        _bench.Load(Rule(TransferDirection.ToFunction, new DropAction()) with { Probability = loss },
            Rule(TransferDirection.ToHost, new DropAction()) with { Probability = loss });
        var answer = Get("GET /bytes/1000000 HTTP/1.1\r\nConnection: close\r\n\r\n");
        var body = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.That(body, Is.EqualTo(string.Concat(Enumerable.Repeat("0123456789abcdef", 62500))));
    }

    [TestCase("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "200 OK", "modem0, session 0, 10.64.0.1\n")]
    [TestCase("GET / HTTP/1.0\r\n\r\n", "200 OK", "modem0, session 0, 10.64.0.1\n")]
    [TestCase("HEAD / HTTP/1.1\r\n\r\n", "200 OK", "")]
    [TestCase("HEAD /bytes/5000 HTTP/1.1\r\n\r\n", "200 OK", "")]
    [TestCase("GET /bytes/5 HTTP/1.1\r\n\r\n", "200 OK", "01234")]
    [TestCase("GET /bytes/16777217 HTTP/1.1\r\n\r\n", "404 Not Found", "Expected / or /bytes/N, N up to 16777216.\n")]
    [TestCase("GET /nothing HTTP/1.1\r\n\r\n", "404 Not Found", "Expected / or /bytes/N, N up to 16777216.\n")]
    [TestCase("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", "405 Method Not Allowed", "Expected GET or HEAD.\n")]
    [TestCase("nonsense\r\n\r\n", "400 Bad Request", "Expected a request line of HTTP/1.\n")]
    public void Http_answers(string request, string status, string body)
    {
        var answer = Get(request).Split("\r\n\r\n", 2);
        Assert.That(answer[0], Does.StartWith("HTTP/1.1 " + status).And.Contain("Content-Length: "));
        Assert.That(answer[1], Is.EqualTo(body));
        if (body.Length > 0)
        {
            Assert.That(answer[0], Does.Contain($"Content-Length: {body.Length}\r\n"));
        }
    }

    [Test]
    public void Http_takes_one_request_after_the_other_and_refuses_what_is_too_long()
    {
        var answer = Get("GET /bytes/3 HTTP/1.1\r\n\r\nGET /bytes/4 HTTP/1.1\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\n\r\n");
        Assert.That(answer, Does.Contain("keep-alive\r\n\r\n012HTTP").And.EndsWith("close\r\n\r\n0123"));
        Assert.That(Get("GET /" + new string('x', 9000) + " HTTP/1.1\r\n\r\n"), Does.StartWith("HTTP/1.1 431 "));
    }

    [Test]
    public void A_port_that_nobody_listens_on_is_reset()
    {
        Assert.That(new TcpHost(_bench, Own, Gateway, 4000, 9).Connect().IsReset);
        Assert.That(new TcpHost(_bench, Own, "198.51.100.9", 4000, 53).Connect().IsReset, "no DNS server");
        var stray = new TcpHost(_bench, Own, Gateway, 4001, 7);
        stray.Send(5, TcpHost.Ack);
        stray.Run(() => stray.IsReset);
    }

    [Test]
    public void A_lost_syn_ack_is_sent_again()
    {
        _bench.Load(Rule(TransferDirection.ToHost, new DropAction()) with { Times = 2 });
        Assert.That(new TcpHost(_bench, Own, Gateway, 4000, 7).Connect().IsConnected);
    }

    [Test]
    public void A_segment_too_early_is_acknowledged_again()
    {
        var host = new TcpHost(_bench, Own, Gateway, 4000, 7).Connect();
        host.Step();
        host.Segments.Clear();
        host.Send(host.Next + 1, TcpHost.Ack, [2]);
        host.Step();
        Assert.That(host.Segments, Is.EqualTo(new[] { (TcpHost.Ack, 0) }));
        host.Write(1, 2);
        host.Run(() => host.Received.Count == 2);
        Assert.That(host.Received, Is.EqualTo(new byte[] { 1, 2 }));
    }

    [Test]
    public void A_host_that_takes_nothing_is_probed_until_it_does()
    {
        var host = new TcpHost(_bench, Own, Gateway, 4000, 80) { Capacity = 3000 }.Connect();
        host.Write("GET /bytes/5000 HTTP/1.1\r\n\r\n"u8.ToArray());
        host.Run(() => host.Received.Count == 3000);
        host.Segments.Clear();
        for (var i = 0; i < 1200; i++)
        {
            host.Step();
            _bench.Modem.Advance(1000);
        }

        Assert.That(host.Segments.Count(segment => segment.Length == 1), Is.InRange(20, 40), "probes in 20 minutes, ever more seldom");
        Assert.That(host.IsReset, Is.False);
        Assert.That(host.Received, Has.Count.EqualTo(3000));
        host.Capacity = int.MaxValue;
        host.Send(host.Next, TcpHost.Ack);
        host.Run(() => host.Received.Count > 5000);
    }

    [Test]
    public void The_window_closes_while_the_host_takes_no_echo_and_opens_again()
    {
        var host = new TcpHost(_bench, Own, Gateway, 4000, 7) { Capacity = 0 }.Connect();
        host.Write(new byte[100_000]);
        host.Run(() => host.OtherWindow == 0);
        Assert.That(host.Acknowledged - host.Start, Is.InRange(65000u, 65600u));
        host.Capacity = int.MaxValue;
        host.Send(host.Next, TcpHost.Ack);
        host.Run(() => host.Received.Count == 100_000);
    }

    [Test]
    public void A_host_that_is_gone_is_given_up()
    {
        var host = new TcpHost(_bench, Own, Gateway, 4000, 7).Connect();
        host.TakesData = false;
        _bench.Load(Rule(TransferDirection.ToHost, new DropAction()));
        host.Send(host.Next, TcpHost.Ack, [1]);
        _bench.Modem.Advance(400_000);
        _bench.Load();
        host.Send(host.Next + 1, TcpHost.Ack);
        host.Run(() => host.IsReset);
    }

    [Test]
    public void An_idle_connection_is_reset_after_five_minutes()
    {
        var host = new TcpHost(_bench, Own, Gateway, 4000, 7).Connect();
        _bench.Modem.Advance(299_000);
        host.Step();
        Assert.That(host.IsReset, Is.False);
        _bench.Modem.Advance(2_000);
        host.Step();
        Assert.That(host.IsReset);
    }

    [Test]
    public void A_reset_ends_it_only_at_the_right_place()
    {
        var host = new TcpHost(_bench, Own, Gateway, 4000, 7).Connect();
        host.Step();
        host.Segments.Clear();
        host.Send(host.Next + 5, TcpHost.Rst);
        host.Send(host.Next + 100_000, TcpHost.Rst);
        host.Step();
        Assert.That(host.Segments, Is.EqualTo(new[] { (TcpHost.Ack, 0) }), "challenged");
        host.Write(1);
        host.Run(() => host.Received.Count == 1);
        host.Send(host.Next, TcpHost.Rst);
        host.Send(host.Next, TcpHost.Ack, [1]);
        host.Run(() => host.IsReset);
    }

    [Test]
    public void The_257th_connection_costs_the_one_that_was_idle_longest()
    {
        var hosts = Enumerable.Range(0, 257).Select(i => new TcpHost(_bench, Own, Gateway, (ushort)(4000 + i), 7)).ToList();
        List<byte[]> packets = [];
        foreach (var host in hosts)
        {
            host.Send(host.Start, TcpHost.Syn);
            _bench.Modem.Advance(1);
            packets.AddRange(_bench.Take());
        }

        var resets = packets.Select(packet => Open(packet).Message).Where(segment => (segment[13] & TcpHost.Rst) != 0).ToList();
        Assert.That(resets, Has.Count.EqualTo(1));
        Assert.That((resets[0][2] << 8) | resets[0][3], Is.EqualTo(4000));
    }

    [Test]
    public void Who_closes_first_waits_and_makes_room_for_a_new_connection()
    {
        const string Request = "GET / HTTP/1.0\r\n\r\n";
        Get(Request);
        var again = new TcpHost(_bench, Own, Gateway, 4000, 80) { Start = 0x100 }.Connect();
        Assert.That(again.IsConnected, "a newer connection takes the place of one in TIME-WAIT");
    }

    private string Get(string request)
    {
        var host = new TcpHost(_bench, Own, Gateway, 4000, 80).Connect();
        host.Write(Encoding.ASCII.GetBytes(request));
        var isOver = request.Contains("close", StringComparison.Ordinal) || request.Contains("1.0", StringComparison.Ordinal);
        if (!isOver)
        {
            host.Run(() => host.EverythingArrived && host.Received.Count > 0);
            host.End();
        }

        host.Run(() => host.OtherIsDone);
        host.End();
        host.Run(() => host.EverythingArrived || host.IsReset);
        return Encoding.ASCII.GetString([.. host.Received]);
    }
}
