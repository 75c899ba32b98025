using System.Text.Json;

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
    [TestCase("a list", "# id|source|hex\na|DWM-156, 2015|01 00 00 00 10 00 00 00 01 00 00 00 00 10 00 00\nb|ZTE, 2015-07|02:00:00:00:0c:00:00:00:03:00:00:00\n")]
    public async Task Messages_are_found_in_what_people_paste(string form, string text)
    {
        await File.WriteAllTextAsync(_folder["pasted"], text);
        var (exitCode, output, error) = await DecodeAsync(_folder["pasted"]);
        var messages = string.Join('\n', output.Split('\n').Where(line => !line.StartsWith('#')));
        Assert.That((exitCode, messages), Is.EqualTo((0, "OPEN tid=1 MaxControlTransfer=4096 (4096)\nCLOSE tid=3\n")), $"{form}: {output}{error}");
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
