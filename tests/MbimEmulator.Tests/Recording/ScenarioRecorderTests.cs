using MbimEmulator.Pipeline;
using MbimEmulator.Recording;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.ProxyControlService;
using static MbimEmulator.Tests.Recording.Conversation;

namespace MbimEmulator.Tests.Recording;

public class ScenarioRecorderTests
{
    private const MbimCommandType Query = MbimCommandType.Query;
    private const MbimCommandType Set = MbimCommandType.Set;

    [Test]
    public void Answers_of_one_request_come_in_turn_and_the_last_one_stays()
    {
        var recorded = Opened();
        foreach (var rssi in new uint[] { 10, 10, 11, 12 })
        {
            recorded.Ask(BasicConnect.SignalState, Query).Answer(MbimStatus.Success, Signal(rssi));
        }

        var yaml = recorded.Scenario().Yaml;
        var more = recorded.Ask(BasicConnect.SignalState, Query).Answer(MbimStatus.Success, Signal(12)).Transfers;
        Assert.Multiple(() =>
        {
            Assert.That(Replay.Bytes(yaml, more), Is.EqualTo(Replay.Bytes(more)));
            Assert.That(yaml, Does.Contain("times: 2").And.Contain("Rssi: 11"));
        });
    }

    [Test]
    public void Requests_are_told_apart_by_their_fields()
    {
        var recorded = Opened()
            .Ask(BasicConnect.Connect, Set, Connect("internet", 1)).Answer(MbimStatus.Success, Activated(1))
            .Ask(BasicConnect.Connect, Set, Connect("mms", 2)).Answer(MbimStatus.Failure)
            .Ask(BasicConnect.Connect, Set, Connect("internet", 1)).Answer(MbimStatus.MaxActivatedContexts);
        Assert.That(Replay.Bytes(recorded.Scenario().Yaml, recorded.Transfers), Is.EqualTo(Replay.Bytes(recorded.Transfers)));
    }

    [Test]
    public void A_longer_list_is_not_taken_for_a_shorter_one()
    {
        var recorded = Opened()
            .Ask(BasicConnect.DeviceServiceSubscribeList, Set, Subscribe(1)).Answer(MbimStatus.Success, Subscribe(1))
            .Ask(BasicConnect.DeviceServiceSubscribeList, Set, Subscribe(1, 2)).Answer(MbimStatus.Failure);
        Assert.That(Replay.Bytes(recorded.Scenario().Yaml, recorded.Transfers), Is.EqualTo(Replay.Bytes(recorded.Transfers)));
    }

    [Test]
    public void Requests_of_undeclared_CIDs_are_told_apart_by_their_bytes()
    {
        var recorded = Opened()
            .Ask(VendorService, Vendor, Set, 1, 2).Answer((MbimStatus)0x87430001, 3)
            .Ask(VendorService, Vendor, Set, 1).Answer(MbimStatus.Success, 4, 5)
            .Ask(VendorService, Vendor, Query).Answer(MbimStatus.Success);
        var scenario = recorded.Scenario();
        Assert.Multiple(() =>
        {
            Assert.That(Replay.Bytes(scenario.Yaml, recorded.Transfers), Is.EqualTo(Replay.Bytes(recorded.Transfers)));
            Assert.That(scenario.Undeclared, Is.EqualTo(new[] { $"CID 7 of {VendorService}" }));
        });
    }

    [Test]
    public void What_is_laid_out_otherwise_than_the_specification_has_it_stays_as_it_is()
    {
        byte[] odd = [.. Bytes(new RadioStateInfo { HwRadioState = RadioSwitchState.On, SwRadioState = RadioSwitchState.On }), 1, 2, 3, 4];
        var recorded = Opened().Ask(BasicConnect.RadioState, Query).Answer(MbimStatus.Success, odd);
        Assert.That(Replay.Bytes(recorded.Scenario().Yaml, recorded.Transfers), Is.EqualTo(Replay.Bytes(recorded.Transfers)));
    }

