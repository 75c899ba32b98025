using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using static MbimEmulator.Tests.Faults.Library.ModemFaultBench;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class ModemFaultTestsOfSims
{
    [TestCase("simNotInserted", SubscriberReadyState.SimNotInserted)]
    [TestCase("notInitialized", SubscriberReadyState.NotInitialized)]
    public void M01_the_sim_is_there_after_some_queries(string state, SubscriberReadyState said)
    {
        var bench = Ready("M01", ("polls", "3"), ("state", state));
        for (var poll = 0; poll < 3; poll++)
        {
            Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(said));
            Assert.That(bench.Set(BasicConnect.RegisterState, new SetRegisterState()).Status, poll < 2 ? Is.EqualTo(MbimStatus.SimNotInserted) : Is.Not.EqualTo(MbimStatus.Success));
        }

        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(SubscriberReadyState.Initialized));
        Assert.That(bench.Transcript, Has.Member("SUBSCRIBER_READY_STATUS Initialized").And.Member("PACKET_SERVICE Attached"));
    }

    [Test]
    public void M02_the_query_fails_while_the_sim_is_read()
    {
        var bench = Ready("M02", ("time", "3s"));
        bench.Query(BasicConnect.SubscriberReadyStatus).AssertRefused(MbimStatus.NotInitialized);
        bench.Advance(1999);
        bench.Query(BasicConnect.SubscriberReadyStatus).AssertRefused(MbimStatus.NotInitialized);
        bench.Advance(1);
        Assert.That(bench.Transcript, Has.Member("SUBSCRIBER_READY_STATUS Initialized"));
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(SubscriberReadyState.Initialized));
    }

    [Test]
    public void M03_the_sim_is_swapped_under_a_query()
    {
        var bench = Ready("M03");
        var reply = bench.Query(BasicConnect.SubscriberReadyStatus);
        bench.Advance(199);
        Assert.That(reply.Status, Is.Null);
        Assert.That(
            bench.Transcript.Where(line => line.StartsWith("SUBSCRIBER", StringComparison.Ordinal)),
            Is.EqualTo(["SUBSCRIBER_READY_STATUS SimNotInserted", "SUBSCRIBER_READY_STATUS NotInitialized", "SUBSCRIBER_READY_STATUS Initialized"]));
        bench.Advance(1);
        Assert.That(reply.Success.ReadyState, Is.EqualTo(SubscriberReadyState.Initialized));
    }

    [Test]
    public void M04_the_entry_of_the_pin_looks_like_another_sim()
    {
        var bench = Locked("M04");
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.SimIccId, Is.Empty, "locked");
        bench.Transcript.Clear();
        bench.Set(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, Pin = "1234" });
        bench.Advance(119);
        Assert.That(
            bench.Transcript.Where(line => !line.StartsWith("REGISTER", StringComparison.Ordinal)),
            Is.EqualTo(["PIN done Success", "SUBSCRIBER_READY_STATUS NotInitialized"]));
        bench.Advance(1);
        Assert.That(bench.Transcript[^1], Is.EqualTo("SUBSCRIBER_READY_STATUS Initialized"));
        Assert.That(((SubscriberReadyInfo)bench.Notified["SUBSCRIBER_READY_STATUS"]).SimIccId, Is.Not.Empty);
    }

    [Test]
    public void M06_the_esim_has_no_profile()
    {
        var bench = Ready("M06");
        var info = bench.Query(BasicConnect.SubscriberReadyStatus).Success;
        Assert.That((info.ReadyState, info.SubscriberId, info.SimIccId, info.TelephoneNumbers.Count), Is.EqualTo((SubscriberReadyState.NoEsimProfile, "", "", 0)));
        bench.Query(BasicConnect.Pin).AssertRefused(MbimStatus.SimNotInserted);
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Deregistered));

        bench.Do(modem => modem.InsertSim());
        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(SubscriberReadyState.Initialized));
    }

    [Test]
    public void M12_the_iccid_ends_with_an_f()
    {
        var bench = Ready("M12");
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.SimIccId, Is.EqualTo("8988211000000000001F"));
        Assert.That(((SubscriberReadyInfo)bench.Notified["SUBSCRIBER_READY_STATUS"]).SimIccId, Is.EqualTo("8988211000000000001F"));
        bench.Do(modem => modem.EjectSim());
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.SimIccId, Is.Empty, "no SIM");
    }

    [Test]
    public void M13_an_old_answer_comes_when_the_sim_was_read()
    {
        var bench = Ready("M13");
        bench.Open();
        bench.Advance(500);
        bench.Transcript.Clear();
        var reply = bench.Query(BasicConnect.SubscriberReadyStatus);
        bench.Advance(2500);
        Assert.That(bench.Transcript, Has.Member("SUBSCRIBER_READY_STATUS Initialized"));
        Assert.That(reply.Status, Is.Null);
        bench.Advance(500);
        Assert.That(reply.Success.ReadyState, Is.EqualTo(SubscriberReadyState.NotInitialized), "as it was when it was asked");
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(SubscriberReadyState.Initialized));
    }

    [Test]
    public void M05_a_switch_causes_a_storm()
    {
        var bench = Ready("M05", ("bursts", "2"));
        bench.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList
        {
            Events = [new EventEntry { DeviceServiceId = BasicConnect.Id }, new EventEntry { DeviceServiceId = MsBasicConnectExtensions.Id }],
        }).AssertDone();
        bench.Transcript.Clear();
        var reply = bench.Set(MsBasicConnectExtensions.DeviceSlotMappings, new DeviceSlotMappings { SlotMap = [new() { Slot = 1 }] });
        string[] burst =
        [
            "SUBSCRIBER_READY_STATUS Initialized", "SLOT_INFO_STATUS 0 Empty", "SLOT_INFO_STATUS 1 Active", "SLOT_INFO_STATUS 0 Active", "SLOT_INFO_STATUS 1 Empty",
        ];
        Assert.That(bench.Transcript[^11..], Is.EqualTo(burst.Concat(burst).Prepend("SUBSCRIBER_READY_STATUS NotInitialized")));
        bench.Advance(1000);
        Assert.That(reply.Success.SlotMap[0].Slot, Is.EqualTo(1));
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(SubscriberReadyState.SimNotInserted));
    }

    [Test]
    public void M15_slot_mappings_are_not_supported()
    {
        var bench = Ready("M15");
        bench.Query(MsBasicConnectExtensions.DeviceSlotMappings).AssertRefused(MbimStatus.NoDeviceSupport);
        bench.Set(MsBasicConnectExtensions.DeviceSlotMappings, new DeviceSlotMappings { SlotMap = [new() { Slot = 1 }] }).AssertRefused(MbimStatus.NoDeviceSupport);
        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(SubscriberReadyState.Initialized), "slot 0 is used");
    }
}
