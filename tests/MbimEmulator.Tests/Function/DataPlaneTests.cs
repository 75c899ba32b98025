using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;

namespace MbimEmulator.Tests.Function;

public sealed class DataPlaneTests
{
    private static readonly Guid Echo = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");

    private readonly TestHost _host = new();

    [SetUp]
    public void OpenSession7()
    {
        _host.Open();
        Connect(_host, 7);
        _host.Received();
    }

    [Test]
    public void A_datagram_of_a_stream_comes_back_from_the_echo_service_in_the_format_it_came_in([Values] NtbFormat format)
    {
        Send(_host.Link, format, (NtbStream.Dss(7), [1, 2, 3]), (NtbStream.Dss(7), []));
        var block = Take(_host.Link)!;
        Assert.That(Show(block), Is.EqualTo(["DSS 7: 010203", "DSS 7: "]));
        Assert.That(block[0], Is.EqualTo(format == NtbFormat.Ntb16 ? 'N' : 'n'));
    }

    [Test]
    public void Datagrams_of_one_block_come_back_in_one_block()
    {
        Connect(_host, 8);
        Send(_host.Link, NtbFormat.Ntb16, [.. Enumerable.Range(0, 40).Select(i => (NtbStream.Dss((byte)(7 + (i % 2))), new[] { (byte)i }))]);
        Assert.That(Show(Take(_host.Link)!), Has.Length.EqualTo(40));
        Assert.That(Take(_host.Link), Is.Null);
    }

    [Test]
    public void Blocks_to_the_host_are_numbered()
    {
        var numbers = Enumerable.Range(0, 3).Select(i =>
        {
            Send(_host.Link, NtbFormat.Ntb16, (NtbStream.Dss(7), [1]));
            return (int)BitConverter.ToUInt16(Take(_host.Link)!, 6);
        });
        Assert.That(numbers, Is.EqualTo([0, 1, 2]));
    }

    [Test]
    public void Data_of_a_session_that_is_not_open_are_dropped_and_counted()
    {
        Send(_host.Link, NtbFormat.Ntb16, (NtbStream.Dss(8), [1]), (NtbStream.IP(0), [0x45]), (NtbStream.Dss(7), [2]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Show(Take(_host.Link)!), Is.EqualTo(["DSS 7: 02"]));
            Assert.That(_host.Group.Modem.DroppedDatagrams, Is.EqualTo(1));
            Assert.That(_host.Group.Modem.DroppedPackets, Is.EqualTo(1));
        }
    }

    [Test]
    public void Blocks_are_dropped_while_the_function_is_not_open()
    {
        _host.Close();
        Send(_host.Link, NtbFormat.Ntb16, (NtbStream.Dss(7), [1]));
        Assert.That(_host.Function.DroppedBlocks, Is.EqualTo(1));
        Assert.That(Take(_host.Link), Is.Null);
    }

