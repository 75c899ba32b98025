using System.Text;
using System.Text.Json;
using MbimEmulator.Recording;
using MbimEmulator.Tool;
using MbimProtocol;
using MbimProtocol.Rendering;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>What decode is given: text, dumps, logs, captures, raw bytes; each message can be shown in all three ways.</summary>
internal static class DecodeTarget
{
    private static readonly MbimRenderOptions[] Options =
        [new(), new() { Version = MbimExVersion.V2, ShowPersonal = false }, new() { Version = MbimExVersion.V3, IsCut = true }];

    // The mark for repeated lines lets a dump of some bytes stand for megabytes: of those the beginning is shown.
    private const int MaxShown = 64 * 1024;

    public static void Fuzz(ReadOnlySpan<byte> data)
    {
        Show(data);
        try
        {
            foreach (var message in DecodeInput.FromContent(data.ToArray(), "input").SelectMany(piece => MessageSplit.Split(piece.Bytes)))
            {
                Show(message.Span[..Math.Min(message.Length, MaxShown)]);
            }
        }
        catch (Exception e) when (e is UserException or RecordingException)
        {
            Finding.Unless(e.Message.Length > 0, "an error without words");
        }
    }

    public static IReadOnlyList<byte[]> Seeds() =>
    [
        .. Messages.Commands,
        .. new[]
        {
            "01000000100000000100000000100000",
            "00000000: 0100 0000 1000 0000 0100 0000 0010 0000  ................\n",
            "00000000  01 00 00 00 10 00 00 00  01 00 00 00 00 10 00 00  |................|\n*\n00000040\n",
            "0000000 0001 0000 0010 0000 0001 0000 1000 0000\n0000020\n",
            "<<<<<<   length = 16\n<<<<<<   data   = 01:00:00:00:10:00:00:00:01:00:00:00:00:10:00:00\n",
            "<<<<<<   data   = 03:00:00:00:30:00:00:00:02:00:00:00...\n<<<<<<   total   = 1\n<<<<<<   service = 'x' (a289cc33-bcbb-8b4f-b6b0-133ec2aae6df)\n",
            "0x0000: 0x01, 0x00, 0x00, 0x00, 0x10, 0x00, 0x00, 0x00,\n0x0008: 0x01\n",
            "12:00 to the modem: 01 00 00 00 10 00 00 00 01 00 00 00...\n4e434d480c0000001c0010004950530010000000000000000000000000000000\n",
            "ffff8f00 1000 S Co:1:002:0 s 21 00 0000 0000 0010 16 = 01000000 10000000 01000000 00100000\n",
            "O 12:00:00.000000 0000 01 00 00 00 10 00 00 00 01 00 00 00 00 10 00 00\n",
            "a|DWM-156|04 00 00 80 10 00 00 00 01 00 00 00 08 00 00 00\nb'\\x01\\x00'\n{ 0x01, 0x00 };\n",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    private static void Show(ReadOnlySpan<byte> message)
    {
        foreach (var options in Options)
        {
            if (NtbRenderer.IsNtb(message))
            {
                Finding.Unless(NtbRenderer.ToText(message, options).Length > 0, "nothing is shown");
                using var block = JsonDocument.Parse(NtbRenderer.ToJson(message, options));
            }

            Finding.Unless(MbimMessageRenderer.ToText(message, options).Length > 0, "nothing is shown");
            Finding.Unless(!MbimMessageRenderer.ToLine(message, options).Contains('\n', StringComparison.Ordinal), "a line of two lines");
            using var json = JsonDocument.Parse(MbimMessageRenderer.ToJson(message, options));
        }
    }
}
