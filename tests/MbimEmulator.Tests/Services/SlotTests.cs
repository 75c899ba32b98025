using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;

namespace MbimEmulator.Tests.Services;

/// <summary>SYS_CAPS, DEVICE_SLOT_MAPPINGS and SLOT_INFO_STATUS (Microsoft, "MB Multi-SIM operations").</summary>
public sealed class SlotTests
{
    private static readonly SimProfile Second = new() { SubscriberId = "001010000000002", IccId = "89882110000000000020", TelephoneNumbers = ["+15555550102"] };

    private static readonly ModemProfile TwoSims = new() { Slots = [Second], Timings = new TimingsProfile { SlotSwitch = TimeSpan.FromMilliseconds(40) } };

    [Test]
    public void System_capabilities_name_the_slots_and_a_modem_that_is_always_the_same()
    {
        var bench = ModemBench.Ready();
        var caps = bench.Query(MsBasicConnectExtensions.SysCaps).Success;
        Assert.That((caps.NumberOfExecutors, caps.NumberOfSlots, caps.Concurrency), Is.EqualTo((1u, 2u, 1u)));
        bench.Do(modem => modem.EjectSim());
        Assert.That(bench.Query(MsBasicConnectExtensions.SysCaps).Success, Is.EqualTo(caps));
        var other = new ModemBench(ModemIdentities.Number(new ModemProfile { Slots = [] }, 1)).Query(MsBasicConnectExtensions.SysCaps).Success;
        Assert.That(other.ModemId, Is.Not.EqualTo(caps.ModemId).And.Not.Zero);
        Assert.That(other.NumberOfSlots, Is.EqualTo(1));
    }

    [Test]
    public void A_modem_of_today_has_an_empty_second_slot()
    {
        var bench = ModemBench.Ready();
        Assert.That((State(bench, 0), State(bench, 1)), Is.EqualTo((UiccSlotState.Active, UiccSlotState.Empty)));
        Assert.That(Mapped(bench), Is.Zero);
        bench.Query(MsBasicConnectExtensions.SlotInfoStatus, new SlotInfoRequest { SlotIndex = 2 }).AssertRefused(MbimStatus.InvalidParameters);
    }

