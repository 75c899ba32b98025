using System.Buffers;
using System.Text.Json;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Rendering;
using MbimProtocol.Services.AuthService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.ProxyControlService;

namespace MbimProtocol.Tests.Rendering;

public sealed class RenderingTests
{
    private const string Configuration =
        "03000000500000000100000001000000" + "00000000838cf7fb8d0d4d7f871ed71dbefbb39b0100000001000000"
        + "200000000c000000120000001e0000002f006400650076002f006e0075006c006c000000";

    [Test]
    public void A_command_is_shown_with_its_names_and_fields()
    {
        var text = MbimMessageRenderer.ToText(Convert.FromHexString(Configuration));
        Assert.That(text, Is.EqualTo("""
            COMMAND tid=1 Proxy Control CONFIGURATION (1) CommandType=Set (1)
              DevicePath: "/dev/null"
              Timeout: 30
            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void A_line_shows_the_same_in_one_line() => Assert.That(
        MbimMessageRenderer.ToLine(Convert.FromHexString(Configuration)),
        Is.EqualTo("COMMAND tid=1 Proxy Control CONFIGURATION (1) CommandType=Set {DevicePath=\"/dev/null\", Timeout=30}"));

    [Test]
    public void Json_shows_numbers_and_names()
    {
        var writer = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommandDone(
            writer, 5, BasicConnect.Id, 3, MbimStatus.Success, new RadioStateInfo { HwRadioState = RadioSwitchState.On }, MbimExVersion.V1);
        using var json = JsonDocument.Parse(MbimMessageRenderer.ToJson(writer.WrittenSpan));
        var root = json.RootElement;
        Assert.That(root.GetProperty("type").GetString(), Is.EqualTo("COMMAND_DONE"));
        Assert.That(root.GetProperty("cid").GetProperty("name").GetString(), Is.EqualTo("RADIO_STATE"));
        Assert.That(root.GetProperty("status").GetProperty("name").GetString(), Is.EqualTo("Success"));
        Assert.That(root.GetProperty("informationBuffer").GetProperty("HwRadioState").GetProperty("name").GetString(), Is.EqualTo("On"));
        Assert.That(root.GetProperty("informationBuffer").GetProperty("SwRadioState").GetProperty("value").GetInt32(), Is.Zero);
    }

    [Test]
    public void Personal_data_is_masked_on_request()
    {
        var writer = new ArrayBufferWriter<byte>();
        var info = new SubscriberReadyInfo { SubscriberId = "001010123456789", SimIccId = "8949", TelephoneNumbers = ["+49155"] };
        MbimMessageWriter.WriteIndicateStatus(writer, BasicConnect.Id, 2, info, MbimExVersion.V1);
        var masked = new MbimRenderOptions { ShowPersonal = false };
        foreach (var shown in new[] { MbimMessageRenderer.ToLine(writer.WrittenSpan, masked), MbimMessageRenderer.ToJson(writer.WrittenSpan, masked), MbimMessageRenderer.ToText(writer.WrittenSpan, masked) })
        {
            Assert.That(shown, Does.Not.Contain("00101").And.Not.Contain("8949").And.Not.Contain("49155").And.Contain("***************"));
        }

        Assert.That(MbimMessageRenderer.ToLine(writer.WrittenSpan), Does.Contain("001010123456789").And.Contain("TelephoneNumbers=[\"+49155\"]"));
    }

    [TestCase("0300", "MessageHeader at byte 0: found 2 bytes; expected 12 bytes (Truncated)")]
    [TestCase("420000000c00000001000000", "MessageType at byte 0: found 0x00000042; expected a message type of MBIM 1.0 (Value)")]
    [TestCase("02000000100000000400000000000000ff", "MessageLength at byte 4: found 16; expected 17, as many bytes as there are (Length)")]
    [TestCase("0100000010000000020000", "MessageHeader at byte 0: found 11 bytes; expected 12 bytes (Truncated)")]
    public void A_broken_message_says_what_is_wrong_and_where(string hex, string expected) =>
        Assert.That(MbimMessageRenderer.ToText(Convert.FromHexString(hex)), Does.Contain("malformed: " + expected));

    [Test]
    public void An_error_in_the_buffer_is_counted_from_the_start_of_the_message()
    {
        var bytes = Convert.FromHexString(Configuration);
        bytes[52] = 0x50;
        var text = MbimMessageRenderer.ToText(bytes);
        Assert.That(text, Does.Contain("malformed: DevicePath at byte 48: found 80; expected at most 20 bytes from offset 12 (Size)"));
        using var json = JsonDocument.Parse(MbimMessageRenderer.ToJson(bytes));
        Assert.That(json.RootElement.GetProperty("error").GetProperty("field").GetString(), Is.EqualTo("DevicePath"));
    }

    [TestCase(84)]
    [TestCase(80)]
    [TestCase(76)]
    [TestCase(12)]
    public void A_wrong_MessageLength_does_not_hide_the_information_buffer(int length)
    {
        var bytes = Convert.FromHexString(Configuration + "deadbeef");
        bytes[4] = (byte)length;
        var text = MbimMessageRenderer.ToText(bytes);
        Assert.That(text, Does.Contain("\n  DevicePath: \"/dev/null\"\n  Timeout: 30\n  bytes after the message: deadbeef"));
        Assert.That(text, length == 84 ? Does.Not.Contain("malformed") : Does.Contain($"MessageLength at byte 4: found {length}; expected 84, as many bytes as there are (Length)"));
        Assert.That(MbimMessageRenderer.ToLine(bytes), Does.EndWith("{DevicePath=\"/dev/null\", Timeout=30} trailing=4"));
        using var json = JsonDocument.Parse(MbimMessageRenderer.ToJson(bytes));
        Assert.That(json.RootElement.GetProperty("informationBuffer").GetProperty("Timeout").GetInt32(), Is.EqualTo(30));
        Assert.That(json.RootElement.GetProperty("trailingBytes").GetString(), Is.EqualTo("deadbeef"));
        Assert.That(json.RootElement.TryGetProperty("error", out _), Is.EqualTo(length != 84));
        Assert.That(MbimMessageRenderer.Check(bytes).Kind, Is.EqualTo(length == 84 ? MbimFormatErrorKind.None : MbimFormatErrorKind.Length));
    }

    [Test]
    public void Personal_numbers_and_bytes_are_masked_on_request()
    {
        var sim = new AuthSimInfo { Sres1 = 1234567, Kc1 = 12345678901234, N = 3 };
        var aka = new AuthAkaInfo { Res = MbimArray.Own(Enumerable.Repeat((byte)0xab, 16).ToArray()), ResLength = 16 };
        var simWriter = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommandDone(simWriter, 5, Auth.Id, Auth.Sim.Number, MbimStatus.Success, sim, MbimExVersion.V1);
        var akaWriter = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommandDone(akaWriter, 5, Auth.Id, Auth.Aka.Number, MbimStatus.AuthSyncFailure, aka, MbimExVersion.V1);
        var masked = new MbimRenderOptions { ShowPersonal = false };

        Assert.That(MbimMessageRenderer.ToLine(simWriter.WrittenSpan), Does.Contain("Sres1=1234567, Kc1=12345678901234").And.Contain("N=3"));
        Assert.That(MbimMessageRenderer.ToLine(simWriter.WrittenSpan, masked), Does.Contain("Sres1=***, Kc1=***").And.Contain("N=3"));
        Assert.That(MbimMessageRenderer.ToText(simWriter.WrittenSpan, masked), Does.Contain("Sres1: ***").And.Not.Contain("1234567"));
        Assert.That(MbimMessageRenderer.ToJson(simWriter.WrittenSpan, masked), Does.Contain("\"Kc1\":\"***\"").And.Contain("\"N\":3").And.Not.Contain("1234567"));
        Assert.That(MbimMessageRenderer.ToLine(akaWriter.WrittenSpan), Does.Contain("AuthSyncFailure {Res=abab"));
        Assert.That(MbimMessageRenderer.ToLine(akaWriter.WrittenSpan, masked), Does.Contain("Res=16 bytes").And.Not.Contain("abab"));
    }

    [Test]
    public void Trailing_bytes_are_counted_only_where_personal_data_is_masked()
    {
        var masked = new MbimRenderOptions { ShowPersonal = false };
        var bytes = Convert.FromHexString("020000000c00000003000000" + "3100");
        Assert.That(MbimMessageRenderer.ToText(bytes, masked), Does.EndWith("bytes after the message: 2"));
        Assert.That(MbimMessageRenderer.ToJson(bytes, masked), Does.Contain("\"trailingBytes\":\"2 bytes\""));
    }

    [Test]
    public void A_fragment_is_shown_as_one()
    {
        var bytes = Convert.FromHexString("0300008018000000070000000300000001000000" + "deadbeef");
        Assert.That(MbimMessageRenderer.ToText(bytes), Is.EqualTo("COMMAND_DONE tid=7 fragment 1 of 3\n  bytes: deadbeef"));
        Assert.That(MbimMessageRenderer.Check(bytes), Is.EqualTo(default(MbimFormatError)));
    }

    [Test]
    public void An_unknown_service_shows_its_bytes()
    {
        var writer = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommand(writer, 9, Guid.Parse("11223344-5566-7788-99aa-bbccddeeff00"), 77, MbimCommandType.Query, [1, 2, 3]);
        Assert.That(MbimMessageRenderer.ToText(writer.WrittenSpan), Is.EqualTo(
            "COMMAND tid=9 11223344-5566-7788-99aa-bbccddeeff00 CID (77) CommandType=Query (0)\n  bytes: 010203"));
    }

    [Test]
    public void Control_characters_reach_the_terminal_as_escapes()
    {
        var writer = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommand(
            writer, 1, ProxyControl.Id, 1, MbimCommandType.Set, new ProxyConfiguration { DevicePath = "a\u001b[31m\nb" }, MbimExVersion.V1);
        Assert.That(MbimMessageRenderer.ToLine(writer.WrittenSpan), Does.Contain("\\u001b[31m\\u000ab"));
    }

    [Test]
    public void Whatever_the_bytes_are_something_is_shown()
    {
        var random = new Random(20260101);
        for (var round = 0; round < 3000; round++)
        {
            var bytes = Convert.FromHexString(Configuration)[..random.Next(81)];
            for (var i = random.Next(4); i > 0 && bytes.Length > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Assert.That(MbimMessageRenderer.ToText(bytes), Is.Not.Empty);
            using var json = JsonDocument.Parse(MbimMessageRenderer.ToJson(bytes));
            Assert.That(json.RootElement.GetProperty("type").GetString(), Is.Not.Empty);
            Assert.That(MbimMessageRenderer.ToLine(bytes), Does.Not.Contain("\n"));
        }
    }
}
