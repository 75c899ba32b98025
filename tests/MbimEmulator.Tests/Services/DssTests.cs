using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;

namespace MbimEmulator.Tests.Services;

public class DssTests
{
    private static readonly Guid Echo = new ModemProfile().DeviceServices.Services[0].Id;
    private static readonly Guid Other = new("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly Guid Silent = new("00112233-4455-6677-8899-aabbccddee00");

    private static readonly ModemProfile Profile = new()
    {
        MaxDssSessions = 3,
        DeviceServices = new()
        {
            Services =
            [
                new() { Name = "echo", Id = Echo, HostToDevice = true, MaxDssInstances = 2 },
                new() { Name = "other", Id = Other, DeviceToHost = true, MaxDssInstances = 9 },
                new() { Name = "silent", Id = Silent, MaxDssInstances = 9 },
            ],
        },
    };

    private static readonly ModemProfile Slow = Profile with { Timings = new() { DssConnect = TimeSpan.FromMilliseconds(20) } };

    [Test]
    public void A_stream_is_opened_and_closed_with_an_empty_answer()
    {
        var bench = ModemBench.Ready(Profile);
        Assert.That(Connect(bench, Echo, 255).Status, Is.EqualTo(MbimStatus.Success));
        Assert.That(bench.Modem.OpenDssSessions, Is.EqualTo(new Dictionary<uint, Guid> { [255] = Echo }));
        Assert.That(Disconnect(bench, Echo, 255).Status, Is.EqualTo(MbimStatus.Success));
        Assert.That(bench.Modem.OpenDssSessions, Is.Empty);
    }

    [Test]
    public void One_stream_more_than_the_service_has_is_the_instance_limit()
    {
        var bench = ModemBench.Ready(Profile);
        Connect(bench, Echo, 0);
        Connect(bench, Echo, 1);
        Connect(bench, Echo, 2).AssertRefused(MbimStatus.DssInstanceLimit);
        Disconnect(bench, Echo, 0);
        Assert.That(Connect(bench, Echo, 2).Status, Is.EqualTo(MbimStatus.Success));
    }

    [Test]
    public void One_stream_more_than_the_function_has_is_the_instance_limit()
    {
        var bench = ModemBench.Ready(Profile);
        Connect(bench, Echo, 0);
        Connect(bench, Other, 1);
        Connect(bench, Other, 2);
        Connect(bench, Other, 3).AssertRefused(MbimStatus.DssInstanceLimit);
    }

    [Test]
    public void What_cannot_be_opened_or_closed_says_why()
    {
        var bench = ModemBench.Ready(Profile);
        Connect(bench, Echo, 7);
        Connect(bench, Echo, 7).AssertRefused(MbimStatus.InvalidParameters);
        Connect(bench, Other, 7).AssertRefused(MbimStatus.InvalidParameters);
        Connect(bench, Echo, 256).AssertRefused(MbimStatus.InvalidParameters);
        Connect(bench, BasicConnect.Id, 1).AssertRefused(MbimStatus.NoDeviceSupport);
        Connect(bench, Silent, 1).AssertRefused(MbimStatus.InvalidDeviceServiceOperation);
        Disconnect(bench, Other, 7).AssertRefused(MbimStatus.InvalidParameters);
        Disconnect(bench, Echo, 8).AssertRefused(MbimStatus.InvalidParameters);
        bench.Set(Dss.Connect, new SetDssConnect { DeviceServiceId = Echo, DssSessionId = 9, DssLinkState = (DssLinkState)2 })
            .AssertRefused(MbimStatus.InvalidParameters);
        Assert.That(bench.Modem.OpenDssSessions.Keys, Is.EqualTo(new uint[] { 7 }));
    }

    [Test]
    public void A_service_that_there_is_not_or_that_has_no_streams_is_told_so_when_closing_too()
    {
        var bench = ModemBench.Ready(Profile);
        Disconnect(bench, BasicConnect.Id, 1).AssertRefused(MbimStatus.NoDeviceSupport);
        Disconnect(bench, Silent, 1).AssertRefused(MbimStatus.InvalidDeviceServiceOperation);
        Disconnect(bench, Echo, 256).AssertRefused(MbimStatus.InvalidParameters);
    }

    [Test]
    public void A_stream_takes_its_time_to_open_and_to_close_and_is_busy_meanwhile()
    {
        var bench = ModemBench.Ready(Slow);
        var opened = Connect(bench, Echo, 1);
        Connect(bench, Echo, 1).AssertRefused(MbimStatus.Busy);
        Disconnect(bench, Echo, 1).AssertRefused(MbimStatus.Busy);
        Connect(bench, Other, 1).AssertRefused(MbimStatus.InvalidParameters);
        bench.Do(modem => modem.ReceiveDss(1, [1]));
        Assert.That((opened.Status, bench.Modem.OpenDssSessions.Count, bench.Modem.DroppedDatagrams), Is.EqualTo(((MbimStatus?)null, 0, 1)));
        bench.Advance(20);
        Assert.That((opened.Status, bench.Modem.OpenDssSessions.Count), Is.EqualTo(((MbimStatus?)MbimStatus.Success, 1)));
        bench.Do(modem => modem.ReceiveDss(1, [1]));
        Assert.That(bench.Modem.DroppedDatagrams, Is.EqualTo(1));

        var closed = Disconnect(bench, Echo, 1);
        Connect(bench, Echo, 1).AssertRefused(MbimStatus.Busy);
        bench.Do(modem => modem.ReceiveDss(1, [1]));
        Assert.That((closed.Status, bench.Modem.OpenDssSessions.Count, bench.Modem.DroppedDatagrams), Is.EqualTo(((MbimStatus?)null, 0, 2)));
        bench.Advance(20);
        Assert.That(closed.Status, Is.EqualTo(MbimStatus.Success));
        Disconnect(bench, Echo, 1).AssertRefused(MbimStatus.InvalidParameters);
    }

    [Test]
    public void Streams_that_open_and_close_count_against_the_limits()
    {
        var bench = ModemBench.Ready(Slow);
        Connect(bench, Echo, 1);
        Connect(bench, Echo, 2);
        Connect(bench, Echo, 3).AssertRefused(MbimStatus.DssInstanceLimit);
        bench.Advance(20);
        Disconnect(bench, Echo, 1);
        Connect(bench, Echo, 3).AssertRefused(MbimStatus.DssInstanceLimit);
        bench.Advance(20);
        Assert.That(Connect(bench, Echo, 3).Status, Is.Null);
    }

    [Test]
    public void A_stream_on_its_way_ends_with_the_mbim_session_without_an_answer()
    {
        var bench = ModemBench.Ready(Slow);
        var unheard = Connect(bench, Echo, 1);
        bench.Open();
        bench.Advance(1000);
        Assert.That((unheard.Status, bench.Modem.OpenDssSessions.Count), Is.EqualTo(((MbimStatus?)null, 0)));
        Assert.That(Connect(bench, Echo, 1).Status, Is.Null, "the id is free");
        bench.Do(modem => modem.PowerCycle());
        bench.Advance(1000);
        Assert.That(bench.Modem.OpenDssSessions, Is.Empty);
    }

    [Test]
    public void Streams_outlive_a_modem_that_recovers_by_itself()
    {
        var bench = ModemBench.Ready(Profile);
        Connect(bench, Echo, 1);
        bench.Connect();
        bench.Do(modem => modem.Recover());
        Assert.That((bench.Modem.OpenDssSessions.Count, bench.Modem.ActiveContexts.Count), Is.EqualTo((1, 0)));
        bench.Advance(1000);
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Home));
    }

    [Test]
    public void Streams_end_when_the_function_closes_and_when_power_goes()
    {
        var bench = ModemBench.Ready(Profile);
        Connect(bench, Echo, 0);
        bench.Close();
        Assert.That(bench.Modem.OpenDssSessions, Is.Empty);
        bench.Open();
        Connect(bench, Echo, 0);
        bench.Open();
        Assert.That(bench.Modem.OpenDssSessions, Is.Empty);
        Connect(bench, Echo, 0);
        bench.Do(modem => modem.PowerCycle());
        Assert.That(bench.Modem.OpenDssSessions, Is.Empty);
    }

    [Test]
    public void Streams_need_no_network()
    {
        var bench = new ModemBench(Profile with { Sim = new() { Condition = SimCondition.Absent } });
        Assert.That(Connect(bench, Echo, 0).Status, Is.EqualTo(MbimStatus.Success));
    }

    private static Reply<MbimProtocol.Encoding.EmptyBuffer> Connect(ModemBench bench, Guid service, uint sessionId) =>
        bench.Set(Dss.Connect, new SetDssConnect { DeviceServiceId = service, DssSessionId = sessionId, DssLinkState = DssLinkState.Activate });

    private static Reply<MbimProtocol.Encoding.EmptyBuffer> Disconnect(ModemBench bench, Guid service, uint sessionId) =>
        bench.Set(Dss.Connect, new SetDssConnect { DeviceServiceId = service, DssSessionId = sessionId, DssLinkState = DssLinkState.Deactivate });
}
