using System.Text;
using MbimEmulator.Recording;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services.AuthService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;
using static MbimEmulator.Tests.Recording.Conversation;

namespace MbimEmulator.Tests.Recording;

public class PersonalMaskTests
{
    private const string Imsi = "262011234567895";
    private const string Iccid = "8949022000012345678";
    private const string Number = "+491701234567";
    private const string Imei = "490154203237518";
    private const string Pin = "7413";
    private const string User = "erika.mustermann@example.net";
    private const string Password = "Geh3imnis!";
    private static readonly string[] Personal = [Imsi, Iccid, Number, Imei, Pin, User, Password, "100.72.13.5", "2a01:59f:abcd:1::5"];
    private static readonly byte[] IPv4 = [100, 72, 13, 5];

    [Test]
    public void No_personal_value_is_in_the_file_in_any_form()
    {
        var yaml = Masked(1).Yaml;
        foreach (var value in Personal)
        {
            Assert.Multiple(() =>
            {
                Assert.That(yaml, Does.Not.Contain(value));
                Assert.That(yaml, Does.Not.Contain(Convert.ToHexStringLower(Encoding.Unicode.GetBytes(value))), "UTF-16");
                Assert.That(yaml, Does.Not.Contain(Convert.ToHexStringLower(Encoding.ASCII.GetBytes(value))), "ASCII");
            });
        }

        Assert.That(yaml, Does.Not.Contain("26102143658759").And.Not.Contain(Convert.ToHexStringLower(IPv4)).And.Not.Contain(Swapped(Iccid)));
    }

    [Test]
    public void Unmasked_all_of_them_are()
    {
        var yaml = Session().Scenario().Yaml;
        Assert.That(Personal.Where(value => !yaml.Contains(value, StringComparison.Ordinal)), Is.Empty);
        Assert.That(yaml, Does.Contain(Swapped(Iccid)));
    }

    [Test]
    public void Masks_have_the_form_of_their_values_and_are_the_same_everywhere()
    {
        var ready = FieldsOf(Masked(1), "SUBSCRIBER_READY_STATUS query");
        var (imsi, iccid) = (Text(ready, "SubscriberId"), Text(ready, "SimIccId"));
        var bytes = ((AnswerAction)Rule(Masked(1), $"CID 7 of {VendorService} query").Actions[^1]).Bytes!.Value.ToString();
        Assert.Multiple(() =>
        {
            Assert.That(imsi, Does.Match("^[0-9]{15}$"));
            Assert.That(iccid, Does.Match("^[0-9]{19}$"));
            Assert.That(bytes, Does.Contain(Convert.ToHexStringLower(Encoding.Unicode.GetBytes(imsi))).And.Contain(Convert.ToHexStringLower(Encoding.ASCII.GetBytes(imsi))));
            Assert.That(bytes, Does.Contain(Swapped(iccid)));
            Assert.That(bytes, Has.Length.EqualTo(Convert.ToHexStringLower(Raw()).Length));
            Assert.That(((FieldValue.List)Value(ready, "TelephoneNumbers")).Items[0].ToString(), Does.Match(@"\+[0-9]{12}"));
        });
    }

    [Test]
    public void A_key_masks_alike_and_another_one_otherwise()
    {
        var first = Masked(1).Yaml;
        Assert.That(Masked(1).Yaml, Is.EqualTo(first));
        Assert.That(Masked(2).Yaml, Is.Not.EqualTo(first));
    }

    [Test]
    public void Addresses_of_one_network_stay_in_one()
    {
        var ip = FieldsOf(Masked(1), "IP_CONFIGURATION query");
        var address = Text((FieldValue.Map)((FieldValue.List)Value(ip, "IPv4Address")).Items[0], "Address").Split('.');
        var gateway = Text(ip, "IPv4Gateway").Split('.');
        Assert.Multiple(() =>
        {
            Assert.That(address[..3], Is.EqualTo(gateway[..3]));
            Assert.That(address[0], Is.EqualTo("10"));
            Assert.That(address[3], Is.Not.EqualTo(gateway[3]));
        });
    }

