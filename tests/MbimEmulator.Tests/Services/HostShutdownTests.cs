using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsHostShutdownService;

namespace MbimEmulator.Tests.Services;

public sealed class HostShutdownTests
{
    [Test]
    public void A_host_that_shuts_down_is_answered_at_once_and_the_modem_leaves_the_network()
    {
        var bench = ModemBench.Ready();
        bench.Connect();
        bench.Transcript.Clear();
        var reply = bench.Set(MsHostShutdown.Notify, default);
        Assert.That((reply.Status, reply.Length), Is.EqualTo((MbimStatus.Success, 0)));
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "NOTIFY done Success", "CONNECT 0 Deactivated 0", "PACKET_SERVICE Detached", "REGISTER_STATE Deregistered" }));
        Assert.That(bench.ReadStates("hostShutdown"), Is.EqualTo("off"));
    }

    [Test]
    public void A_host_that_will_shut_down_is_answered_when_the_modem_is_ready()
    {
        var bench = ModemBench.Ready(ModemProfile.Parse("slow", "extends: default\nhostShutdown: { preparation: 3s }\n"));
        var reply = bench.Set(MsHostShutdown.PreShutdown, default);
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "PACKET_SERVICE Detached", "REGISTER_STATE Deregistered" }));
        bench.Advance(2000);
        var second = bench.Set(MsHostShutdown.PreShutdown, default);
        bench.Advance(999);
        Assert.That((reply.Status, second.Status, bench.ReadStates("hostShutdown")), Is.EqualTo(((MbimStatus?)null, (MbimStatus?)null, "preparing")));
        bench.Advance(1);
        Assert.That((reply.Status, second.Status, bench.ReadStates("hostShutdown")), Is.EqualTo((MbimStatus.Success, MbimStatus.Success, "prepared")));
        Assert.That(bench.Set(MsHostShutdown.PreShutdown, default).Status, Is.EqualTo(MbimStatus.Success), "it is ready already");
        Assert.That(bench.Set(MsHostShutdown.Notify, default).Status, Is.EqualTo(MbimStatus.Success));
        Assert.That(bench.ReadStates("hostShutdown"), Is.EqualTo("off"));
    }

    [Test]
    public void The_modem_stays_away_whatever_else_happens_until_the_host_opens_it_again()
    {
        var bench = ModemBench.Ready();
        bench.Set(MsHostShutdown.Notify, default);
        bench.Do(modem => modem.LoseCoverage());
        bench.Do(modem => modem.RegainCoverage());
        bench.Do(modem => modem.EjectSim());
        bench.Do(modem => modem.InsertSim());
        bench.SetAndWait(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off });
        bench.SetAndWait(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.On });
        bench.Close();
        bench.Advance(60_000);
        Assert.That((bench.Modem.RegistrationState.RegisterState, bench.ReadStates("hostShutdown")), Is.EqualTo((RegisterState.Deregistered, "off")));
        bench.Open();
        bench.Advance(1000);
        Assert.That((bench.Modem.RegistrationState.RegisterState, bench.ReadStates("hostShutdown")), Is.EqualTo((RegisterState.Home, "running")));
    }

    [Test]
    public void A_host_that_asks_for_a_registration_is_there_again()
    {
        var bench = ModemBench.Ready();
        bench.SetAndWait(MsHostShutdown.PreShutdown, default);
        var reply = bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = RegisterAction.Automatic });
        Assert.That((reply.Success.RegisterState, bench.ReadStates("hostShutdown")), Is.EqualTo((RegisterState.Home, "running")));
        Assert.That(bench.SetAndWait(MsHostShutdown.PreShutdown, default).Status, Is.EqualTo(MbimStatus.Success));
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Deregistered));
    }

    [Test]
    public void A_reset_meanwhile_fails_the_preparation_and_the_modem_comes_back()
    {
        var bench = ModemBench.Ready();
        var reply = bench.Set(MsHostShutdown.PreShutdown, default);
        bench.Do(modem => modem.Recover());
        reply.AssertRefused(MbimStatus.Failure);
        bench.Advance(1000);
        Assert.That((bench.Modem.RegistrationState.RegisterState, bench.ReadStates("hostShutdown")), Is.EqualTo((RegisterState.Home, "running")));
    }

    [Test]
    public void A_close_meanwhile_lets_the_preparation_end_without_an_answer()
    {
        var bench = ModemBench.Ready();
        bench.Set(MsHostShutdown.PreShutdown, default);
        bench.Close();
        bench.Advance(1000);
        Assert.That(bench.ReadStates("hostShutdown"), Is.EqualTo("prepared"));
        Assert.That(bench.Transcript, Has.None.Contain("PRE_SHUTDOWN done"));
    }

    [Test]
    public void Neither_can_be_queried()
    {
        Assert.That(MsHostShutdown.Notify.Kinds, Is.EqualTo(BufferKind.Set | BufferKind.Response));
        var bench = ModemBench.Ready();
        Assert.That(bench.Raw(MsHostShutdown.Id, 1, MbimCommandType.Query, [], out _), Is.EqualTo(MbimStatus.NoDeviceSupport));
        Assert.That(bench.Raw(MsHostShutdown.Id, 2, MbimCommandType.Query, [], out _), Is.EqualTo(MbimStatus.NoDeviceSupport));
    }
}
