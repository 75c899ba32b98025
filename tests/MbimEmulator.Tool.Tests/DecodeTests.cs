using System.Text.Json;
using MbimEmulator.Capture;
using MbimEmulator.Journal;
using MbimEmulator.Pipeline;

namespace MbimEmulator.Tool.Tests;

public sealed class DecodeTests : IDisposable
{
    private const string Open = "01000000100000000100000000100000";
    private readonly TestFolder _folder = new();

    [TestCase("01000000100000000100000000100000")]
    [TestCase("01 00 00 00 10 00 00 00", "01 00 00 00 00 10 00 00")]
    [TestCase("0x01,0x00,0x00,0x00,0x10,0x00,0x00,0x00,0x01,0x00,0x00,0x00,0x00,0x10,0x00,0x00")]
    public async Task Hexadecimal_may_be_written_in_many_ways(params string[] hex)
    {
        var (exitCode, output, _) = await DecodeAsync(hex);
        Assert.That((exitCode, output), Is.EqualTo((0, "OPEN tid=1 MaxControlTransfer=4096 (4096)\n")));
    }

    [Test]
    public async Task Files_may_be_text_or_raw_and_hold_several_messages()
    {
        await File.WriteAllTextAsync(_folder["text"], Open + "\n02000000 0c000000\n03000000\n");
        await File.WriteAllBytesAsync(_folder["raw"], Convert.FromHexString(Open + "020000000c00000003000000"));
        foreach (var file in new[] { "text", "raw" })
        {
            var (exitCode, output, _) = await DecodeAsync(_folder[file]);
            Assert.That((exitCode, output), Is.EqualTo((0, "OPEN tid=1 MaxControlTransfer=4096 (4096)\nCLOSE tid=3\n")), file);
        }
    }

    [Test]
    public async Task Json_is_json()
    {
        var (_, output, _) = await DecodeAsync(Open, "--json");
        using var json = JsonDocument.Parse(output);
        Assert.That(json.RootElement.GetProperty("type").GetString(), Is.EqualTo("OPEN"));
    }

    [TestCase("0100000010000000010000000010", "14", "16", "hint: 2 bytes are missing")]
    [TestCase("0100000011000000010000000010000000", "OPEN")]
    [TestCase("03000000100000000100000000100000", "48 bytes", "16 bytes")]
    [TestCase("090000000c00000001000000", "MessageType", "0x00000009")]
    [TestCase("0100", "12 bytes", "2 bytes")]
    public async Task What_is_wrong_is_told_exactly(string hex, params string[] expected)
    {
        var (exitCode, output, _) = await DecodeAsync(hex);
        Assert.That(expected, Is.All.Matches<string>(output.Contains), output);
        Assert.That(exitCode, Is.EqualTo(hex.StartsWith("0100000011", StringComparison.Ordinal) ? 0 : 1), output);
    }