    [Test]
    public void Notifications_come_after_what_they_followed()
    {
        var recorded = Opened()
            .Ask(BasicConnect.Connect, Set, Connect("internet", 1)).After(20).Indicate(BasicConnect.SignalState, Signal(3))
            .After(30).Answer(MbimStatus.Success, Activated(1)).Indicate(BasicConnect.Connect, Activated(1))
            .After(70).Indicate(BasicConnect.SignalState, Signal(9));
        var got = Replay.Run(recorded.Scenario().Yaml, recorded.Transfers);
        Assert.Multiple(() =>
        {
            Assert.That(got.Select(transfer => Convert.ToHexStringLower(transfer.Bytes)), Is.EqualTo(Replay.Bytes(recorded.Transfers)));
            Assert.That(got.Select(transfer => transfer.Time.TotalMilliseconds), Is.EqualTo(new[] { 0, 20, 50, 50, 120 }));
        });
    }

    [Test]
    public void Without_delays_the_order_is_the_same()
    {
        var recorded = Opened()
            .Ask(BasicConnect.SignalState, Query).After(20).Indicate(BasicConnect.SignalState, Signal(3)).After(30).Answer(MbimStatus.Success, Signal(3))
            .After(70).Indicate(BasicConnect.SignalState, Signal(9));
        var got = Replay.Run(recorded.Scenario(new RecordingOptions { KeepDelays = false }).Yaml, recorded.Transfers);
        Assert.Multiple(() =>
        {
            Assert.That(got.Select(transfer => Convert.ToHexStringLower(transfer.Bytes)), Is.EqualTo(Replay.Bytes(recorded.Transfers)));
            Assert.That(got[^1].Time.TotalMilliseconds, Is.EqualTo(1));
        });
    }

    [Test]
    public void Errors_silence_and_refused_openings_come_again()
    {
        var recorded = new Conversation();
        recorded.Add(TransferDirection.ToFunction, w => MbimMessageWriter.WriteOpen(w, 90, 4096))
            .Add(TransferDirection.ToHost, w => MbimMessageWriter.WriteOpenDone(w, 90, MbimStatus.Busy))
            .Add(TransferDirection.ToFunction, w => MbimMessageWriter.WriteOpen(w, 91, 4096))
            .Open()
            .Add(TransferDirection.ToFunction, w => MbimMessageWriter.WriteOpen(w, 92, 4096))
            .Add(TransferDirection.ToHost, w => MbimMessageWriter.WriteFunctionError(w, 92, MbimProtocolError.MaxTransfer))
            .Open()
            .Ask(BasicConnect.DeviceCaps, Query).Error(MbimProtocolError.NotOpened)
            .Ask(BasicConnect.DeviceCaps, Query)
            .Ask(BasicConnect.SignalState, Query).Answer(MbimStatus.Success, Signal(1))
            .Add(TransferDirection.ToFunction, w => MbimMessageWriter.WriteClose(w, 95))
            .Add(TransferDirection.ToHost, w => MbimMessageWriter.WriteCloseDone(w, 95, MbimStatus.Failure));
        Assert.That(Replay.Bytes(recorded.Scenario().Yaml, recorded.Transfers), Is.EqualTo(Replay.Bytes(recorded.Transfers)));
    }

    [Test]
    public void Fragments_are_as_small_as_the_modem_made_them()
    {
        var large = new byte[300];
        new Random(1).NextBytes(large);
        var recorded = Opened().Ask(VendorService, Vendor, Query)
            .Add(TransferDirection.ToHost, w => MbimMessageWriter.WriteCommandDone(w, 2, VendorService, Vendor, MbimStatus.Success, large), maxTransfer: 128);
        Assert.That(Replay.Bytes(recorded.Scenario().Yaml, recorded.Transfers), Is.EqualTo(Replay.Bytes(recorded.Transfers)).And.Length.GreaterThan(3));
    }

