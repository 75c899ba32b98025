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

    [TestCase("0100000010000000010000000010", "14", "16")]
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
