using MbimEmulator.Tests.Modem;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Tests.Faults.Library.ModemFaultBench;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class ModemFaultTestsOfDisconnections
{
    [Test]
    public void M42_the_deactivation_of_nothing_takes_long()
    {
        var bench = Ready("M42");
        var reply = bench.Set(BasicConnect.Connect, ModemBench.Deactivation());
        bench.Advance(44_999);
        Assert.That(reply.Status, Is.Null);
        bench.Advance(1);
        reply.AssertRefusedWhole(MbimStatus.ContextNotActivated);

        bench.Connect();
        Assert.That(bench.Disconnect().Status, Is.EqualTo(MbimStatus.Success), "a context");
    }

    [Test]
    public void M43_the_deactivation_takes_long()
    {
        var bench = Ready("M43");
        bench.Connect();
        var reply = bench.Set(BasicConnect.Connect, ModemBench.Deactivation());
        bench.Advance(29_999);
        Assert.That(reply.Status, Is.Null);
        Assert.That(bench.Query(BasicConnect.Connect, new ConnectQuery()).Success.ActivationState, Is.EqualTo(ActivationState.Deactivating));
        bench.Advance(1);
        Assert.That(reply.Success.ActivationState, Is.EqualTo(ActivationState.Deactivated));
    }

    [Test]
    public void M44_the_network_ends_the_context()
    {
        var bench = Ready("M44", ("session", "2"));
        bench.Connect(1);
        var begin = bench.Set(BasicConnect.Connect, ModemBench.Activation(2));
        bench.Advance(10_099);
        Assert.That(begin.Success.ContextType, Is.EqualTo(ContextTypes.Internet));
        Assert.That(bench.NotifiedContexts[2].ActivationState, Is.EqualTo(ActivationState.Activated));
        bench.Advance(1);
        var end = bench.NotifiedContexts[2];
        Assert.That((end.ActivationState, (uint)end.NwError, end.ContextType), Is.EqualTo((ActivationState.Deactivated, 36u, ContextTypes.None)));
        Assert.That(bench.NotifiedContexts[1].ActivationState, Is.EqualTo(ActivationState.Activated), "the other one");
    }

    [Test]
    public void M48_the_sim_is_gone_when_the_host_disconnects()
    {
        var bench = Ready("M48");
        bench.Connect();
        bench.Transcript.Clear();
        Assert.That(bench.Disconnect().AssertRefusedWhole(MbimStatus.SimNotInserted).ActivationState, Is.EqualTo(ActivationState.Deactivated));
        Assert.That(bench.Transcript, Is.EqualTo([
            "CONNECT 0 Deactivated 0", "PACKET_SERVICE Detached", "REGISTER_STATE Deregistered", "SUBSCRIBER_READY_STATUS SimNotInserted", "CONNECT done SimNotInserted",
        ]));
    }

    [TestCase("refused")]
    [TestCase("zero")]
    public void M49_the_statistics_are_refused_or_zero(string variant)
    {
        var bench = Ready("M49", ("variant", variant));
        bench.Connect();
        bench.Do(modem => modem.ReceivePacket(0, new byte[40]));
        Assert.That(bench.Modem.Statistics.Info.OutPackets, Is.EqualTo(1));
        var reply = bench.Query(BasicConnect.PacketStatistics);
        if (variant == "refused")
        {
            reply.AssertRefused(MbimStatus.OperationNotAllowed);
        }
        else
        {
            Assert.That(reply.Success, Is.EqualTo(default(PacketStatisticsInfo)));
        }
    }

    [Test]
    public void M50_no_packet_goes_through()
    {
        var bench = Ready("M50");
        bench.Connect();
        bench.SendPacket(0, new byte[40]);
        Assert.That(bench.Query(BasicConnect.PacketStatistics).Success.OutPackets, Is.EqualTo(1), "before");
        bench.Advance(30_000);
        bench.SendPacket(0, new byte[40]);
        Assert.That(bench.Query(BasicConnect.PacketStatistics).Success.OutPackets, Is.EqualTo(1));
        Assert.That(bench.Query(BasicConnect.Connect, new ConnectQuery()).Success.ActivationState, Is.EqualTo(ActivationState.Activated));
    }
}
