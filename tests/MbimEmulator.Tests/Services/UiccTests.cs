using MbimEmulator.Card;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;
using static MbimEmulator.Tests.Services.UiccHost;

namespace MbimEmulator.Tests.Services;

/// <summary>MS UICC Low Level Access, as Microsoft's "MB low level UICC access" and "MB UICC application and file system access" have it.</summary>
public class UiccTests
{
    private static readonly MbimArray<byte> Unknown = [0xA0, 0x00, 0x00, 0x05, 0x59];

    [Test]
    public void The_answer_to_reset_is_the_profiles()
    {
        var profile = new ModemProfile { Sim = new() { Atr = [0x3B, 0x9F, 0x96] } };
        Assert.That(ModemBench.Ready(profile).Query(MsUiccLowLevelAccess.Atr).Success.Atr, Is.EqualTo((MbimArray<byte>)[0x3B, 0x9F, 0x96]));
    }

    [TestCase(SimCondition.Absent, MbimStatus.SimNotInserted)]
    [TestCase(SimCondition.Bad, MbimStatus.BadSim)]
    public void Without_a_card_everything_is_refused(SimCondition condition, MbimStatus status)
    {
        var bench = new ModemBench(new ModemProfile { Sim = new() { Condition = condition } });
        bench.Advance(1000);
        bench.Query(MsUiccLowLevelAccess.Atr).AssertRefused(status);
        Open(bench).AssertRefused(status);
        Transmit(bench, 1, ReadImsi).AssertRefused(status);
        bench.Set(MsUiccLowLevelAccess.CloseChannel, new SetUiccCloseChannel { Channel = 1 }).AssertRefused(status);
        bench.Query(MsUiccLowLevelAccess.ApplicationList).AssertRefused(status);
        bench.Set(MsUiccLowLevelAccess.Reset, new SetUiccReset()).AssertRefused(status);
    }

    [Test]
    public void A_channel_is_opened_with_its_application_and_read()
    {
        var bench = ModemBench.Ready();
        var opened = Open(bench, p2: 4).Success;
        Assert.Multiple(() =>
        {
            Assert.That(opened.Status, Is.EqualTo(0x90));
            Assert.That(opened.Channel, Is.EqualTo(1));
            Assert.That(opened.Response[0], Is.EqualTo(0x62));
        });
        Assert.That(Transmit(bench, 1, SelectImsi).Success.Status, Is.EqualTo(0x90));
        var read = Transmit(bench, 1, ReadImsi).Success;
        Assert.That((read.Status, read.Response), Is.EqualTo((0x90u, (MbimArray<byte>)[0x08, 0x09, 0x10, 0x10, 0x10, 0x32, 0x54, 0x76, 0x98])));
    }

    [Test]
    public void Nineteen_channels_can_be_open_and_no_more()
    {
        var bench = ModemBench.Ready();
        for (uint channel = 1; channel <= 19; channel++)
        {
            Assert.That(Open(bench, group: channel % 2).Success.Channel, Is.EqualTo(channel));
            Assert.That(Transmit(bench, channel, SelectImsi).Success.Status, Is.EqualTo(0x90), $"{channel}");
        }

        var none = Open(bench).AssertRefusedWhole(MbimStatus.MsUiccNoLogicalChannels);
        Assert.That((UiccStatus.ToStatusWords(none.Status), none.Channel, none.Response.Count), Is.EqualTo(((ushort)0x6A81, 0u, 0)));
        Assert.That(Close(bench, group: 1).Success.Status, Is.EqualTo(0x90));
        for (uint channel = 1; channel <= 19; channel++)
        {
            if (channel % 2 == 1)
            {
                Transmit(bench, channel, ReadImsi).AssertRefused(MbimStatus.MsUiccInvalidLogicalChannel);
            }
            else
            {
                Assert.That(Transmit(bench, channel, ReadImsi).Success.Response.Count, Is.EqualTo(9));
            }
        }

        Assert.That(Open(bench).Success.Channel, Is.EqualTo(1));
    }