    [TestCase("xxd", "00000000: 0100 0000 1000 0000 0100 0000 0010 0000  ................\n00000010: 0200 0000 0c00 0000 0300 0000            ............")]
    [TestCase("hexdump -C", "00000000  01 00 00 00 10 00 00 00  01 00 00 00 00 10 00 00  |................|\n00000010  02 00 00 00 0c 00 00 00  03 00 00 00              |............|\n0000001c")]
    [TestCase("hexdump", "0000000 0001 0000 0010 0000 0001 0000 1000 0000\n0000010 0002 0000 000c 0000 0003 0000\n000001c")]
    [TestCase("od -t x1", "0000000 01 00 00 00 10 00 00 00 01 00 00 00 00 10 00 00\n0000020 02 00 00 00 0c 00 00 00 03 00 00 00\n0000034")]
    [TestCase("Wireshark", "0000   01 00 00 00 10 00 00 00 01 00 00 00 00 10 00 00   ................\n0010   02 00 00 00 0c 00 00 00 03 00 00 00               ............")]
    [TestCase("tcpdump -X", "12:00:00.000000 USB\n\t0x0000:  0100 0000 1000 0000 0100 0000 0010 0000  ................\n\t0x0010:  0200 0000 0c00 0000 0300 0000            ............")]
    [TestCase("dmesg", "[  12.345678] cdc_mbim: 00000000: 01 00 00 00 10 00 00 00 01 00 00 00 00 10 00 00\n[  12.345679] cdc_mbim: 00000010: 02 00 00 00 0c 00 00 00 03 00 00 00")]
    [TestCase("Python", "b'\\x01\\x00\\x00\\x00\\x10\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x10\\x00\\x00'\nb'\\x02\\x00\\x00\\x00\\x0c\\x00\\x00\\x00\\x03\\x00\\x00\\x00'")]
    [TestCase("C", "{ 0x01, 0x00, 0x00, 0x00, 0x10, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x00,\n  0x02, 0x00, 0x00, 0x00, 0x0c, 0x00, 0x00, 0x00, 0x03, 0x00, 0x00, 0x00 };")]
    [TestCase(".NET", "01-00-00-00-10-00-00-00-01-00-00-00-00-10-00-00\r\n02-00-00-00-0C-00-00-00-03-00-00-00\r\n")]
    [TestCase("libmbim", "[26  Jul 2022, 05:24:07] [Debug] [/dev/cdc-wdm4] Sent message...\n<<<<<< RAW:\n<<<<<<   length = 16\n<<<<<<   data   = 01:00:00:00:10:00:00:00:01:00:00:00:00:10:00:00\n\n<<<<<<   data   = 02:00:00:00:0C:00:00:00:03:00:00:00\n")]
    [TestCase("usbmon", "ffff8f00 1000 S Co:1:002:0 s 21 00 0000 0000 0010 16 = 01000000 10000000 01000000 00100000\nffff8f00 1200 C Co:1:002:0 0 16 >\nffff8f00 1300 S Co:1:002:0 s 21 00 0000 0000 000c 12 = 02000000 0c000000 03000000")]
    [TestCase("dump without characters", "0000   01 00 00 00 10 00 00 00 01 00 00 00 00 10 00 00\n0010   02 00 00 00 0c 00 00 00 03 00 00 00\n")]
    [TestCase("text2pcap", "O 12:00:00.000000 0000 01 00 00 00 10 00 00 00 01 00 00 00 00 10 00 00\nO 12:00:01.000000 0000 02 00 00 00 0c 00 00 00 03 00 00 00\n")]
    [TestCase("offsets and 0x", "0x0000: 0x01, 0x00, 0x00, 0x00, 0x10, 0x00, 0x00, 0x00,\n0x0008: 0x01, 0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x00,\n0x0010: 0x02, 0x00, 0x00, 0x00, 0x0c, 0x00, 0x00, 0x00,\n0x0018: 0x03, 0x00, 0x00, 0x00\n")]
    [TestCase("offsets and colons", "00000000: 01:00:00:00:10:00:00:00\n00000008: 01:00:00:00:00:10:00:00\n00000010: 02:00:00:00:0c:00:00:00\n00000018: 03:00:00:00\n")]
    [TestCase("an array of C in its file", "unsigned char sent[] = {\n  0x01, 0x00, 0x00, 0x00, 0x10, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00,\n  0x00, 0x10, 0x00, 0x00,\n  0x02, 0x00, 0x00, 0x00, 0x0c, 0x00, 0x00, 0x00,\n  0x03, 0x00, 0x00, 0x00\n};\nunsigned int sent_len = 28;\n")]
    [TestCase("journalctl", "Jul 26 05:24:07 host ModemManager[12]: [/dev/cdc-wdm4] sent message...\nJul 26 05:24:07 host ModemManager[12]: <<<<<< RAW:\nJul 26 05:24:07 host ModemManager[12]: <<<<<<   length = 16\nJul 26 05:24:07 host ModemManager[12]: <<<<<<   data   = 01:00:00:00:10:00:00:00:01:00:00:00:00:10:00:00\nJul 26 05:24:08 host ModemManager[12]: <<<<<<   data   = 02:00:00:00:0C:00:00:00:03:00:00:00...\n")]
    [TestCase("a line that was wrapped", "<<<<<<   data   = 01:00:00:00:10:00:00:00:\n01:00:00:00:00:10:00:00\n\n<<<<<<   data   = 02:00:00:00:0c:00:00:00:\n03:00:00:00\n")]
    [TestCase("another program's log", "12:00:01.5 [io] to modem: 01 00 00 00 10 00 00 00 01 00 00 00 00 10 00 00\n12:00:02 26 02 00 00 00 0c 00 00 00 03 00 00 00\n")]
    [TestCase("JSON", "[\n  \"01000000100000000100000000100000\",\n  \"020000000c00000003000000\"\n]\n")]
    [TestCase("usbmon with notifications", "ffff8f00 1000 S Co:1:002:0 s 21 00 0000 0000 0010 16 = 01000000 10000000 01000000 00100000\nffff8f01 1100 C Ii:1:002:1 0:32 8 = a1010000 00000000\nffff8f00 1300 S Co:1:002:0 s 21 00 0000 0000 000c 12 = 02000000 0c000000 03000000")]
    [TestCase("a list", "# id|source|hex\na|DWM-156, 2015|01 00 00 00 10 00 00 00 01 00 00 00 00 10 00 00\nb|ZTE, 2015-07|02:00:00:00:0c:00:00:00:03:00:00:00\n")]
    public async Task Messages_are_found_in_what_people_paste(string form, string text)
    {
        await File.WriteAllTextAsync(_folder["pasted"], text);
        var (exitCode, output, error) = await DecodeAsync(_folder["pasted"]);
        var messages = string.Join('\n', output.Split('\n').Where(line => !line.StartsWith('#')));
        Assert.That((exitCode, messages), Is.EqualTo((0, "OPEN tid=1 MaxControlTransfer=4096 (4096)\nCLOSE tid=3\n")), $"{form}: {output}{error}");
    }