    [Test]
    public void A_negotiated_version_is_in_force_for_what_follows()
    {
        var version = Bytes(new MbimVersion { Version = 0x0100, ExtendedVersion = MbimExVersion.V3 });
        var packet = Bytes(new PacketServiceInfo { PacketServiceState = PacketServiceState.Attached, UplinkSpeed = 5 }, MbimExVersion.V3);
        var recorded = Opened()
            .Ask(MsBasicConnectExtensions.Version, Query, version).Answer(MbimStatus.Success, version)
            .Ask(BasicConnect.PacketService, Query).Answer(MbimStatus.Success, packet);
        var yaml = recorded.Scenario().Yaml;
        Assert.Multiple(() =>
        {
            Assert.That(Replay.Bytes(yaml, recorded.Transfers), Is.EqualTo(Replay.Bytes(recorded.Transfers)));
            Assert.That(yaml, Does.Contain("UplinkSpeed: 5"), "fields, by the new layout");
        });
    }

    [Test]
    public void What_was_not_recorded_is_refused_and_the_emulated_modem_keeps_silent()
    {
        var recorded = Opened().Ask(BasicConnect.SignalState, Query).Answer(MbimStatus.Success, Signal(1));
        var yaml = recorded.Scenario().Yaml;
        var more = recorded.Ask(BasicConnect.DeviceCaps, Query).Answer(MbimStatus.NoDeviceSupport).Transfers;
        Assert.That(Replay.Bytes(yaml, more), Is.EqualTo(Replay.Bytes(more)), "and a modem that registers says nothing of it in ten minutes");
    }

    [Test]
    public void What_cannot_be_used_is_told()
    {
        var recorded = Opened();
        recorded.Transfers.Insert(0, new RecordedTransfer(default, TransferDirection.ToHost, new byte[] { 1, 2, 3 }));
        recorded.Add(TransferDirection.ToHost, w => MbimMessageWriter.WriteCommandDone(w, 77, VendorService, Vendor, MbimStatus.Success, []))
            .Ask(ProxyControl.Configuration, Set)
            .Ask(BasicConnect.DeviceCaps, Query).Answer((MbimStatus)999)
            .Ask(BasicConnect.DeviceCaps, Query);
        Assert.That(recorded.Scenario().Notes, Is.EqualTo(new[]
        {
            "a CommandDone answers no recorded request and is omitted",
            "a message to an mbim-proxy is omitted, since it is not for the modem",
            "a transfer is not an MBIM message and is omitted",
            "the recording ends before the last request was answered; the request is omitted",
            "a status 999 without a name becomes FAILURE in the scenario",
        }));
    }

    [Test]
    public void Nothing_makes_no_scenario() =>
        Assert.That(() => new Conversation().Scenario(), Throws.TypeOf<RecordingException>().With.Message.Contains("no request of a host was recorded"));

    [Test]
    public void What_is_written_is_the_same_each_time()
    {
        var recorded = Opened().Ask(BasicConnect.SignalState, Query).After(33).Answer(MbimStatus.Success, Signal(1));
        var first = recorded.Scenario().Yaml;
        Assert.That(recorded.Scenario().Yaml, Is.EqualTo(first));
    }

    private static byte[] Signal(uint rssi) => Bytes(new SignalStateInfo { Rssi = rssi, ErrorRate = 99 });

    private static byte[] Connect(string accessString, uint session) =>
        Bytes(new SetConnect { SessionId = session, ActivationCommand = ActivationCommand.Activate, AccessString = accessString, UserName = "", Password = "" });

    private static byte[] Activated(uint session) => Bytes(new ConnectInfo { SessionId = session, ActivationState = ActivationState.Activated });

    private static byte[] Subscribe(params uint[] cids) =>
        Bytes(new DeviceServiceSubscribeList { Events = [new EventEntry { DeviceServiceId = BasicConnect.Id, Cids = cids.ToMbimArray() }] });
}