    [Test]
    public void An_application_that_is_not_there_takes_no_channel()
    {
        var bench = ModemBench.Ready();
        for (var i = 0; i < 30; i++)
        {
            var failed = Open(bench, Unknown).AssertRefusedWhole(MbimStatus.MsUiccSelectFailed);
            Assert.That((UiccStatus.ToStatusWords(failed.Status), failed.Channel, failed.Response.Count), Is.EqualTo(((ushort)0x6A82, 0u, 0)));
        }

        Assert.That(Open(bench).Success.Channel, Is.EqualTo(1));
    }

    [Test]
    public void Channels_are_closed_by_number_or_group()
    {
        var bench = ModemBench.Ready();
        Assert.That(Close(bench, group: 2).Success.Status, Is.EqualTo(0x90), "nothing is open");
        Close(bench, channel: 1).AssertRefused(MbimStatus.MsUiccInvalidLogicalChannel);
        Close(bench, channel: 20).AssertRefused(MbimStatus.MsUiccInvalidLogicalChannel);
        Open(bench, group: 2);
        Open(bench, group: 3);
        Assert.That(Close(bench, channel: 1).Success.Status, Is.EqualTo(0x90));
        Close(bench, channel: 1).AssertRefused(MbimStatus.MsUiccInvalidLogicalChannel);
        Assert.That(Close(bench, group: 2).Success.Status, Is.EqualTo(0x90));
        Assert.That(Transmit(bench, 2, SelectImsi).Success.Status, Is.EqualTo(0x90));
    }

    [Test]
    public void The_channel_in_the_class_byte_is_the_functions_and_the_rest_of_it_the_hosts([Values] UiccClassByteType type)
    {
        var bench = ModemBench.Ready();
        for (uint channel = 1; channel <= 6; channel++)
        {
            Open(bench);
            var status = bench.Set(MsUiccLowLevelAccess.Apdu, new SetUiccApdu { Channel = channel, ClassByteType = type, Command = [0x83, 0xF2, 0x00, 0x0C] }).Success;
            Assert.That(status.Status, Is.EqualTo(0x90), $"STATUS on channel {channel}");
        }

        // The card knows no secure messaging.
        var secured = bench.Set(MsUiccLowLevelAccess.Apdu, new SetUiccApdu { Channel = 5, SecureMessaging = UiccSecureMessaging.NoHeaderAuthentication, Command = ReadImsi }).Success;
        Assert.That(UiccStatus.ToStatusWords(secured.Status), Is.EqualTo(0x6882));
    }

    [Test]
    public void Commands_of_every_size_reach_the_card_and_longer_ones_are_refused()
    {
        var bench = ModemBench.Ready();
        Open(bench);
        for (var size = 0; size <= 261; size++)
        {
            var status = Transmit(bench, 1, [.. Enumerable.Repeat((byte)0, size)]).Success;
            Assert.That(status.Status, Is.Not.Zero, $"{size}");
        }

        Transmit(bench, 1, [.. new byte[262]]).AssertRefused(MbimStatus.InvalidParameters);
    }

    [Test]
    public void The_basic_channel_and_channels_that_were_not_opened_are_not_the_hosts()
    {
        var bench = ModemBench.Ready();
        foreach (var channel in new uint[] { 0, 1, 20, uint.MaxValue })
        {
            Transmit(bench, channel, ReadImsi).AssertRefused(MbimStatus.MsUiccInvalidLogicalChannel);
        }
    }

    [Test]
    public void Answers_are_collected_unless_the_host_does_that_itself()
    {
        var bench = ModemBench.Ready();
        Open(bench);
        var selected = Transmit(bench, 1, [0x00, 0xA4, 0x08, 0x04, 0x04, 0x7F, 0xFF, 0x6F, 0x07]).Success;
        Assert.That((selected.Status, selected.Response[0]), Is.EqualTo((0x90u, (byte)0x62)));
        Assert.That(UiccStatus.ToStatusWords(Transmit(bench, 1, [0x00, 0xC0, 0x00, 0x00, 0x05]).Success.Status), Is.EqualTo(0x6985), "nothing waits");
        Assert.That(Transmit(bench, 1, [0x00, 0xB0, 0x00, 0x00, 0x00]).Success.Response.Count, Is.EqualTo(9), "6C09 is asked anew");
    }