    // What mbimcli 1.28 prints with --verbose: the first 12 bytes, and the rest of the header in words.
    [Test]
    public async Task What_a_log_has_cut_is_shown_as_far_as_its_words_tell_it()
    {
        await File.WriteAllTextAsync(_folder["log"], """
            [/dev/cdc-wdm0] sent message...
            <<<<<< RAW:
            <<<<<<   length = 16
            <<<<<<   data   = 01:00:00:00:10:00:00:00:01:00:00:00...

            [/dev/cdc-wdm0] sent message (translated)...
            <<<<<<   type        = open (0x00000001)
            <<<<<< Contents:
            <<<<<<   max control transfer = 4096

            >>>>>> RAW:
            >>>>>>   length = 188
            >>>>>>   data   = 03:00:00:80:BC:00:00:00:02:00:00:00...

            >>>>>>   type        = command-done (0x80000003)
            >>>>>> Fragment header:
            >>>>>>   total   = 1
            >>>>>>   current = 0
            >>>>>> Contents:
            >>>>>>   status error = 'None' (0x00000000)
            >>>>>>   service      = 'basic-connect' (a289cc33-bcbb-8b4f-b6b0-133ec2aae6df)
            >>>>>>   cid          = 'device-caps' (0x00000001)
            >>>>>> Fields:
            >>>>>>   DeviceId = '###'

            >>>>>> RAW:
            >>>>>>   data   = 02:00:00:80:10:00:00:00:03:00:00:00...

            """);
        var (exitCode, output, _) = await DecodeAsync(_folder["log"]);
        Assert.That(string.Join('\n', output.Split('\n').Where(line => !line.StartsWith('#'))), Is.EqualTo("""
            OPEN tid=1 MaxControlTransfer=4096 (4096)
              cut: the log has 12 of 16 bytes
            COMMAND_DONE tid=2 Basic Connect DEVICE_CAPS (1) Status=Success (0)
              cut: the log has 12 of 188 bytes
            CLOSE_DONE tid=3
              cut: the log has 12 of 16 bytes

            """.ReplaceLineEndings("\n")));
        Assert.That(exitCode, Is.Zero);
        var json = (await DecodeAsync(_folder["log"], "--json")).Output;
        Assert.That(json, Does.Contain("\"source\": \"line 13: >>>>>>   data\",").And.Contain("\"loggedBytes\": 12").And.Contain("DEVICE_CAPS").And.Not.Contain("error"));
    }

    [TestCase("S Co:1:002:0 s 21 00 0000 0000 0030 48 = 03000000 30000000 02000000 01000000 00000000 a289cc33 bcbb8b4f b6b0133e", "cut: the log has 32 of 48 bytes")]
    [TestCase("S Bo:1:002:2 -115 1200 = 4e434d48 0c000000 b0041000 49505300 10000000 20008004", "NTB16 sequence=0 length=1200\n  cut: the log has 24 of 1200 bytes")]
    public async Task What_usbmon_has_cut_is_no_error_of_the_message(string line, string expected)
    {
        await File.WriteAllTextAsync(_folder["log"], line + "\n");
        var (exitCode, output, _) = await DecodeAsync(_folder["log"]);
        Assert.That(output, Does.Contain(expected).And.Not.Contain("malformed"));
        Assert.That(exitCode, Is.Zero);
    }