    [Test]
    public void A_malformed_block_costs_only_itself()
    {
        _host.Link.Data.Send(Transfer.Copy([1, 2, 3]));
        _host.Link.Data.Send(Transfer.Copy(new byte[100]));
        Send(_host.Link, NtbFormat.Ntb16, (NtbStream.Dss(7), [1]));
        Assert.That(_host.Function.DroppedBlocks, Is.EqualTo(2));
        Assert.That(Show(Take(_host.Link)!), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_part_of_a_block_that_nobody_knows_is_counted_and_logged_and_the_rest_is_taken([Values] NtbFormat format)
    {
        var log = new KeptLog();
        var host = new TestHost(options: new ModemGroupOptions { Profile = new ModemProfile { Sim = TestHost.Quiet.Sim }, LoggerFactory = log });
        host.Open();
        Connect(host, 7);
        host.Received();
        var block = Block(format, (NtbStream.IP(0), [0x45]), (NtbStream.Dss(7), [1]));
        var ip = block.AsSpan().IndexOf(format == NtbFormat.Ntb16 ? "IPS"u8 : "ips"u8);
        block[ip] = (byte)'X';
        host.Link.Data.Send(Transfer.Copy(block));
        Assert.That(Show(Take(host.Link)!), Is.EqualTo(["DSS 7: 01"]));
        Assert.That(host.Function.DroppedBlocks, Is.EqualTo(1));
        Assert.That(log.Lines, Has.Some.Contains($"A part of a block from test is dropped: dwSignature at byte {ip}"));
    }

    [Test]
    public void A_block_above_the_functions_limits_is_dropped()
    {
        var host = new TestHost(new FunctionProfile { Ntb = new NtbProfile { OutMaxSize = 4096, OutMaxDatagrams = 2 } });
        host.Open();
        Connect(host, 7);
        var writer = new NtbWriter(new NtbLayout(NtbFormat.Ntb16, 16384));
        writer.TryAdd(NtbStream.Dss(7), new byte[4096]);
        host.Link.Data.Send(Transfer.Copy(writer.Finish()));
        Send(host.Link, NtbFormat.Ntb16, (NtbStream.Dss(7), [1]), (NtbStream.Dss(7), [1]), (NtbStream.Dss(7), [1]));
        Assert.That(host.Function.DroppedBlocks, Is.EqualTo(2));
        Assert.That(Take(host.Link), Is.Null);
    }

    [Test]
    public void What_the_host_does_not_take_within_the_budget_is_dropped_and_counted()
    {
        for (var i = 0; i < 100; i++)
        {
            Send(_host.Link, NtbFormat.Ntb16, (NtbStream.Dss(7), [(byte)i]));
        }

        Assert.That(_host.Link.Data.DroppedBlocks, Is.EqualTo(100 - 64));
        Assert.That(Enumerable.Range(0, 64).Select(_ => Show(Take(_host.Link)!)[0]), Is.EqualTo(Enumerable.Range(0, 64).Select(i => $"DSS 7: {i:X2}")));
    }

    [Test]
    public void A_host_on_a_stream_has_its_data_on_a_connection_beside()
    {
        _host.Link.Detach("gone");
        _host.Link = _host.Attach("stream", CarrierKind.Stream);
        var beside = AttachData("data");
        Send(beside, NtbFormat.Ntb32, (NtbStream.Dss(7), [9]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Show(Take(beside)!), Is.EqualTo(["DSS 7: 09"]));
            Assert.That(Take(_host.Link), Is.Null);
        }
    }

    [Test]
    public void Without_a_connection_beside_data_to_a_host_on_a_stream_are_lost_and_counted()
    {
        var beside = AttachData("data");
        _host.Link.Detach("gone");
        _host.Link = _host.Attach("stream", CarrierKind.Stream);
        beside.Detach("gone");
        _host.Link.Data.Send(Transfer.Copy(Block(NtbFormat.Ntb16, (NtbStream.Dss(7), [9]))));
        Assert.That(_host.Function.LostDatagrams, Is.EqualTo(1));
    }

    [Test]
    public void There_is_one_data_connection_at_a_time()
    {
        var first = AttachData("first data");
        var second = _host.Group.CreateDataLink(new ModemLinkOptions { Name = "second data", Carrier = CarrierKind.Stream });
        var attaching = second.AttachAsync().AsTask();
        _host.Clock.Advance(TimeSpan.FromMilliseconds(250));
        Assert.That(attaching.Wait(TimeSpan.FromSeconds(30)) && !attaching.Result);
        Assert.That(second.CloseReason, Does.Contain("first data"));
        first.Detach("gone");
        Assert.That(AttachData("third data").CloseReason, Is.Null);
    }

    [Test]
    public void A_link_that_has_no_place_reaches_nobody()
    {
        var stranger = _host.Group.CreateDataLink(new ModemLinkOptions { Name = "stranger" });
        Send(stranger, NtbFormat.Ntb16, (NtbStream.Dss(7), [1]));
        Assert.That(Take(stranger), Is.Null);
        Assert.That(Take(_host.Link), Is.Null);
    }

    [Test]
    public void Ip_packets_of_an_active_context_are_counted()
    {
        var host = new TestHost(options: new ModemGroupOptions { Profile = ModemProfile.Load("default") });
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        host.Open();
        host.Send(w => MbimMessageWriter.WriteCommand(
            w, 2, BasicConnect.Id, BasicConnect.Connect.Number, MbimCommandType.Set,
            new SetConnect { SessionId = 3, ActivationCommand = ActivationCommand.Activate, ContextType = ContextTypes.Internet }, MbimExVersion.V1));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Send(host.Link, NtbFormat.Ntb16, (NtbStream.IP(3), [0x45, 0, 0, 20]), (NtbStream.IP(3), [0x60]));
        host.Received();
        host.Send(w => MbimMessageWriter.WriteCommand(
            w, 3, BasicConnect.Id, BasicConnect.PacketStatistics.Number, MbimCommandType.Query, default(MbimProtocol.Encoding.EmptyBuffer), MbimExVersion.V1));
        MbimMessage.TryParse(host.TryReceive(), MbimReadMode.Strict, out var answer, out _);
        PacketStatisticsInfo.TryRead(answer.InformationBuffer, MbimExVersion.V1, MbimReadMode.Strict, out var statistics, out _);
        Assert.That((statistics.OutPackets, statistics.OutOctets), Is.EqualTo((2ul, 5ul)));
    }

    [Test]
    public void Echoing_a_datagram_allocates_nothing_but_pooled_memory()
    {
        var block = Block(NtbFormat.Ntb16, (NtbStream.Dss(7), new byte[1000]));
        Action once = () =>
        {
            _host.Link.Data.Send(Transfer.Copy(block));
            _host.Link.Data.TryReceive(out var answer);
            answer.Dispose();
        };
        for (var i = 0; i < 200; i++)
        {
            once();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            once();
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(100));
    }

    [Test]
    public void Datagrams_that_a_block_has_no_room_for_come_in_the_next([Values] bool isReset)
    {
        var host = new TestHost(new FunctionProfile { Ntb = new NtbProfile { InMaxSize = 4096 } });
        host.Open();
        Connect(host, 7);
        Send(host.Link, NtbFormat.Ntb16, (NtbStream.Dss(7), new byte[2000]), (NtbStream.Dss(7), new byte[2000]), (NtbStream.Dss(7), new byte[500]));
        if (isReset)
        {
            Assert.That(host.Group.InvokeAsync(_ => host.Function.ResetFunction()).Wait(TimeSpan.FromSeconds(30)));
            Assert.That(Take(host.Link)?.Length, Is.Null, "what waited is thrown away");
            host.Open();
            Connect(host, 7);
            Send(host.Link, NtbFormat.Ntb16, (NtbStream.Dss(7), [1]));
            Assert.That(BitConverter.ToUInt16(Take(host.Link)!, 6), Is.Zero, "the blocks are numbered from 0 again");
        }
        else
        {
            Assert.That(new[] { Take(host.Link), Take(host.Link) }.Sum(block => Show(block!).Length), Is.EqualTo(3));
        }
    }

    [Test]
    public void The_largest_data_follow_from_the_blocks()
    {
        var profile = new NtbProfile { Format = NtbFormat.Ntb32, InMaxSize = 131072, OutMaxSize = 131072 };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_host.Function.MaxDataSize, Is.EqualTo(16384 - 12 - 16));
            Assert.That(new TestHost(new FunctionProfile { Ntb = profile }).Function.MaxDataSize, Is.EqualTo(65536));
        }
    }