    [Test]
    public void A_host_with_the_true_values_is_answered_as_recorded()
    {
        var session = Session();
        var got = Replay.Run(Masked(1).Yaml, session.Transfers).Select(transfer => Status(transfer.Bytes));
        var recorded = session.Transfers.Where(transfer => transfer.Direction == MbimEmulator.Pipeline.TransferDirection.ToHost).Select(transfer => Status(transfer.Bytes.Span));
        Assert.That(got, Is.EqualTo(recorded), "a wrong PIN, then the right one");
    }

    [Test]
    public void Short_values_are_masked_in_their_fields_and_left_alone_elsewhere()
    {
        var recorded = Opened()
            .Ask(BasicConnect.Connect, MbimCommandType.Set, Bytes(new SetConnect { AccessString = "a.b.c", UserName = "a", Password = "" })).Answer(MbimStatus.Failure)
            .Ask(VendorService, Vendor, MbimCommandType.Query).Answer(MbimStatus.Success, Encoding.Unicode.GetBytes("a cat"));
        var yaml = recorded.Scenario(new RecordingOptions { MaskKey = [1] }).Yaml;
        Assert.That(yaml, Does.Contain("AccessString: a.b.c").And.Contain(Convert.ToHexStringLower(Encoding.Unicode.GetBytes("a cat"))).And.Not.Contain("UserName"));
    }

    [Test]
    public void Keys_and_files_of_the_sim_are_masked_as_bytes_and_no_rule_matches_on_them()
    {
        var session = Opened()
            .Ask(MsUiccLowLevelAccess.ReadBinary, MbimCommandType.Query, Bytes(new UiccAccessBinary { FilePath = [0x3f, 0, 0x2f, 0xe2], NumberOfBytes = 10 }))
            .Answer(MbimStatus.Success, Bytes(new UiccResponse { StatusWord1 = 0x90, ResponseData = [0x98, 0x94, 0x20, 0x22, 0, 0, 0x21, 0x43, 0x65, 0x87] }))
            .Ask(MsUiccLowLevelAccess.Apdu, MbimCommandType.Set, Bytes(new SetUiccApdu { Channel = 1, Command = [0, 0x20, 0, 1, 8, 0x37, 0x34, 0x31, 0x33, 0xff, 0xff, 0xff, 0xff] }))
            .Answer(MbimStatus.Success, Bytes(new UiccApduInfo { Status = 144 }))
            .Ask(Auth.Sim, MbimCommandType.Query, Bytes(new AuthSimQuery { N = 2 })).Answer(MbimStatus.Success, Bytes(new AuthSimInfo { Sres1 = 123456789, Kc1 = 1234567890123456789, N = 2 }));
        var yaml = session.Scenario(new RecordingOptions { MaskKey = [1] }).Yaml;
        var plain = session.Scenario().Yaml;
        foreach (var value in new[] { "98942022000021436587", "0020000108373431", "123456789", "1234567890123456789" })
        {
            Assert.That(plain, Does.Contain(value));
            Assert.That(yaml, Does.Not.Contain(value));
        }

        Assert.That(session.Scenario(new RecordingOptions { MaskKey = [1] }).Yaml, Is.EqualTo(yaml));
        Assert.That(session.Scenario(new RecordingOptions { MaskKey = [2] }).Yaml, Is.Not.EqualTo(yaml));
        Assert.That(yaml, Does.Contain("3f002fe2").And.Contain("StatusWord1: 144").And.Contain("N: 2"), "what is not personal stays");
        var got = Replay.Run(yaml, session.Transfers).Select(transfer => Status(transfer.Bytes));
        var recorded = session.Transfers.Where(transfer => transfer.Direction == MbimEmulator.Pipeline.TransferDirection.ToHost).Select(transfer => Status(transfer.Bytes.Span));
        Assert.That(got, Is.EqualTo(recorded));
    }

    private static RecordedScenario Masked(byte key) => Session().Scenario(new RecordingOptions { MaskKey = [key] });