    [Test]
    public void A_switch_tells_of_the_sim_the_answer_the_slots_and_the_other_sim_in_this_order()
    {
        var bench = Subscribed(TwoSims);
        var reply = bench.Set(MsBasicConnectExtensions.DeviceSlotMappings, To(1));
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "PACKET_SERVICE Detached", "REGISTER_STATE Deregistered", "SUBSCRIBER_READY_STATUS NotInitialized" }));
        bench.Transcript.Clear();
        bench.Advance(39);
        Assert.That(reply.Status, Is.Null);
        bench.Advance(1);
        Assert.That(reply.Success.SlotMap[0].Slot, Is.EqualTo(1));
        bench.Advance(1000);
        Assert.That(bench.Transcript, Is.EqualTo(new[]
        {
            "DEVICE_SLOT_MAPPINGS done Success",
            "SLOT_INFO_STATUS 0 NotReady",
            "SLOT_INFO_STATUS 1 NotReady",
            "SLOT_INFO_STATUS 0 Active",
            "SLOT_INFO_STATUS 1 Active",
            "SUBSCRIBER_READY_STATUS Initialized",
            "REGISTER_STATE Searching",
            "REGISTER_STATE Home 00101",
            "PACKET_SERVICE Attached",
        }));
        var ready = bench.Query(BasicConnect.SubscriberReadyStatus).Success;
        Assert.That((ready.SubscriberId, ready.SimIccId, ready.TelephoneNumbers[0]), Is.EqualTo((Second.SubscriberId, Second.IccId, Second.TelephoneNumbers[0])));
        Assert.That(bench.ReadStates("slots"), Is.EqualTo("1 active"));
    }

    [Test]
    public void Answers_carry_the_present_mapping_whatever_their_status()
    {
        var bench = ModemBench.Ready(TwoSims);
        Assert.That(bench.Set(MsBasicConnectExtensions.DeviceSlotMappings, To(2)).AssertRefusedWhole(MbimStatus.InvalidParameters), Is.EqualTo(To(0)));
        Assert.That(bench.Set(MsBasicConnectExtensions.DeviceSlotMappings, new DeviceSlotMappings()).AssertRefusedWhole(MbimStatus.InvalidParameters), Is.EqualTo(To(0)));
        var two = new DeviceSlotMappings { SlotMap = [new() { Slot = 1 }, new() { Slot = 0 }] };
        Assert.That(bench.Set(MsBasicConnectExtensions.DeviceSlotMappings, two).AssertRefusedWhole(MbimStatus.InvalidParameters), Is.EqualTo(To(0)));
        byte[] broken = [1, 0, 0, 0, 99, 0, 0, 0, 4, 0, 0, 0];
        Assert.That(bench.Raw(MsBasicConnectExtensions.Id, 7, MbimCommandType.Set, broken, out var answer), Is.EqualTo(MbimStatus.InvalidParameters));
        Assert.That(Convert.ToHexStringLower(answer), Is.EqualTo("010000000c0000000400000000000000"));
        Assert.That(bench.Transcript.Where(line => !line.StartsWith("DEVICE_SLOT_MAPPINGS", StringComparison.Ordinal)), Is.Empty, "nothing has happened");

        var first = bench.Set(MsBasicConnectExtensions.DeviceSlotMappings, To(1));
        Assert.That(bench.Set(MsBasicConnectExtensions.DeviceSlotMappings, To(1)).AssertRefusedWhole(MbimStatus.Busy), Is.EqualTo(To(0)));
        bench.Advance(1000);
        Assert.That(first.Success, Is.EqualTo(To(1)));
    }

    [Test]
    public void The_present_mapping_is_answered_at_once_and_changes_nothing()
    {
        var bench = ModemBench.Ready(TwoSims);
        Assert.That(bench.Set(MsBasicConnectExtensions.DeviceSlotMappings, To(0)).Success, Is.EqualTo(To(0)));
        bench.Advance(1000);
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "DEVICE_SLOT_MAPPINGS done Success" }));
    }

    [Test]
    public void Between_two_slots_there_is_no_card()
    {
        var bench = ModemBench.Ready(TwoSims);
        bench.Set(MsBasicConnectExtensions.DeviceSlotMappings, To(1));
        bench.Query(BasicConnect.Pin).AssertRefused(MbimStatus.NotInitialized);
        bench.Query(MsUiccLowLevelAccess.Atr).AssertRefused(MbimStatus.NotInitialized);
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(SubscriberReadyState.NotInitialized));
        bench.Change("insert-sim");
        bench.Advance(39);
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(SubscriberReadyState.NotInitialized), "the card of the slot that is left is not read");
        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.SubscriberId, Is.EqualTo(Second.SubscriberId));
    }

    [Test]
    public void A_modem_that_starts_again_between_two_slots_stays_at_the_first()
    {
        var bench = ModemBench.Ready(TwoSims);
        var reply = bench.Set(MsBasicConnectExtensions.DeviceSlotMappings, To(1));
        bench.Do(modem => modem.Recover());
        Assert.That(reply.AssertRefusedWhole(MbimStatus.Failure), Is.EqualTo(To(0)));
        bench.Advance(2000);
        Assert.That((Mapped(bench), bench.Query(BasicConnect.SubscriberReadyStatus).Success.SubscriberId), Is.EqualTo((0u, TwoSims.Sim.SubscriberId)));
    }

    // What the slot says of a card that the modem uses, and of one that it does not.
    [TestCase(SimCondition.Absent, false, UiccSlotState.Empty, SubscriberReadyState.SimNotInserted)]
    [TestCase(SimCondition.Bad, false, UiccSlotState.Error, SubscriberReadyState.BadSim)]
    [TestCase(SimCondition.NoProfile, false, UiccSlotState.ActiveEsimNoProfiles, SubscriberReadyState.NoEsimProfile)]
    [TestCase(SimCondition.Present, false, UiccSlotState.Active, SubscriberReadyState.Initialized)]
    [TestCase(SimCondition.Present, true, UiccSlotState.ActiveEsim, SubscriberReadyState.Initialized)]
    public void A_slot_has_the_state_of_its_card_whether_the_modem_uses_it_or_not(SimCondition condition, bool isEsim, UiccSlotState slot, SubscriberReadyState ready)
    {
        var bench = new ModemBench(TwoSims with { Slots = [Second with { Condition = condition, Esim = isEsim }] }, MbimExVersion.V3);
        Assert.That(State(bench, 1), Is.EqualTo(condition == SimCondition.Present ? UiccSlotState.NotReady : slot), "the card starts");
        bench.Advance(1000);
        Assert.That(State(bench, 1), Is.EqualTo(slot));
        bench.SetAndWait(MsBasicConnectExtensions.DeviceSlotMappings, To(1)).AssertDone();
        bench.Advance(1000);
        Assert.That((State(bench, 0), State(bench, 1)), Is.EqualTo((UiccSlotState.Active, slot)));
        var info = bench.Query(BasicConnect.SubscriberReadyStatus).Success;
        Assert.That(info.ReadyState, Is.EqualTo(ready));
        Assert.That(info.Flags.HasFlag(SubscriberReadyStatusFlags.Esim), Is.EqualTo(isEsim || condition == SimCondition.NoProfile));
    }

    // "MB Multi-SIM operations": the transitions behind which Windows shows that a SIM was inserted into the slot that is not selected, or removed from the selected one.
    [TestCase(1, false, UiccSlotState.Active)]
    [TestCase(1, true, UiccSlotState.ActiveEsim)]
    [TestCase(0, false, UiccSlotState.Active)]
    [TestCase(0, true, UiccSlotState.ActiveEsim)]
    public void Insertion_goes_from_empty_to_the_cards_state_and_removal_back(int mapped, bool isEsim, UiccSlotState full)
    {
        var bench = Subscribed(TwoSims with { Sim = TwoSims.Sim with { Esim = isEsim } });
        if (mapped == 1)
        {
            bench.SetAndWait(MsBasicConnectExtensions.DeviceSlotMappings, To(1)).AssertDone();
            bench.Advance(1000);
        }

        bench.Transcript.Clear();
        bench.Change("eject-sim", "0");
        bench.Change("insert-sim", "0");
        bench.Advance(1000);
        var states = bench.Transcript.Where(line => line.StartsWith("SLOT_INFO_STATUS", StringComparison.Ordinal));
        Assert.That(states, Is.EqualTo(new[] { "SLOT_INFO_STATUS 0 Empty", "SLOT_INFO_STATUS 0 NotReady", $"SLOT_INFO_STATUS 0 {full}" }));
        var others = bench.Transcript.Count - 3;
        Assert.That(others, mapped == 1 ? Is.Zero : Is.Positive, "the SIM that the modem uses has not changed");
    }

    [Test]
    public void The_slot_is_told_before_the_sim()
    {
        var bench = Subscribed(new ModemProfile());
        bench.Change("eject-sim");
        Assert.That(bench.Transcript[^2..], Is.EqualTo(new[] { "SLOT_INFO_STATUS 0 Empty", "SUBSCRIBER_READY_STATUS SimNotInserted" }));
        bench.Change("empty-esim");
        Assert.That(bench.Transcript[^2..], Is.EqualTo(new[] { "SLOT_INFO_STATUS 0 ActiveEsimNoProfiles", "SUBSCRIBER_READY_STATUS NoEsimProfile" }));
    }

    [Test]
    public void A_card_that_wants_its_pin_is_active_for_the_slot_speaks_of_the_card()
    {
        var bench = new ModemBench(new ModemProfile { Sim = new() { Pin1 = new() { Enabled = true } } });
        bench.Advance(1000);
        Assert.That(State(bench, 0), Is.EqualTo(UiccSlotState.Active));
        Assert.That(bench.Modem.SubscriberReady.ReadyState, Is.EqualTo(SubscriberReadyState.DeviceLocked));
    }

    [Test]
    public void A_card_in_pass_through_is_as_an_esim_without_a_profile()
    {
        var bench = ModemBench.Ready();
        bench.Set(MsUiccLowLevelAccess.Reset, new SetUiccReset { PassThroughAction = UiccPassThroughAction.Enable }).AssertDone();
        bench.Advance(1000);
        Assert.That((State(bench, 0), bench.Modem.SubscriberReady.ReadyState), Is.EqualTo((UiccSlotState.ActiveEsimNoProfiles, SubscriberReadyState.NotInitialized)));
        bench.SetAndWait(MsBasicConnectExtensions.DeviceSlotMappings, To(1)).AssertDone();
        bench.SetAndWait(MsBasicConnectExtensions.DeviceSlotMappings, To(0)).AssertDone();
        bench.Advance(1000);
        Assert.That(bench.Modem.SubscriberReady.ReadyState, Is.EqualTo(SubscriberReadyState.Initialized), "the modem reads the card that it comes to");
    }

    [Test]
    public void Each_card_keeps_its_attempts_while_the_other_one_is_used()
    {
        var locked = Second with { Pin1 = new() { Enabled = true } };
        var bench = ModemBench.Ready(TwoSims with { Slots = [locked] });
        bench.SetAndWait(MsBasicConnectExtensions.DeviceSlotMappings, To(1)).AssertDone();
        bench.Advance(1000);
        bench.SetAndWait(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, Pin = "9999" }).AssertRefused(MbimStatus.Failure);
        bench.SetAndWait(MsBasicConnectExtensions.DeviceSlotMappings, To(0)).AssertDone();
        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.Pin).Success.RemainingAttempts, Is.EqualTo(3));
        bench.SetAndWait(MsBasicConnectExtensions.DeviceSlotMappings, To(1)).AssertDone();
        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.Pin).Success.RemainingAttempts, Is.EqualTo(2));

        var kept = ModemSnapshots.Parse("s", ModemSnapshots.ToJson(new Dictionary<string, ModemSnapshot> { ["m"] = bench.Modem.TakeSnapshot() }), new Dictionary<string, string>())["m"];
        Assert.That(kept, Is.EqualTo(bench.Modem.TakeSnapshot()));
        var again = new ModemBench(TwoSims with { Slots = [locked] }, snapshot: kept);
        again.Advance(1000);
        Assert.That((Mapped(again), again.Query(BasicConnect.Pin).Success.RemainingAttempts), Is.EqualTo((1u, 2u)));
        Assert.That(
            () => new ModemBench(TwoSims with { Slots = [] }, snapshot: kept),
            Throws.TypeOf<ModemSnapshotException>().With.Message.Contains("has 2 slots, while the profile has 1. Use another state file"));
    }

    [Test]
    public void The_mapping_outlives_power()
    {
        var bench = ModemBench.Ready(TwoSims);
        bench.SetAndWait(MsBasicConnectExtensions.DeviceSlotMappings, To(1)).AssertDone();
        bench.Do(modem => modem.PowerCycle());
        bench.Reconnect();
        bench.Advance(1000);
        Assert.That((Mapped(bench), bench.Modem.SubscriberReady.SubscriberId), Is.EqualTo((1u, Second.SubscriberId)));
    }

    [Test]
    public void The_profile_says_which_slot_is_used_first()
    {
        var bench = ModemBench.Ready(TwoSims with { MappedSlot = 1 });
        Assert.That((Mapped(bench), bench.Modem.SubscriberReady.SubscriberId), Is.EqualTo((1u, Second.SubscriberId)));
        bench.Change("switch-slot", "0");
        bench.Advance(1000);
        Assert.That((Mapped(bench), bench.Modem.SubscriberReady.SubscriberId), Is.EqualTo((0u, TwoSims.Sim.SubscriberId)));
    }

    [Test]
    public void A_slot_that_there_is_not_cannot_be_changed()
    {
        var bench = ModemBench.Ready(TwoSims);
        Assert.That(() => bench.Change("eject-sim", "2"), Throws.ArgumentException.With.Message.Contains("'2' is not a slot of this modem; expected 0 to 1"));
        Assert.That(() => bench.Change("switch-slot", "8"), Throws.ArgumentException.With.Message.Contains("0 to 7"));
        bench.Change("switch-slot", "1");
        Assert.That(() => bench.Change("switch-slot", "0"), Throws.InvalidOperationException.With.Message.Contains("between two slots"));
    }

    [TestCase(-1)]
    [TestCase(2)]
    public void A_profile_made_in_code_has_the_slot_that_is_used(int slot) => Assert.That(
        () => new ModemBench(new ModemProfile { MappedSlot = slot, Slots = [new SimProfile()] }),
        Throws.TypeOf<ModemProfileException>().With.Message.EndsWith($"mappedSlot: found {slot}; expected 0 to 1, one of its slots."));

    [TestCase("slots: [{}, {}, {}, {}, {}, {}, {}, {}]", "8 slots behind the first one; expected at most 7")]
    [TestCase("slots: [{ reader: 127.0.0.1:9 }]", "slot 1 with a reader; expected a card of the emulator's own")]
    [TestCase("slots: []\nmappedSlot: 1", "slot 1 of 1; expected 0, or slots")]
    [TestCase("mappedSlot: 2", "slot 2 of 2; expected 0 to 1")]
    public void Mistakes_in_a_profile_are_told(string text, string expected) =>
        Assert.That(() => ModemProfile.Parse("mine", $"extends: default\n{text}"), Throws.TypeOf<ModemProfileException>().With.Message.Contains(expected));

    [Test]
    public void The_sims_of_all_slots_of_several_modems_are_different()
    {
        var two = new ModemProfile { Slots = ModemProfile.Parse("mine", "extends: default\nslots: [{}, {}]").Slots };
        var numbers = Enumerable.Range(0, 10).Select(index => ModemIdentities.Number(two, index)).SelectMany(profile => profile.Slots.Append(profile.Sim)).ToArray();
        Assert.That(numbers.Select(sim => sim.IccId).Distinct().Count(), Is.EqualTo(30));
        Assert.That(numbers.Select(sim => sim.SubscriberId).Distinct().Count(), Is.EqualTo(30));
        Assert.That(numbers.Select(sim => sim.TelephoneNumbers[0]).Distinct().Count(), Is.EqualTo(30));
    }

    [Test]
    public void Capabilities_of_an_executor_are_those_of_the_device_with_bands_since_3(
        [Values(MbimExVersion.V1, MbimExVersion.V2, MbimExVersion.V3)] MbimExVersion version)
    {
        var profile = new ModemProfile
        {
            Capabilities = new CapabilitiesProfile { SimClass = SimClass.Logical, DataClass = DataClass.Lte | DataClass.FiveGNsa | DataClass.FiveGSa, WcdmaBands = [1, 8, 32], NrBands = [78] },
        };
        var isThree = version == MbimExVersion.V3;
        Assert.That(ModemBench.Ready(profile, version).Query(MsBasicConnectExtensions.DeviceCaps).Success, Is.EqualTo(new DeviceCapsInfoV3
        {
            DeviceType = DeviceType.Removable,
            CellularClass = CellularClass.Gsm,
            VoiceClass = VoiceClass.NoVoice,
            SimClass = SimClass.Removable,
            DataClass = DataClassV3.Lte | DataClassV3.FiveG,
            DataSubclass = (ulong)(DataSubclass.FiveGEndc | DataSubclass.FiveGNr),
            ControlCaps = profile.Capabilities.ControlCaps,
            MaxSessions = 8,
            WcdmaBandClass = isThree ? 0x80000081 : 0,
            LteBandClass = isThree ? [1, 3, 7, 20, 28] : [],
            NrBandClass = isThree ? [78] : [],
            DeviceId = "490154203237518",
            FirmwareInfo = "1.0",
            HardwareInfo = "MBIM Emulator LTE",
        }));
    }

    private static ModemBench Subscribed(ModemProfile profile)
    {
        var bench = ModemBench.Ready(profile);
        bench.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList
        {
            Events = [new EventEntry { DeviceServiceId = BasicConnect.Id }, new EventEntry { DeviceServiceId = MsBasicConnectExtensions.Id, Cids = [8] }],
        }).AssertDone();
        bench.Transcript.Clear();
        return bench;
    }

    private static DeviceSlotMappings To(uint slot) => new() { SlotMap = [new() { Slot = slot }] };

    private static uint Mapped(ModemBench bench) => bench.Query(MsBasicConnectExtensions.DeviceSlotMappings).Success.SlotMap[0].Slot;

    private static UiccSlotState State(ModemBench bench, uint slot)
    {
        var info = bench.Query(MsBasicConnectExtensions.SlotInfoStatus, new SlotInfoRequest { SlotIndex = slot }).Success;
        Assert.That(info.SlotIndex, Is.EqualTo(slot));
        return info.State;
    }
}