    private static void Connect(TestHost host, uint session) => host.Send(w => MbimMessageWriter.WriteCommand(
        w, 10 + session, Dss.Id, Dss.Connect.Number, MbimCommandType.Set,
        new SetDssConnect { DeviceServiceId = Echo, DssSessionId = session, DssLinkState = DssLinkState.Activate }, MbimExVersion.V1));

    private static byte[] Block(NtbFormat format, params (NtbStream Stream, byte[] Data)[] datagrams)
    {
        var writer = new NtbWriter(new NtbLayout(format, 16384));
        foreach (var (stream, data) in datagrams)
        {
            Assert.That(writer.TryAdd(stream, data));
        }

        return writer.Finish().ToArray();
    }

    private static void Send(ModemLink link, NtbFormat format, params (NtbStream Stream, byte[] Data)[] datagrams) =>
        link.Data.Send(Transfer.Copy(Block(format, datagrams)));

    private static byte[]? Take(ModemLink link)
    {
        if (!link.Data.TryReceive(out var block))
        {
            return null;
        }

        using (block)
        {
            return block.Span.ToArray();
        }
    }

    private static string[] Show(byte[] block)
    {
        Assert.That(Ntb.TryParse(block, MbimReadMode.Strict, out var ntb, out var error), Is.True, error.ToString());
        var shown = new List<string>();
        foreach (var datagram in ntb)
        {
            shown.Add($"{datagram.Stream}: {Convert.ToHexString(datagram.Data)}");
        }

        return [.. shown];
    }

    private ModemLink AttachData(string name)
    {
        var link = _host.Group.CreateDataLink(new ModemLinkOptions { Name = name, Carrier = CarrierKind.Stream });
        Assert.That(TestHost.Wait(link.AttachAsync()), "attached");
        return link;
    }
}
