using MbimEmulator.Modem.Radio;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Modem;

public class CascadeTests
{
    private static readonly string[] Down = ["CONNECT 0 Deactivated 0", "CONNECT 2 Deactivated 0", "PACKET_SERVICE Detached"];
    private static readonly string[] Up = ["REGISTER_STATE Searching", "REGISTER_STATE Home 00101", "PACKET_SERVICE Attached"];

    private readonly ModemBench _bench = ModemBench.Ready();

    [SetUp]
    public void Connect()
    {
        _bench.Connect(0);
        _bench.Connect(2);
        _bench.Transcript.Clear();
    }

    [Test]
    public void Radio_off_by_the_host_answers_first_and_takes_the_highest_down_first()
    {
        _bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off });
        AssertTranscript(["RADIO_STATE done Success", .. Down, "REGISTER_STATE Deregistered", "SIGNAL_STATE 99 99", "RADIO_STATE On Off"]);
        _bench.Transcript.Clear();
        _bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.On });
        _bench.Advance(1000);
        AssertTranscript(["RADIO_STATE done Success", "RADIO_STATE On On", "SIGNAL_STATE 20 0", .. Up]);
    }

    [Test]
    public void The_radio_switch_on_the_device_overrules_the_hosts()
    {
        _bench.Do(modem => modem.SetHardwareRadio(RadioSwitchState.Off));
        AssertTranscript([.. Down, "REGISTER_STATE Deregistered", "SIGNAL_STATE 99 99", "RADIO_STATE Off On"]);
        _bench.Transcript.Clear();
        _bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off });
        _bench.Do(modem => modem.SetHardwareRadio(RadioSwitchState.On));
        _bench.Advance(1000);
        AssertTranscript(["RADIO_STATE done Success", "RADIO_STATE Off Off", "RADIO_STATE On Off"]);
    }

    [Test]
    public void A_radio_lock_that_is_taken_off_leaves_the_radio_as_it_is()
    {
        _bench.Do(modem => modem.SetRadioLock(RadioLock.Ignores));
        _bench.Do(modem => modem.SetRadioLock(RadioLock.Off));
        Assert.That(_bench.Modem.RadioState.SwRadioState, Is.EqualTo(RadioSwitchState.Off));
        _bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.On });
        _bench.Do(modem => modem.SetRadioLock(RadioLock.Off));
        Assert.That(_bench.Modem.RadioState.SwRadioState, Is.EqualTo(RadioSwitchState.On));
    }

    [Test]
    public void A_pulled_sim_takes_everything_down_and_comes_back()
    {
        _bench.Do(modem => modem.EjectSim());
        AssertTranscript([.. Down, "REGISTER_STATE Deregistered", "SUBSCRIBER_READY_STATUS SimNotInserted"]);
        _bench.Transcript.Clear();
        _bench.Do(modem => modem.InsertSim());
        _bench.Advance(1000);
        AssertTranscript(["SUBSCRIBER_READY_STATUS NotInitialized", "SUBSCRIBER_READY_STATUS Initialized", .. Up]);
    }

    [Test]
    public void A_sim_that_is_out_and_in_at_once_is_read_anew()
    {
        _bench.Do(modem => modem.EjectSim());
        _bench.Do(modem => modem.InsertSim());
        _bench.Do(modem => modem.EjectSim());
        _bench.Advance(1000);
        Assert.That(_bench.Modem.SubscriberReady.ReadyState, Is.EqualTo(SubscriberReadyState.SimNotInserted));
        _bench.Do(modem => modem.InsertSim());
        _bench.Advance(1000);
        Assert.That(_bench.Modem.PacketService.PacketServiceState, Is.EqualTo(PacketServiceState.Attached));
    }

    [Test]
    public void Lost_coverage_leaves_the_modem_searching_until_it_is_back()
    {
        _bench.Do(modem => modem.LoseCoverage());
        AssertTranscript([.. Down, "REGISTER_STATE Searching", "SIGNAL_STATE 99 99"]);
        _bench.Transcript.Clear();
        _bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState()).AssertRefusedWhole(MbimStatus.ProvidersNotFound);
        _bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = RegisterAction.Manual, ProviderId = "00101" }).AssertRefusedWhole(MbimStatus.ProviderNotVisible);
        _bench.Transcript.Clear();
        _bench.Do(modem => modem.RegainCoverage());
        _bench.Advance(1000);
        AssertTranscript(["SIGNAL_STATE 20 0", "REGISTER_STATE Home 00101", "PACKET_SERVICE Attached"]);
    }

    [Test]
    public void Roaming_keeps_what_is_connected()
    {
        _bench.Do(modem => modem.Roam("00103"));
        AssertTranscript(["REGISTER_STATE Roaming 00103"]);
        Assert.That(_bench.Modem.ActiveContexts, Has.Count.EqualTo(2));
        _bench.Do(modem => modem.Roam("00101"));
        Assert.That(_bench.Transcript.Last(), Is.EqualTo("REGISTER_STATE Home 00101"));
    }

    [Test]
    public void Roaming_where_nobody_is_or_from_nowhere_is_a_mistake_of_the_caller()
    {
        Assert.That(() => _bench.Modem.Roam("99999"), Throws.ArgumentException.With.Message.Contains("expected one of 00101, 00102, 00103"));
        Assert.That(() => _bench.Modem.Roam("00104"), Throws.ArgumentException);
        _bench.Do(modem => modem.EjectSim());
        Assert.That(() => _bench.Modem.Roam("00103"), Throws.InvalidOperationException.With.Message.Contains("Deregistered"));
    }

    [Test]
    public void A_denied_subscriber_stays_denied_until_allowed()
    {
        _bench.Do(modem => modem.Deny(NwError.IllegalMs));
        AssertTranscript([.. Down, "REGISTER_STATE Denied"]);
        var info = _bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState()).AssertRefusedWhole(MbimStatus.Failure);
        Assert.That((info.RegisterState, info.NwError), Is.EqualTo((RegisterState.Denied, NwError.IllegalMs)));
        _bench.Connect().AssertRefusedWhole(MbimStatus.NotRegistered);
        _bench.Transcript.Clear();
        _bench.Do(modem => modem.Allow());
        _bench.Advance(1000);
        AssertTranscript(Up);
    }

    [Test]
    public void The_network_ends_one_context_with_its_reason()
    {
        var ended = false;
        _bench.Do(modem => ended = modem.DeactivateByNetwork(2, NwError.InsufficientResources));
        Assert.That(ended);
        AssertTranscript(["CONNECT 2 Deactivated 26"]);
        _bench.Do(modem => ended = modem.DeactivateByNetwork(2, NwError.InsufficientResources));
        Assert.That(ended, Is.False);
        Assert.That(_bench.Disconnect(2).AssertRefusedWhole(MbimStatus.ContextNotActivated).SessionId, Is.EqualTo(2));
    }

    [Test]
    public void The_network_detaches_the_modem_with_its_reason()
    {
        _bench.Do(modem => modem.DetachByNetwork(NwError.ImplicitlyDetached));
        AssertTranscript(Down);
        Assert.That(((PacketServiceInfo)_bench.Notified["PACKET_SERVICE"]).NwError, Is.EqualTo(NwError.ImplicitlyDetached));
        var info = _bench.SetAndWait(BasicConnect.PacketService, new SetPacketService()).Success;
        Assert.That((info.PacketServiceState, info.NwError), Is.EqualTo((PacketServiceState.Attached, NwError.None)));
    }

    [Test]
    public void What_is_activating_and_deactivating_when_the_ground_goes_is_answered()
    {
        var deactivating = _bench.Set(BasicConnect.Connect, ModemBench.Deactivation(0));
        var activating = _bench.Set(BasicConnect.Connect, ModemBench.Activation(1));
        _bench.Do(modem => modem.EjectSim());
        Assert.That(deactivating.Success.ActivationState, Is.EqualTo(ActivationState.Deactivated));
        Assert.That(activating.AssertRefusedWhole(MbimStatus.SimNotInserted).ActivationState, Is.EqualTo(ActivationState.Deactivated));
        AssertTranscript(["CONNECT done Success", "CONNECT done SimNotInserted", .. Down, "REGISTER_STATE Deregistered", "SUBSCRIBER_READY_STATUS SimNotInserted"]);
        _bench.Advance(5000);
        Assert.That(_bench.Modem.ActiveContexts, Is.Empty);
    }

    [Test]
    public void Detaching_when_the_ground_goes_has_detached()
    {
        var detaching = _bench.Set(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Detach });
        _bench.Do(modem => modem.LoseCoverage());
        Assert.That(detaching.Success.PacketServiceState, Is.EqualTo(PacketServiceState.Detached));
        AssertTranscript(["CONNECT 0 Deactivated 0", "CONNECT 2 Deactivated 0", "PACKET_SERVICE done Success", "PACKET_SERVICE Detached", "REGISTER_STATE Searching", "SIGNAL_STATE 99 99"]);
    }

    [Test]
    public void Attaching_when_the_ground_goes_is_answered_with_the_reason()
    {
        _bench.SetAndWait(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Detach });
        var attaching = _bench.Set(BasicConnect.PacketService, new SetPacketService());
        _bench.Do(modem => modem.EjectSim());
        Assert.That(attaching.AssertRefusedWhole(MbimStatus.SimNotInserted).PacketServiceState, Is.EqualTo(PacketServiceState.Detached));
    }

    [Test]
    public void Detaching_when_the_network_detaches_has_detached()
    {
        var detaching = _bench.Set(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Detach });
        _bench.Do(modem => modem.DetachByNetwork(NwError.ImplicitlyDetached));
        Assert.That(detaching.Success.PacketServiceState, Is.EqualTo(PacketServiceState.Detached));
    }

    [Test]
    public void Activating_when_the_network_detaches_is_answered_with_the_reason()
    {
        var activating = _bench.Set(BasicConnect.Connect, ModemBench.Activation(1));
        _bench.Do(modem => modem.DetachByNetwork(NwError.ImplicitlyDetached));
        activating.AssertRefusedWhole(MbimStatus.PacketServiceDetached);
    }

    [Test]
    public void A_loss_of_power_ends_session_and_connection_without_a_word()
    {
        var activating = _bench.Set(BasicConnect.Connect, ModemBench.Activation(1));
        _bench.Do(modem => modem.PowerCycle());
        Assert.That(_bench.CloseReason, Is.EqualTo("modem0 lost power"));
        Assert.That(_bench.Group.Function.IsOpen, Is.False);
        Assert.That(_bench.Group.Function.OutstandingCommands, Is.Zero);
        Assert.That(_bench.Modem.ActiveContexts, Is.Empty);
        Assert.That(activating.Status, Is.Null);
        AssertTranscript([]);
    }

    [Test]
    public void A_modem_that_lost_power_starts_again()
    {
        _bench.Do(modem => modem.PowerCycle());
        _bench.Reconnect();
        _bench.Transcript.Clear();
        _bench.Advance(1000);
        AssertTranscript(["SUBSCRIBER_READY_STATUS Initialized", .. Up]);
    }

    [Test]
    public void Signals_and_refusals_that_cannot_be_are_mistakes_of_the_caller()
    {
        Assert.That(() => _bench.Modem.SetSignal(32), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => _bench.Modem.SetSignal(1, 8), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => _bench.Modem.Deny(NwError.None), Throws.ArgumentException);
    }

    private void AssertTranscript(string[] expected) => Assert.That(_bench.Transcript, Is.EqualTo(expected));
}