    [Test]
    public void A_pin_that_the_host_enters_by_itself_unlocks_the_modem()
    {
        var bench = new ModemBench(new ModemProfile { Sim = new() { Pin1 = new() { Enabled = true } } });
        bench.Advance(1000);
        Open(bench);
        Assert.That(UiccStatus.ToStatusWords(Transmit(bench, 1, [0x00, 0x20, 0x00, 0x01, 0x08, .. "0000"u8, 0xFF, 0xFF, 0xFF, 0xFF]).Success.Status), Is.EqualTo(0x63C2));
        Assert.That(bench.Query(BasicConnect.Pin).Success.RemainingAttempts, Is.EqualTo(2));
        Assert.That(Transmit(bench, 1, [0x00, 0x20, 0x00, 0x01, 0x08, .. "1234"u8, 0xFF, 0xFF, 0xFF, 0xFF]).Success.Status, Is.EqualTo(0x90));
        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.SubscriberId, Is.EqualTo("001010123456789"));
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Home));
    }

    [Test]
    public void What_a_host_writes_the_modem_sees_when_the_card_wants_to_be_read_again()
    {
        var bench = ModemBench.Ready(new ModemProfile { Sim = new() { Files = Updatable("usim/6f46") } });
        Open(bench);
        Transmit(bench, 1, [0x00, 0xA4, 0x08, 0x0C, 0x04, 0x7F, 0xFF, 0x6F, 0x46]);
        Assert.That(Transmit(bench, 1, [0x00, 0xD6, 0x00, 0x01, 0x04, .. "Name"u8]).Success.Status, Is.EqualTo(0x90));
        Assert.That(bench.Query(BasicConnect.HomeProvider).Success.Provider.ProviderName, Is.EqualTo("Emulated Home"));
        bench.Do(modem => modem.Change(MbimEmulator.Modem.Sim.SimModule.Description, MbimEmulator.Modem.Sim.SimModule.Description.Changes.Single(change => change.Name == "refresh-sim"), new([])));
        Assert.That(bench.Query(BasicConnect.HomeProvider).Success.Provider.ProviderName, Is.EqualTo("Nameated Home"));
    }

    [Test]
    public void In_pass_through_the_host_alone_speaks_with_the_card()
    {
        var bench = ModemBench.Ready();
        Open(bench);
        Assert.That(bench.Set(MsUiccLowLevelAccess.Reset, new SetUiccReset { PassThroughAction = UiccPassThroughAction.Enable }).Success.PassThroughStatus, Is.EqualTo(UiccPassThroughStatus.Enabled));
        bench.Advance(5000);
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(SubscriberReadyState.NotInitialized));
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Deregistered));
        Transmit(bench, 1, ReadImsi).AssertRefused(MbimStatus.MsUiccInvalidLogicalChannel);
        bench.Query(MsUiccLowLevelAccess.ApplicationList).AssertRefused(MbimStatus.NotInitialized);
        Assert.That(Open(bench).Success.Channel, Is.EqualTo(1), "the reset has closed it");
        Assert.That(bench.Query(MsUiccLowLevelAccess.Reset).Success.PassThroughStatus, Is.EqualTo(UiccPassThroughStatus.Enabled));
        bench.Set(MsUiccLowLevelAccess.Reset, new SetUiccReset { PassThroughAction = UiccPassThroughAction.Disable });
        bench.Advance(5000);
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Home));
    }

    [Test]
    public void A_reset_a_lost_card_and_the_end_of_the_session_close_the_channels()
    {
        var bench = ModemBench.Ready();
        Open(bench);
        bench.Set(MsUiccLowLevelAccess.Reset, new SetUiccReset());
        Transmit(bench, 1, ReadImsi).AssertRefused(MbimStatus.MsUiccInvalidLogicalChannel);
        Open(bench);
        bench.Do(modem => modem.EjectSim());
        bench.Do(modem => modem.InsertSim());
        Transmit(bench, 1, ReadImsi).AssertRefused(MbimStatus.MsUiccInvalidLogicalChannel);
        bench.Advance(1000);
        Open(bench);
        bench.Close();
        bench.Open();
        Assert.That(Open(bench).Success.Channel, Is.EqualTo(1));
    }

    [Test]
    public void The_applications_are_those_of_the_card()
    {
        var list = ModemBench.Ready().Query(MsUiccLowLevelAccess.ApplicationList).Success;
        Assert.Multiple(() =>
        {
            Assert.That((list.Version, list.ActiveAppIndex), Is.EqualTo((1u, 0u)));
            Assert.That(list.Apps.Select(app => (app.AppType, app.AppName)), Is.EqualTo(new[] { (UiccAppType.Usim, "USIM"), (UiccAppType.Isim, "ISIM") }));
            Assert.That(list.Apps[0].AppId.AsSpan().StartsWith(Usim.AsSpan()), Is.True);
            Assert.That(list.Apps[0].PinRef, Is.EqualTo((MbimArray<byte>)[0x01, 0x81]));
        });
    }

    [TestCase("7fff6fad", UiccFileStructure.Transparent, 1u, 4u, PinTypeEx.None, PinTypeEx.Adm)]
    [TestCase("7fff6f07", UiccFileStructure.Transparent, 1u, 9u, PinTypeEx.Pin1, PinTypeEx.Adm)]
    [TestCase("7fff6f3b", UiccFileStructure.Linear, 10u, 28u, PinTypeEx.Pin1, PinTypeEx.Pin2)]
    [TestCase("7fff6f39", UiccFileStructure.Cyclic, 5u, 3u, PinTypeEx.Pin1, PinTypeEx.Pin2)]
    [TestCase("7fff5fc04f01", UiccFileStructure.Transparent, 1u, 20u, PinTypeEx.Pin1, PinTypeEx.Pin1)]
    [TestCase("3f002fe2", UiccFileStructure.Transparent, 1u, 10u, PinTypeEx.None, PinTypeEx.Adm)]
    [TestCase("3f007f106f3a", UiccFileStructure.Linear, 50u, 28u, PinTypeEx.Pin1, PinTypeEx.Pin1)]
    public void A_files_status_is_that_of_its_fcp(string path, UiccFileStructure structure, uint count, uint size, PinTypeEx read, PinTypeEx update)
    {
        var status = ModemBench.Ready().Query(MsUiccLowLevelAccess.FileStatus, new UiccFilePath { AppId = Usim, FilePath = [.. Convert.FromHexString(path)] }).Success;
        Assert.That(status, Is.EqualTo(new UiccFileStatus
        {
            StatusWord1 = 0x90,
            FileAccessibility = UiccFileAccessibility.Shareable,
            FileType = UiccFileType.WorkingEf,
            FileStructure = structure,
            ItemCount = count,
            ItemSize = size,
            ReadLockStatus = read,
            UpdateLockStatus = update,
            ActivateLockStatus = PinTypeEx.Adm,
            DeactivateLockStatus = PinTypeEx.Adm,
        }));
    }

    [Test]
    public void A_files_content_is_read_whole_and_in_part()
    {
        var bench = ModemBench.Ready();
        Assert.That(Binary(bench, "7fff6fad", 0, 4).Success.ResponseData, Is.EqualTo((MbimArray<byte>)[0, 0, 0, 2]));
        Assert.That(Binary(bench, "7fff6fad", 3, 1).Success.ResponseData, Is.EqualTo((MbimArray<byte>)[2]));
        Assert.That(Binary(bench, "7fff6fad", 0, 9).Success.ResponseData, Is.EqualTo((MbimArray<byte>)[0, 0, 0, 2]), "more than there is, in one command");
        Assert.That(Binary(bench, "7fff6f60", 0, 400).Success.ResponseData.Count, Is.EqualTo(400));
        var beyond = Binary(bench, "7fff6fad", 4, 1).Success;
        Assert.That((beyond.StatusWord1, beyond.StatusWord2, beyond.ResponseData.Count), Is.EqualTo((0x6Bu, 0u, 0)));
        var missing = Binary(bench, "7fff6f3e", 0, 1).Success;
        Assert.That((missing.StatusWord1, missing.StatusWord2), Is.EqualTo((0x6Au, 0x82u)));
        Assert.That(Record(bench, "3f002f00", 1).Success.ResponseData[0], Is.EqualTo(0x61));
        var last = Record(bench, "3f002f00", 5).Success;
        Assert.That((last.StatusWord1, last.StatusWord2), Is.EqualTo((0x6Au, 0x83u)));
    }

    [TestCase(0u)]
    [TestCase(4u)]
    public void A_file_that_is_deactivated_is_not_read(uint size)
    {
        var bench = ModemBench.Ready();
        bench.Do(modem => modem.Sim.Card!.SetActive(modem.Sim.Card.Image.Files.Single(file => CardPath.Of(file) == "usim/6fad"), active: false));
        var read = Binary(bench, "7fff6fad", 0, size).Success;
        Assert.That((read.StatusWord1, read.StatusWord2, read.ResponseData.Count), Is.EqualTo((0x69u, 0x84u, 0)));
    }

    [TestCase("")]
    [TestCase("7f")]
    [TestCase("6f07")]
    [TestCase("7fff6f")]
    [TestCase("3f007f105f3a4f3a4f3b")]
    public void A_path_that_is_none_is_refused(string path) => Binary(ModemBench.Ready(), path, 0, 1).AssertRefused(MbimStatus.InvalidParameters);

    [Test]
    public void A_wrong_local_pin_fails_and_costs_an_attempt()
    {
        var bench = ModemBench.Ready();
        bench.Query(MsUiccLowLevelAccess.ReadRecord, new UiccAccessRecord { AppId = Usim, FilePath = [0x7F, 0xFF, 0x6F, 0x3B], RecordNumber = 1, LocalPin = [.. "0000"u8] })
            .AssertRefused(MbimStatus.MsPinFailure);
        var right = new UiccAccessRecord { AppId = Usim, FilePath = [0x7F, 0xFF, 0x6F, 0x3B], RecordNumber = 1, LocalPin = [.. "5678"u8] };
        Assert.That(bench.Query(MsUiccLowLevelAccess.ReadRecord, right).Success.StatusWord1, Is.EqualTo(0x90));
        bench.Query(MsUiccLowLevelAccess.ReadRecord, right with { LocalPin = [1, 2, 3, 4] }).AssertRefused(MbimStatus.InvalidParameters);
    }

    [Test]
    public void The_terminals_capability_is_kept()
    {
        var bench = ModemBench.Ready();
        var capability = new TerminalCapabilityInfo { CapabilityList = [new TerminalCapabilityObject { Data = [0x81, 0x01, 0x0C] }, new TerminalCapabilityObject { Data = [0x83, 0x01, 0x07] }] };
        Assert.That(bench.Set(MsUiccLowLevelAccess.TerminalCapability, capability).Success, Is.EqualTo(capability));
        bench.Set(MsUiccLowLevelAccess.Reset, new SetUiccReset());
        bench.Advance(1000);
        Assert.That(bench.Query(MsUiccLowLevelAccess.TerminalCapability).Success, Is.EqualTo(capability));
        bench.Set(MsUiccLowLevelAccess.TerminalCapability, new TerminalCapabilityInfo { CapabilityList = [new TerminalCapabilityObject { Data = [0x81, 0x05, 0x0C] }] })
            .AssertRefused(MbimStatus.InvalidParameters);
    }

    [Test]
    public void The_modems_own_reading_leaves_no_trace_in_a_channel()
    {
        var bench = ModemBench.Ready();
        Open(bench);
        Transmit(bench, 1, SelectImsi);
        Binary(bench, "7fff6fad", 0, 4);
        bench.Query(MsUiccLowLevelAccess.ApplicationList);
        bench.SetAndWait(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, PinOperation = PinOperation.Enable, Pin = "1234" });
        Assert.That(Transmit(bench, 1, ReadImsi).Success.Response.Count, Is.EqualTo(9));
    }

    private static CardFilesProfile Updatable(string path) => new()
    {
        Files = [new CardFileProfile { Path = path, Kind = CardFileKind.Transparent, Update = CardAccess.Always, Content = [0, .. "Emulated Home"u8, 0xFF, 0xFF, 0xFF] }],
    };

    private static Reply<UiccResponse> Binary(ModemBench bench, string path, uint offset, uint size) =>
        bench.Query(MsUiccLowLevelAccess.ReadBinary, new UiccAccessBinary { AppId = Usim, FilePath = [.. Convert.FromHexString(path)], FileOffset = offset, NumberOfBytes = size });

    private static Reply<UiccResponse> Record(ModemBench bench, string path, uint number) =>
        bench.Query(MsUiccLowLevelAccess.ReadRecord, new UiccAccessRecord { FilePath = [.. Convert.FromHexString(path)], RecordNumber = number });
}