    [Test]
    public async Task Blocks_of_the_data_plane_stand_among_messages()
    {
        const string Packet = "4500001c00000000400100000a0000020a0000010800000000000000";
        var block = "4e434d480c00050038002800" + Packet + "49505301100000000c001c0000000000";
        await File.WriteAllTextAsync(_folder["text"], Open + block + "020000000c00000003000000");
        var (exitCode, output, _) = await DecodeAsync(_folder["text"]);
        Assert.That(output, Is.EqualTo($"OPEN tid=1 MaxControlTransfer=4096 (4096)\nNTB16 sequence=5 length=56 datagrams=1\n  IPS 1: 28 bytes, IPv4 10.0.0.2 > 10.0.0.1 ICMP: {Packet}\nCLOSE tid=3\n"));
        Assert.That(exitCode, Is.Zero);
        Assert.That((await DecodeAsync(_folder["text"], "--json")).Output, Does.Contain("\"type\": \"NTB16\"").And.Contain("\"destination\": \"10.0.0.1\""));
    }

    [TestCase("4e434d480c000500f0002800", "BlockLength at byte 8: found 240; expected 12 to 12", "hint: 228 bytes are missing")]
    [TestCase("4e434d480c0005000c00f000", "NextNdpIndex at byte 10")]
    public async Task What_is_wrong_with_a_block_is_told(string hex, params string[] expected)
    {
        var (exitCode, output, _) = await DecodeAsync(hex);
        Assert.That(expected, Is.All.Matches<string>(output.Contains), output);
        Assert.That(exitCode, Is.EqualTo(1));
    }

    [TestCase("capture")]
    [TestCase("dump")]
    [TestCase("digits")]
    public async Task A_capture_is_read_and_so_is_a_dump_of_it(string form)
    {
        var journal = new MemoryStream();
        JournalCapture.Write([new JournalEntry { Number = 1, Time = DateTimeOffset.UnixEpoch, Elapsed = TimeSpan.Zero, Modem = "modem0", Kind = JournalEntryKind.Message, Direction = TransferDirection.ToFunction, Bytes = Convert.FromHexString(Open), Length = 16 }], journal);
        var bytes = journal.ToArray();
        await File.WriteAllBytesAsync(_folder["file"], form switch
        {
            "capture" => bytes,
            "digits" => System.Text.Encoding.ASCII.GetBytes(Convert.ToHexString(bytes)),
            _ => System.Text.Encoding.ASCII.GetBytes(string.Concat(bytes.Chunk(16).Select((line, i) => $"{i * 16:x8}: {Convert.ToHexString(line)}\n"))),
        });
        var (exitCode, output, _) = await DecodeAsync(_folder["file"]);
        Assert.That(output, Does.StartWith("# modem0 1970-01-01T00:00:00.000000Z to the modem\nOPEN tid=1 "));
        Assert.That(exitCode, Is.Zero);
    }

    [TestCase("scenario", "check", "{}")]
    [TestCase("run", "--scenario", "{}")]
    [TestCase("run", "--profile", "{}")]
    public async Task A_capture_where_none_is_meant_is_told_with_what_it_is_good_for(params string[] arguments)
    {
        await File.WriteAllBytesAsync(_folder["file"], [0x0a, 0x0d, 0x0d, 0x0a, 0x1c, 0, 0, 0, 0x4d, 0x3c, 0x2b, 0x1a, 0xff, 0xff]);
        using var error = new StringWriter();
        var exitCode = await CommandLine.InvokeAsync([.. arguments.Select(argument => argument == "{}" ? _folder["file"] : argument)], new StringWriter(), error);
        Assert.That(error.ToString(), Does.Contain("is a network capture").And.Contain("'decode FILE'").And.Contain("'record --from FILE'"));
        Assert.That(exitCode, Is.EqualTo(1));
    }

