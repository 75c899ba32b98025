using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Services;

public class SimTests
{
    [Test]
    public void A_ready_sim_says_who_the_subscriber_is()
    {
        var info = ModemBench.Ready().Query(BasicConnect.SubscriberReadyStatus).Success;
        Assert.That(info, Is.EqualTo(new SubscriberReadyInfo
        {
            ReadyState = SubscriberReadyState.Initialized,
            SubscriberId = "001010123456789",
            SimIccId = "89882110000000000012",
            TelephoneNumbers = ["+15555550100"],
        }));
    }

    [Test]
    public void A_locked_sim_says_its_iccid_alone()
    {
        var info = Locked().Query(BasicConnect.SubscriberReadyStatus).Success;
        Assert.That(info, Is.EqualTo(new SubscriberReadyInfo { ReadyState = SubscriberReadyState.DeviceLocked, SimIccId = "89882110000000000012" }));
    }

    [Test]
    public void A_sim_is_not_initialized_until_it_was_read()
    {
        var bench = new ModemBench();
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(SubscriberReadyState.NotInitialized));
        bench.Query(BasicConnect.Pin).AssertRefused(MbimStatus.NotInitialized);
        bench.Query(BasicConnect.HomeProvider).AssertRefused(MbimStatus.NotInitialized);
        bench.Advance(49);
        Assert.That(bench.Transcript.Where(line => line.StartsWith("SUBSCRIBER", StringComparison.Ordinal) && !line.Contains("done")), Is.Empty);
        bench.Advance(1);
        Assert.That(bench.Transcript, Does.Contain("SUBSCRIBER_READY_STATUS Initialized"));
    }

    [Test]
    public void The_right_pin_unlocks_and_the_modem_registers()
    {
        var bench = Locked();
        Assert.That(bench.Query(BasicConnect.Pin).Success, Is.EqualTo(new PinInfo { PinType = PinType.Pin1, PinState = PinState.Locked, RemainingAttempts = 3 }));
        Assert.That(Pin(bench, PinOperation.Enter, "1234").Success, Is.EqualTo(new PinInfo { PinType = PinType.Pin1, RemainingAttempts = 3 }));
        Assert.That(bench.Transcript.Skip(1), Is.EqualTo(new[]
        {
            "PIN done Success", "SUBSCRIBER_READY_STATUS Initialized", "REGISTER_STATE Searching", "REGISTER_STATE Home 00101", "PACKET_SERVICE Attached",
        }));
    }

    [Test]
    public void A_wrong_pin_fails_with_an_empty_buffer_and_costs_an_attempt()
    {
        var bench = Locked();
        Pin(bench, PinOperation.Enter, "0000").AssertRefused(MbimStatus.Failure);
        Assert.That(bench.Query(BasicConnect.Pin).Success.RemainingAttempts, Is.EqualTo(2));
        Pin(bench, PinOperation.Enter, "1234");
        Assert.That(bench.Query(BasicConnect.Pin).Success, Is.EqualTo(new PinInfo { PinType = PinType.Pin1, RemainingAttempts = 3 }));
    }

    [TestCase("123")]
    [TestCase("123456789")]
    [TestCase("12a4")]
    [TestCase("")]
    public void A_pin_that_cannot_be_one_costs_no_attempt(string pin)
    {
        var bench = Locked();
        Pin(bench, PinOperation.Enter, pin).AssertRefused(MbimStatus.InvalidParameters);
        Assert.That(bench.Query(BasicConnect.Pin).Success.RemainingAttempts, Is.EqualTo(3));
    }

    [Test]
    public void Three_wrong_pins_want_the_puk_which_sets_a_new_pin()
    {
        var bench = Blocked();
        Assert.That(bench.Query(BasicConnect.Pin).Success, Is.EqualTo(new PinInfo { PinType = PinType.Puk1, PinState = PinState.Locked, RemainingAttempts = 10 }));
        Pin(bench, PinOperation.Enter, "1234").AssertRefused(MbimStatus.PinRequired);
        Puk(bench, "00000000", "4321").AssertRefused(MbimStatus.Failure);
        Assert.That(bench.Query(BasicConnect.Pin).Success.RemainingAttempts, Is.EqualTo(9));
        Assert.That(Puk(bench, "12345678", "4321").Success, Is.EqualTo(new PinInfo { PinType = PinType.Pin1, RemainingAttempts = 3 }));
        Assert.That(bench.Modem.SubscriberReady.ReadyState, Is.EqualTo(SubscriberReadyState.Initialized));
        bench.Do(modem => modem.PowerCycle());
        bench.Reconnect();
        bench.Advance(1000);
        Assert.That(Pin(bench, PinOperation.Enter, "4321").Status, Is.EqualTo(MbimStatus.Success));
    }

    [Test]
    public void A_blocked_pin_cannot_be_enabled_without_its_puk() =>
        Pin(Blocked(), PinOperation.Enable, "1234").AssertRefused(MbimStatus.PinRequired);

    [TestCase(SimCondition.Present, SimClass.Removable, SubscriberReadyStatusFlags.SimRemovabilityKnown | SubscriberReadyStatusFlags.SimRemovable)]
    [TestCase(SimCondition.NoProfile, SimClass.Logical, SubscriberReadyStatusFlags.SimRemovabilityKnown | SubscriberReadyStatusFlags.Esim)]
    public void The_flags_say_whether_the_card_can_be_taken_out_and_whether_it_is_an_esim_without_a_profile(
        SimCondition condition, SimClass simClass, SubscriberReadyStatusFlags expected)
    {
        var profile = new ModemProfile { Sim = new() { Condition = condition }, Capabilities = new() { SimClass = simClass } };
        Assert.That(new ModemBench(profile).Modem.SubscriberReady.Flags, Is.EqualTo(expected));
    }

    [Test]
    public void The_list_of_pins_says_of_what_shape_they_are() => Assert.That(
        ModemBench.Ready().Query(BasicConnect.PinList).Success.Pin2,
        Is.EqualTo(new PinDesc { PinMode = PinMode.Enabled, PinFormat = PinFormat.Numeric, PinLengthMin = 4, PinLengthMax = 8 }));

    [Test]
    public void What_the_card_is_at_work_on_fails_when_the_modem_recovers_by_itself()
    {
        var bench = Locked();
        var entering = bench.Set(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, PinOperation = PinOperation.Enter, Pin = "1234" });
        bench.Do(modem => modem.Recover());
        entering.AssertRefused(MbimStatus.Failure);
    }

    [Test]
    public void Ten_wrong_puks_lose_the_sim()
    {
        var bench = Blocked();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            Puk(bench, "00000000", "4321").AssertRefused(MbimStatus.Failure);
        }

        Assert.That(bench.Transcript.Last(), Is.EqualTo("SUBSCRIBER_READY_STATUS BadSim"));
        Puk(bench, "12345678", "4321").AssertRefused(MbimStatus.BadSim);
        bench.Query(BasicConnect.Pin).AssertRefused(MbimStatus.BadSim);
    }

    [Test]
    public void A_puk_that_nothing_wants_is_not_allowed()
    {
        Puk(ModemBench.Ready(), "12345678", "4321").AssertRefused(MbimStatus.OperationNotAllowed);
        Puk(Blocked(), "1234567", "4321").AssertRefused(MbimStatus.InvalidParameters);
        Puk(Blocked(), "12345678", "43").AssertRefused(MbimStatus.InvalidParameters);
    }

    [Test]
    public void Pin1_is_enabled_changed_and_disabled()
    {
        var bench = ModemBench.Ready();
        Pin(bench, PinOperation.Change, "1234", "1111").AssertRefused(MbimStatus.PinDisabled);
        Pin(bench, PinOperation.Disable, "1234").AssertRefused(MbimStatus.PinDisabled);
        Pin(bench, PinOperation.Enter, "1234").AssertRefused(MbimStatus.PinDisabled);
        Assert.That(Pin(bench, PinOperation.Enable, "1234").Success.PinState, Is.EqualTo(PinState.Unlocked));
        Pin(bench, PinOperation.Enable, "1234").AssertRefused(MbimStatus.OperationNotAllowed);
        Assert.That(Pin(bench, PinOperation.Change, "1234", "1111").Status, Is.EqualTo(MbimStatus.Success));
        Pin(bench, PinOperation.Change, "1111", "1").AssertRefused(MbimStatus.InvalidParameters);
        Assert.That(bench.Query(BasicConnect.PinList).Success.Pin1.PinMode, Is.EqualTo(PinMode.Enabled));
        Pin(bench, PinOperation.Disable, "1234").AssertRefused(MbimStatus.Failure);
        Assert.That(Pin(bench, PinOperation.Disable, "1111").Status, Is.EqualTo(MbimStatus.Success));
        Assert.That(bench.Query(BasicConnect.PinList).Success.Pin1.PinMode, Is.EqualTo(PinMode.Disabled));
        Assert.That(bench.Modem.PacketService.PacketServiceState, Is.EqualTo(PacketServiceState.Attached));
    }

    [Test]
    public void A_PIN_that_was_entered_and_blocks_locks_the_SIM_until_the_PUK_unblocks_it([Values] bool byChange)
    {
        var bench = ModemBench.Ready();
        Pin(bench, PinOperation.Enable, "1234");
        Assert.That(Pin(bench, PinOperation.Enter, "1234").Success.PinState, Is.EqualTo(PinState.Unlocked));
        for (var i = 0; i < 3; i++)
        {
            Pin(bench, byChange ? PinOperation.Change : PinOperation.Disable, "0000", byChange ? "1111" : "").AssertRefused(MbimStatus.Failure);
        }

        Assert.That(bench.Query(BasicConnect.Pin).Success, Is.EqualTo(new PinInfo { PinType = PinType.Puk1, PinState = PinState.Locked, RemainingAttempts = 10 }));
        bench.Query(BasicConnect.HomeProvider).AssertRefused(MbimStatus.PinRequired);
        Pin(bench, PinOperation.Enter, "1234").AssertRefused(MbimStatus.PinRequired);
        Puk(bench, "00000000", "1234").AssertRefused(MbimStatus.Failure);
        bench.Query(BasicConnect.HomeProvider).AssertRefused(MbimStatus.PinRequired);
        Puk(bench, "12345678", "4321");
        Assert.That(bench.Query(BasicConnect.Pin).Success.PinState, Is.EqualTo(PinState.Unlocked));
    }

    [Test]
    public void Blocking_pin1_of_a_ready_modem_takes_everything_down()
    {
        var bench = ModemBench.Ready();
        bench.Connect();
        Pin(bench, PinOperation.Enable, "1234");
        Pin(bench, PinOperation.Enter, "0000");
        Pin(bench, PinOperation.Enter, "0000");
        bench.Transcript.Clear();
        Pin(bench, PinOperation.Enter, "0000").AssertRefused(MbimStatus.Failure);
        Assert.That(bench.Transcript, Is.EqualTo(new[]
        {
            "PIN done Failure", "CONNECT 0 Deactivated 0", "PACKET_SERVICE Detached", "REGISTER_STATE Deregistered", "SUBSCRIBER_READY_STATUS DeviceLocked",
        }));
    }

    [Test]
    public void Pin2_can_be_entered_and_changed_and_locks_nothing()
    {
        var bench = ModemBench.Ready();
        Assert.That(Set(bench, PinType.Pin2, PinOperation.Enter, "5678").Success.PinType, Is.EqualTo(PinType.Pin2));
        Assert.That(Set(bench, PinType.Pin2, PinOperation.Change, "5678", "8888").Status, Is.EqualTo(MbimStatus.Success));
        Set(bench, PinType.Pin2, PinOperation.Disable, "8888").AssertRefused(MbimStatus.NoDeviceSupport);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Set(bench, PinType.Pin2, PinOperation.Enter, "0000").AssertRefused(MbimStatus.Failure);
        }

        Set(bench, PinType.Pin2, PinOperation.Enter, "8888").AssertRefused(MbimStatus.PinRequired);
        Assert.That(Set(bench, PinType.Puk2, PinOperation.Enter, "87654321", "5678").Success.PinType, Is.EqualTo(PinType.Pin2));
        Assert.That(bench.Query(BasicConnect.Pin).Success.PinState, Is.EqualTo(PinState.Unlocked));
    }

    [Test]
    public void Pins_that_the_sim_has_not_and_values_that_do_not_exist_are_refused()
    {
        var bench = ModemBench.Ready();
        Set(bench, PinType.NetworkPin, PinOperation.Enter, "1234").AssertRefused(MbimStatus.NoDeviceSupport);
        Set(bench, PinType.Unknown, PinOperation.Enter, "1234").AssertRefused(MbimStatus.InvalidParameters);
        Set(bench, (PinType)99, PinOperation.Enter, "1234").AssertRefused(MbimStatus.InvalidParameters);
        Set(bench, PinType.Pin1, (PinOperation)4, "1234").AssertRefused(MbimStatus.InvalidParameters);
        Set(bench, PinType.Puk1, PinOperation.Change, "12345678", "1234").AssertRefused(MbimStatus.InvalidParameters);
    }

    [Test]
    public void The_sim_checks_one_pin_at_a_time()
    {
        var bench = Locked();
        var first = bench.Set(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, Pin = "0000" });
        bench.Set(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, Pin = "1234" }).AssertRefused(MbimStatus.Busy);
        bench.Advance(19);
        Assert.That(first.Status, Is.Null);
        bench.Advance(1);
        first.AssertRefused(MbimStatus.Failure);
    }

    [Test]
    public void A_sim_pulled_while_it_checks_a_pin_says_so_and_no_attempt_is_lost()
    {
        var bench = Locked();
        var entering = bench.Set(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, Pin = "0000" });
        bench.Do(modem => modem.EjectSim());
        entering.AssertRefused(MbimStatus.SimNotInserted);
        bench.Do(modem => modem.InsertSim());
        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.Pin).Success.RemainingAttempts, Is.EqualTo(3));
    }

    [Test]
    public void Without_a_sim_everything_of_the_subscriber_says_so()
    {
        var bench = new ModemBench(ModemProfile.Load("no-sim"));
        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success, Is.EqualTo(new SubscriberReadyInfo { ReadyState = SubscriberReadyState.SimNotInserted }));
        bench.Query(BasicConnect.Pin).AssertRefused(MbimStatus.SimNotInserted);
        bench.Query(BasicConnect.PinList).AssertRefused(MbimStatus.SimNotInserted);
        Pin(bench, PinOperation.Enter, "1234").AssertRefused(MbimStatus.SimNotInserted);
        bench.Query(BasicConnect.HomeProvider).AssertRefused(MbimStatus.SimNotInserted);
        bench.Query(BasicConnect.PreferredProviders).AssertRefused(MbimStatus.SimNotInserted);
        bench.Set(BasicConnect.ServiceActivation, default(SetServiceActivation)).AssertRefusedWhole(MbimStatus.SimNotInserted);
        bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState()).AssertRefusedWhole(MbimStatus.SimNotInserted);
        bench.SetAndWait(BasicConnect.PacketService, new SetPacketService()).AssertRefusedWhole(MbimStatus.SimNotInserted);
        bench.Connect().AssertRefusedWhole(MbimStatus.SimNotInserted);
    }

    [Test]
    public void A_locked_sim_wants_its_pin_first()
    {
        var bench = Locked();
        bench.Query(BasicConnect.HomeProvider).AssertRefused(MbimStatus.PinRequired);
        bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState()).AssertRefusedWhole(MbimStatus.PinRequired);
        bench.Connect().AssertRefusedWhole(MbimStatus.PinRequired);
    }

    [Test]
    public void A_bad_sim_is_said_to_be_one()
    {
        var bench = new ModemBench(new ModemProfile { Sim = new() { Condition = SimCondition.Bad } });
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(SubscriberReadyState.BadSim));
        bench.Connect().AssertRefusedWhole(MbimStatus.BadSim);
    }

    [Test]
    public void Another_sim_is_another_subscriber()
    {
        var bench = ModemBench.Ready();
        bench.Do(modem => modem.InsertSim(new SimProfile { SubscriberId = "001010000000002" }));
        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.SubscriberId, Is.EqualTo("001010000000002"));
        Assert.That(bench.Transcript, Is.EqualTo(new[]
        {
            "PACKET_SERVICE Detached", "REGISTER_STATE Deregistered", "SUBSCRIBER_READY_STATUS SimNotInserted", "SUBSCRIBER_READY_STATUS NotInitialized",
            "SUBSCRIBER_READY_STATUS Initialized", "REGISTER_STATE Searching", "REGISTER_STATE Home 00101", "PACKET_SERVICE Attached",
            "SUBSCRIBER_READY_STATUS done Success",
        }));
    }

    [Test]
    public void An_inactive_subscription_is_activated_by_service_activation()
    {
        var bench = ModemBench.Ready(new ModemProfile { Sim = new() { ServiceActivated = false } });
        Assert.That(bench.Modem.SubscriberReady.ReadyState, Is.EqualTo(SubscriberReadyState.NotActivated));
        bench.Connect().AssertRefusedWhole(MbimStatus.ServiceNotActivated);
        bench.Transcript.Clear();
        Assert.That(bench.SetAndWait(BasicConnect.ServiceActivation, new SetServiceActivation { Buffer = [1, 2] }).Success.NwError, Is.EqualTo(NwError.None));
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "SERVICE_ACTIVATION done Success", "SUBSCRIBER_READY_STATUS Initialized" }));
        Assert.That(bench.Connect().Status, Is.EqualTo(MbimStatus.Success));
        Assert.That(bench.Set(BasicConnect.ServiceActivation, default(SetServiceActivation)).Status, Is.EqualTo(MbimStatus.Success));
    }

    [Test]
    public void A_carrier_that_refuses_activation_says_why()
    {
        var bench = ModemBench.Ready(new ModemProfile { Sim = new() { ServiceActivated = false, ServiceActivationNwError = 33 } });
        var info = bench.SetAndWait(BasicConnect.ServiceActivation, default(SetServiceActivation)).AssertRefusedWhole(MbimStatus.Failure);
        Assert.That(info.NwError, Is.EqualTo(NwError.RequestedServiceOptionNotSubscribed));
    }

    private static ModemBench Locked()
    {
        var bench = new ModemBench(ModemProfile.Load("sim-pin"));
        bench.Advance(1000);
        bench.Transcript.Clear();
        return bench;
    }

    private static ModemBench Blocked()
    {
        var bench = Locked();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Pin(bench, PinOperation.Enter, "0000").AssertRefused(MbimStatus.Failure);
        }

        return bench;
    }

    private static Reply<PinInfo> Pin(ModemBench bench, PinOperation operation, string pin, string newPin = "") => Set(bench, PinType.Pin1, operation, pin, newPin);

    private static Reply<PinInfo> Puk(ModemBench bench, string puk, string newPin) => Set(bench, PinType.Puk1, PinOperation.Enter, puk, newPin);

    private static Reply<PinInfo> Set(ModemBench bench, PinType type, PinOperation operation, string pin, string newPin = "") =>
        bench.SetAndWait(BasicConnect.Pin, new SetPin { PinType = type, PinOperation = operation, Pin = pin, NewPin = newPin });
}