    private static Conversation Session() => Opened()
        .Ask(BasicConnect.DeviceCaps, MbimCommandType.Query).Answer(MbimStatus.Success, Bytes(new DeviceCapsInfo { DeviceId = Imei, FirmwareInfo = "1.0", HardwareInfo = $"X ({Imei})", CustomDataClass = "" }))
        .Ask(BasicConnect.Pin, MbimCommandType.Set, Bytes(new SetPin { PinType = PinType.Pin1, PinOperation = PinOperation.Enter, Pin = "0000" })).Answer(MbimStatus.PinRequired, Bytes(new PinInfo { PinType = PinType.Pin1, RemainingAttempts = 2 }))
        .Ask(BasicConnect.Pin, MbimCommandType.Set, Bytes(new SetPin { PinType = PinType.Pin1, PinOperation = PinOperation.Enter, Pin = Pin })).Answer(MbimStatus.Success, Bytes(new PinInfo()))
        .Ask(BasicConnect.SubscriberReadyStatus, MbimCommandType.Query).Answer(MbimStatus.Success, Bytes(new SubscriberReadyInfo { ReadyState = SubscriberReadyState.Initialized, SubscriberId = Imsi, SimIccId = Iccid, TelephoneNumbers = [Number] }))
        .Indicate(BasicConnect.SubscriberReadyStatus, Bytes(new SubscriberReadyInfo { SubscriberId = Imsi, SimIccId = Iccid, TelephoneNumbers = [Number] }))
        .Ask(BasicConnect.Connect, MbimCommandType.Set, Bytes(new SetConnect { AccessString = "internet", UserName = User, Password = Password })).Answer(MbimStatus.Success, Bytes(new ConnectInfo()))
        .Ask(BasicConnect.IpConfiguration, MbimCommandType.Query, Bytes(new IPConfigurationInfo())).Answer(MbimStatus.Success, Bytes(Addresses()))
        .Ask(VendorService, Vendor, MbimCommandType.Query).Answer(MbimStatus.Success, Raw());

    private static IPConfigurationInfo Addresses() => new()
    {
        IPv4ConfigurationAvailable = IPConfigurationAvailable.Address,
        IPv4Address = [new IPv4Element { OnLinkPrefixLength = 24, Address = Parse4("100.72.13.5") }],
        IPv4Gateway = Parse4("100.72.13.1"),
        IPv6Address = [new IPv6Element { OnLinkPrefixLength = 64, Address = Parse6("2a01:59f:abcd:1::5") }],
    };

    private static IPv4Address Parse4(string text) => IPv4Address.TryParse(text, out var address) ? address : throw new ArgumentException(text);

    private static IPv6Address Parse6(string text) => IPv6Address.TryParse(text, out var address) ? address : throw new ArgumentException(text);

    // Texts, an ICCID and an IMSI as SIM files have them, a PIN as APDUs have it, an address.
    private static byte[] Raw() =>
    [
        1, 2, 3, .. Encoding.Unicode.GetBytes(Imsi), 0xff, .. Encoding.ASCII.GetBytes(Imsi), .. Convert.FromHexString(Swapped(Iccid)),
        8, .. Convert.FromHexString("2926102143658759"), .. Encoding.ASCII.GetBytes(Pin), 0xff, .. IPv4, .. Encoding.ASCII.GetBytes(User),
    ];

    private static string Swapped(string digits)
    {
        var even = digits.Length % 2 == 0 ? digits : digits + "f";
        return string.Concat(even.Chunk(2).Select(pair => $"{pair[1]}{pair[0]}"));
    }

    private static string Status(ReadOnlySpan<byte> bytes) =>
        MbimMessage.TryParse(bytes, MbimProtocol.MbimReadMode.Tolerant, out var message, out _) ? $"{message.Type} {message.Cid} {message.Status}" : "broken";

    private static ScenarioRule Rule(RecordedScenario scenario, string name) => ScenarioLibrary.Parse("r.yaml", scenario.Yaml).Rules.First(rule => rule.Name == name);

    private static FieldValue.Map FieldsOf(RecordedScenario scenario, string rule) =>
        Rule(scenario, rule).Actions.OfType<AnswerAction>().Single().Fields!;

    private static FieldValue Value(FieldValue.Map map, string name) => map.Members.First(member => member.Key == name).Value;

    private static string Text(FieldValue.Map map, string name) => ((FieldValue.Scalar)Value(map, name)).Text;
}