    [TestCase(new byte[] { 0x1f, 0x8b, 8, 0 }, "compressed (gzip)")]
    [TestCase(new byte[] { 0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0 }, "old pcap format")]
    [TestCase(new byte[] { 0x4d, 0x3c, 0xb2, 0xa1, 2, 0, 4, 0 }, "old pcap format")]
    public async Task Other_files_are_told_with_what_to_do(byte[] content, string expected)
    {
        await File.WriteAllBytesAsync(_folder["file"], content);
        Assert.That((await DecodeAsync(_folder["file"])).Error, Does.Contain(expected));
    }

    [Test]
    public async Task An_odd_digit_is_told_with_its_line()
    {
        await File.WriteAllTextAsync(_folder["text"], "0100\n010\n");
        Assert.That((await DecodeAsync(_folder["text"])).Error, Does.Contain("odd number of hexadecimal digits (the first line with one is line 2)"));
    }

    [Test]
    public async Task A_message_in_a_list_says_where_it_stood()
    {
        await File.WriteAllTextAsync(_folder["pasted"], "# id|source|hex\na|DWM-156, 2015|04 00 00 80 10 00 00 00 01 00 00 00 08 00 00 00\n");
        var (_, output, _) = await DecodeAsync(_folder["pasted"]);
        Assert.That(output, Does.StartWith("# line 2: a|DWM-156, 2015\nFUNCTION_ERROR tid=1 "));
    }

    [Test]
    public async Task Repeated_lines_of_a_dump_are_filled_in()
    {
        var zeros = string.Concat(Enumerable.Repeat(" 00", 16));
        await File.WriteAllTextAsync(_folder["dump"], $"00000000  02 00 00 00 4c 00 00 00  03 00 00 00 00 00 00 00  |................|\n00000010 {zeros}\n*\n00000040  01 02 03 04 05 06 07 08  09 0a 0b 0c\n");
        var (exitCode, output, _) = await DecodeAsync(_folder["dump"]);
        Assert.That(output, Does.Contain("bytes after the message: 00000000" + new string('0', 96) + "0102030405060708090a0b0c"));
        Assert.That(exitCode, Is.Zero);
    }

    [Test]
    public async Task A_hole_in_a_dump_is_told()
    {
        await File.WriteAllTextAsync(_folder["dump"], "0000  01 00 00 00 10 00 00 00 01 00 00 00 00 10 00 00\n0030  00 00\n");
        var (exitCode, output, error) = await DecodeAsync(_folder["dump"]);
        Assert.That((exitCode, output), Is.EqualTo((1, "")));
        Assert.That(error, Does.Contain("Line 2: the dump continues at offset 0x30; expected 0x10"));
    }

    [Test]
    public async Task Text_of_Windows_in_UTF_16_is_text()
    {
        await File.WriteAllTextAsync(_folder["text"], Open + "\r\n", System.Text.Encoding.Unicode);
        Assert.That((await DecodeAsync(_folder["text"])).Output, Is.EqualTo("OPEN tid=1 MaxControlTransfer=4096 (4096)\n"));
    }

    [Test]
    public async Task Text_without_messages_is_an_error_that_says_what_is_understood()
    {
        await File.WriteAllTextAsync(_folder["text"], "\nthe modem does not answer\n");
        var (exitCode, output, error) = await DecodeAsync(_folder["text"]);
        Assert.That((exitCode, output), Is.EqualTo((1, "")));
        Assert.That(error, Does.Contain("line 2 has 'the modem does not answer'").And.Contain("Expected hexadecimal digits, a dump"));
    }

    [Test]
    public async Task Missing_bytes_are_told_with_what_may_have_happened()
    {
        var (exitCode, output, _) = await DecodeAsync("030000006000000001000000");
        Assert.That(output, Does.Contain("MessageLength at byte 4: found 96; expected 12, as many bytes as there are (Length)").And.Contain("hint: 84 bytes are missing at the end"));
        Assert.That(exitCode, Is.EqualTo(1));
    }

    [TestCase("0100zz", "character 5 is 'z'")]
    [TestCase("010", "odd number")]
    [TestCase("no/such/file", "neither a file")]
    [TestCase("", "nothing to decode")]
    public async Task What_is_no_message_at_all_is_an_error(string text, string expected)
    {
        var (exitCode, output, error) = await DecodeAsync(text);
        Assert.That(error, Does.Contain(expected));
        Assert.That((exitCode, output), Is.EqualTo((1, "")));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(int ExitCode, string Output, string Error)> DecodeAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        var exitCode = await CommandLine.InvokeAsync(["decode", .. arguments], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
