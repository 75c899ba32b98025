using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Function;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;
using static MbimProtocol.Services.MobileBroadbandCalls.MobileBroadbandCid;

namespace MbimEmulator.Tests.DeviceServices;

/// <summary>Which clients of the service keep the modem from other hosts.</summary>
public class PlaceTests
{
    private static readonly byte[] Cid1 = TestApplication.U32(1);
    private static readonly MobileBroadbandProfile Yielding = new() { PlaceWhenIdle = PlaceWhenIdle.Yielded };

    [Test]
    public void A_client_that_has_not_sent_OPEN_keeps_nobody_from_the_modem()
    {
        var bench = new ServiceBench();
        bench.Connect();
        Assert.That(GetsModem(bench));
    }

    [Test]
    public void Nor_does_one_that_has_sent_CLOSE()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        Assert.That(GetsModem(bench), Is.False);
        application.Send(w => MbimMessageWriter.WriteClose(w, 9));
        Assert.That(GetsModem(bench));
    }

    [Test]
    public void A_host_that_waits_gets_the_modem_when_the_last_client_closes()
    {
        var bench = new ServiceBench();
        var (first, second) = (bench.Application(), bench.Application());
        var host = Host(bench, isPatient: true);
        first.Send(w => MbimMessageWriter.WriteClose(w, 9));
        Assert.That(HasModem(host), Is.False);
        second.Send(w => MbimMessageWriter.WriteClose(w, 9));
        Assert.That(HasModem(host));
    }

    [Test]
    public void A_client_that_may_use_nothing_of_the_modem_sees_it_and_keeps_nobody_from_it()
    {
        var bench = new ServiceBench();
        var nobody = bench.Application(CallerIdentity.Nobody);
        nobody.Context(bench.Modem);
        nobody.Heard();
        var host = Host(bench);
        Assert.That(HasModem(host));
        Assert.That(nobody.Heard(), Is.EqualTo(new[] { "InterfaceStateChange 1" }));
        host.Detach("gone");
        bench.Advance(1);
        Assert.That(nobody.Heard(), Is.EqualTo(new[] { "InterfaceStateChange 0" }));
    }

    [Test]
    public void A_client_that_may_use_one_method_of_one_service_keeps_the_modem()
    {
        var rule = new AccessRule { Allow = true, Services = [ServiceBench.Meter], Methods = ["OpenDataSession"] };
        var bench = new ServiceBench(new MobileBroadbandProfile { Access = new AccessPolicy { Rules = [rule] } });
        bench.Application(CallerIdentity.Nobody);
        Assert.That(GetsModem(bench), Is.False);
    }

    [Test]
    public void Where_callers_are_believed_it_counts_who_they_say_they_are()
    {
        var bench = new ServiceBench(trustDeclaredCallers: true);
        var application = bench.Application(CallerIdentity.Nobody);
        Assert.That(GetsModem(bench), Is.False, "it may still say that it is root");
        var host = Host(bench, isPatient: true);
        application.Call(DeclareCaller, TestApplication.Bytes(new DeclaredCaller { User = "root" }));
        Assert.That(HasModem(host), Is.False);
        application.Call(DeclareCaller, TestApplication.Bytes(new DeclaredCaller { User = "eve" }));
        Assert.That(HasModem(host));
    }

    [Test]
    public void An_idle_client_keeps_the_modem_unless_the_profile_has_it_yielded()
    {
        var bench = new ServiceBench();
        bench.Application();
        Assert.That(GetsModem(bench), Is.False);

        bench = new ServiceBench(Yielding);
        var application = bench.Application();
        var meter = application.WithData(bench.Modem, ServiceBench.Meter);
        application.Accepted(CloseDataSession, meter);
        application.Heard();
        var host = Host(bench);
        Assert.That(HasModem(host));
        Assert.That(application.Heard(), Is.EqualTo(new[] { "InterfaceStateChange 1" }));
        Assert.That(application.Result(OpenDataSession, meter), Is.EqualTo(HResult.NotFound));
        application.Heard();
        host.Detach("gone");
        bench.Advance(1);
        Assert.That(application.Heard(), Is.EqualTo(new[] { "InterfaceStateChange 0" }));
        Assert.That(application.Result(OpenDataSession, meter), Is.EqualTo(HResult.Ok));
    }

    [TestCase(OpenDataSession, CloseDataSession)]
    [TestCase(OpenCommandSession, CloseCommandSession)]
    public void What_is_yielded_when_idle_is_kept_while_a_session_is_open(MobileBroadbandCid open, MobileBroadbandCid close)
    {
        var bench = new ServiceBench(Yielding);
        var application = bench.Application();
        var meter = application.Service(bench.Modem, ServiceBench.Meter);
        application.Accepted(open, meter);
        Assert.That(GetsModem(bench), Is.False);
        var host = Host(bench, isPatient: true);
        Assert.That(HasModem(host), Is.False);
        application.Accepted(close, meter);
        Assert.That(HasModem(host));
    }

    [Test]
    public void What_is_yielded_when_idle_is_kept_while_a_call_is_under_way()
    {
        var bench = new ServiceBench(Yielding with { CommandWithoutSession = CornerCase.Accepted });
        var application = bench.Application();
        var desk = application.Service(bench.Modem, ServiceBench.Commands);
        Action answer = () => { };
        bench.Desk.Answer = transaction => answer = () => transaction.Complete([1]);
        var id = application.Accepted(QueryCommand, desk, Cid1);
        Assert.That(GetsModem(bench), Is.False);
        var host = Host(bench, isPatient: true);
        Assert.That(HasModem(host), Is.False);
        application.Heard();
        bench.Invoke(answer);
        Assert.That(HasModem(host));
        Assert.That(application.Heard(), Is.EqualTo(new[] { $"QueryCommand {desk} #{id} S_OK 1 01", "InterfaceStateChange 1" }));
    }

    private static bool GetsModem(ServiceBench bench)
    {
        var host = Host(bench);
        bench.Advance(0.25);
        var has = HasModem(host);
        host.Detach("gone");
        bench.Advance(1);
        return has;
    }

    private static ModemLink Host(ServiceBench bench, bool isPatient = false)
    {
        var link = bench.Modem.CreateLink(new ModemLinkOptions { Name = "another host", IsPatient = isPatient });
        _ = link.AttachAsync().AsTask();
        return link;
    }

    // Whoever has the place is answered.
    private static bool HasModem(ModemLink link)
    {
        link.Send(Transfer.Copy(Convert.FromHexString("01000000100000000100000000100000")));
        return TestHost.TryReceive(link) is not null;
    }
}
