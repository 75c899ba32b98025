using MbimEmulator.Tests.Modem;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using static MbimEmulator.Tests.Faults.Library.ModemFaultBench;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class ModemFaultTestsOfRegistrations
{
    private static readonly SetRegisterState Partner = new() { ProviderId = "00102", RegisterAction = RegisterAction.Manual };
    private static readonly SetPacketService Attach = new() { PacketServiceAction = PacketServiceAction.Attach };

    [Test]
    public void M23_the_registration_fails_and_the_modem_is_registered()
    {
        var bench = Ready("M23");
        var reply = bench.Set(BasicConnect.RegisterState, Partner);
        bench.Advance(299);
        Assert.That(bench.Transcript, Has.Member("REGISTER_STATE Partner 00102"));
        Assert.That(reply.Status, Is.Null);
        bench.Advance(1);
        var info = reply.AssertRefusedWhole(MbimStatus.Failure);
        Assert.That((info.RegisterState, info.NwError), Is.EqualTo((RegisterState.Partner, NwError.None)));
    }

    [Test]
    public void M24_a_success_has_a_network_error()
    {
        var bench = Ready("M24");
        Assert.That(bench.Query(BasicConnect.RegisterState).Success.NwError, Is.EqualTo((NwError)999));
        Assert.That(((RegistrationStateInfo)bench.Notified["REGISTER_STATE"]).NwError, Is.EqualTo((NwError)999));
        Assert.That(bench.Query(BasicConnect.PacketService).Success.NwError, Is.EqualTo((NwError)999));
        Assert.That(bench.Connect().Success.NwError, Is.EqualTo((NwError)999));
        Assert.That(bench.Transcript, Has.Member("CONNECT 0 Activated 999"));
    }

    [TestCase("late")]
    [TestCase("never")]
    public void M25_the_registration_is_answered_late_or_never(string variant)
    {
        var bench = Ready("M25", ("variant", variant));
        var reply = bench.Set(BasicConnect.RegisterState, Partner);
        bench.Advance(60_199);
        Assert.That(bench.Transcript, Has.Member("REGISTER_STATE Partner 00102"));
        Assert.That(reply.Status, Is.Null);
        bench.Advance(1);
        Assert.That(reply.Status, Is.EqualTo(variant == "late" ? MbimStatus.Success : null));
    }

    [TestCase("searching", "REGISTER_STATE Searching", null)]
    [TestCase("denied", "REGISTER_STATE Denied", "REGISTER_STATE Home 00101")]
    [TestCase("coverage", "REGISTER_STATE Searching", "REGISTER_STATE Home 00101")]
    [TestCase("roaming", "REGISTER_STATE Roaming 00103", "REGISTER_STATE Home 00101")]
    public void M26_the_registration_is_lost(string variant, string lost, string? back)
    {
        var bench = Ready("M26", ("variant", variant), ("nwError", "17"));
        bench.Advance(8999);
        Assert.That(bench.Transcript, Is.Empty);
        bench.Advance(1);
        Assert.That(bench.Transcript, Has.Member(lost));
        Assert.That(bench.Query(BasicConnect.RegisterState).Success.NwError, Is.EqualTo(variant == "denied" ? NwError.NetworkFailure : NwError.None));
        bench.Transcript.Clear();
        bench.Advance(29_999);
        Assert.That(bench.Transcript, Is.Empty);
        bench.Advance(1001);
        Assert.That(bench.Transcript, back is null ? Is.Empty : Has.Member(back));
        bench.Transcript.Clear();
        bench.Advance(30_000);
        Assert.That(bench.Transcript, variant == "roaming" ? Has.Member(lost) : Is.Empty, "again and again");
    }

    [Test]
    public void M27_nothing_is_notified_when_the_radio_was_switched()
    {
        var bench = Ready("M27");
        bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off });
        bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.On });
        bench.Advance(10_000);
        Assert.That(bench.Transcript, Is.EqualTo(["RADIO_STATE done Success", "RADIO_STATE On Off", "RADIO_STATE done Success", "RADIO_STATE On On"]));
        Assert.That(bench.Query(BasicConnect.PacketService).Success.PacketServiceState, Is.EqualTo(PacketServiceState.Attached));

        bench.Advance(20_000);
        bench.Do(modem => modem.LoseCoverage());
        Assert.That(bench.Transcript, Has.Member("REGISTER_STATE Searching").And.Member("PACKET_SERVICE Detached").And.Member("SIGNAL_STATE 99 99"), "later");
    }

    [Test]
    public void M28_a_scan_takes_minutes()
    {
        var bench = Ready("M28");
        var scan = bench.Query(BasicConnect.VisibleProviders);
        bench.Advance(45_000);
        bench.Query(BasicConnect.VisibleProviders).AssertRefused(MbimStatus.Busy);
        bench.Set(BasicConnect.Connect, ModemBench.Activation()).AssertRefused(MbimStatus.Busy);
        bench.Set(BasicConnect.RegisterState, Partner).AssertRefused(MbimStatus.Busy);
        Assert.That(bench.Query(BasicConnect.RegisterState).Status, Is.EqualTo(MbimStatus.Success), "queries");
        bench.Advance(44_999);
        Assert.That(scan.Status, Is.Null);
        bench.Advance(1);
        Assert.That(scan.Success.Providers, Is.Not.Empty);
        Assert.That(bench.Connect().Status, Is.EqualTo(MbimStatus.Success), "afterwards");
    }

    [Test]
    public void M29_the_home_provider_takes_long()
    {
        var bench = Ready("M29");
        var reply = bench.Query(BasicConnect.HomeProvider);
        bench.Advance(14_999);
        Assert.That(reply.Status, Is.Null);
        Assert.That(bench.Query(BasicConnect.RadioState).Status, Is.EqualTo(MbimStatus.Success), "others");
        bench.Advance(1);
        Assert.That(reply.Success.Provider.ProviderId, Is.EqualTo("00101"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void M33_an_attachment_is_slow_and_ends_contexts(bool detaches)
    {
        var bench = Ready("M33", ("detaches", detaches ? "true" : "false"));
        bench.Advance(29_250);
        Assert.That(bench.Transcript, Is.EqualTo(["PACKET_SERVICE Attached"]), "30 s behind HOME, at 250 ms");
        bench.Connect();
        bench.Transcript.Clear();

        var reply = bench.Set(BasicConnect.PacketService, Attach);
        bench.Advance(29_000);
        Assert.That(bench.Transcript, Is.EqualTo(detaches ? (string[])["CONNECT 0 Deactivated 0", "PACKET_SERVICE Detached"] : ["PACKET_SERVICE done Success"]));
        bench.Advance(1010);
        Assert.That(reply.Success.PacketServiceState, Is.EqualTo(PacketServiceState.Attached));
    }

    [Test]
    public void M51_contexts_for_partners_are_refused()
    {
        var bench = Ready("M51");
        var known = bench.Query(MsBasicConnectExtensions.LteAttachConfiguration).Success.Configurations;
        var changed = known.Select(context => context with { AccessString = "attach.example" }).ToArray();
        bench.SetAndWait(MsBasicConnectExtensions.LteAttachConfiguration, new SetLteAttachConfiguration { Configurations = [.. changed] }).AssertRefused(MbimStatus.InvalidParameters);
        bench.SetAndWait(MsBasicConnectExtensions.LteAttachConfiguration, new SetLteAttachConfiguration { Configurations = [changed[0], changed[2]] }).AssertRefused(MbimStatus.InvalidParameters);
        Assert.That(bench.Query(MsBasicConnectExtensions.LteAttachConfiguration).Success.Configurations, Is.EqualTo(known));
    }
}
