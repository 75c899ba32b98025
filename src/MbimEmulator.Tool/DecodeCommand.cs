using System.CommandLine;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Rendering;

namespace MbimEmulator.Tool;

/// <summary><c>decode</c>: shows MBIM messages and says what is wrong with broken ones.</summary>
internal static class DecodeCommand
{
    private const string Examples = """

        Examples:
          mbim-emulator decode 01000000100000000100000000100000
          mbim-emulator decode 02 00 00 00  0c 00 00 00  03 00 00 00
          mbim-emulator decode message.bin --json
          mbim-emulator decode modemmanager.log
          mbim-emulator decode session.pcapng
          xxd message.bin | mbim-emulator decode -

        The input may contain several messages. In text, messages are found in dumps with offsets (xxd, hexdump, od, Wireshark, tcpdump -X, text2pcap), in
        libmbim (data = 01:00:...) and usbmon logs, and in the last column of lists; other lines are skipped. A file that is neither text nor a capture is
        read as raw bytes. Exit code 1 if a message is malformed.
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var input = new Argument<string[]>("HEX | FILE | -")
        {
            Description = "Hexadecimal digits (0x, spaces and commas are allowed), a file (text, dump, log, capture or raw bytes), or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json") { Description = "Print JSON, one object for each message." };
        var version = new Option<string>("--mbimex")
        {
            Description = "The MBIMEx version that both sides agreed on: 1.0, 2.0 or 3.0.",
            DefaultValueFactory = _ => "1.0",
        };
        version.AcceptOnlyFromAmong("1.0", "2.0", "3.0");
        var command = new Command("decode", "Prints MBIM messages in readable form, and what is wrong with malformed ones.") { input, json, version };
        command.SetAction(result =>
        {
            var options = new MbimRenderOptions { Version = VersionOf(result.GetValue(version)!) };
            return Decode(result.GetValue(input)!, result.GetValue(json), options, result.InvocationConfiguration.Output);
        });
        CommandLine.AppendToHelp(command, Examples);
        return command;
    }

    private static int Decode(string[] input, bool json, MbimRenderOptions options, TextWriter output)
    {
        var pieces = DecodeInput.Read(input);
        if (pieces.All(piece => piece.Bytes.IsEmpty))
        {
            throw new UserException("There is nothing to decode: expected at least the 12 bytes of a message header.");
        }

        var exitCode = ExitCodes.Success;
        foreach (var piece in pieces)
        {
            if (!json && piece.Label.Length > 0)
            {
                output.WriteLine($"# {piece.Label}");
            }

            foreach (var message in MessageSplit.Split(piece.Bytes))
            {
                output.WriteLine(
                    json ? MbimMessageRenderer.ToJson(message.Span, options, indented: true) : MbimMessageRenderer.ToText(message.Span, options));
                if (MbimMessageRenderer.Check(message.Span, options.Version).Kind != MbimFormatErrorKind.None)
                {
                    exitCode = ExitCodes.Failure;
                    WriteHint(message.Span, json, output);
                }
            }
        }

        return exitCode;
    }

    // The commonest story of a broken message is that not all of it was copied.
    private static void WriteHint(ReadOnlySpan<byte> message, bool json, TextWriter output)
    {
        if (!json && message.Length >= MessageHeader.Size && MessageHeader.Read(message) is var header
            && MbimMessage.HeaderSize(header.Type) != 0 && header.Length > message.Length)
        {
            output.WriteLine($"  hint: {header.Length - message.Length} bytes are missing at the end, if MessageLength is right; usbmon and some logs truncate messages.");
        }
    }

    private static MbimExVersion VersionOf(string text) => text switch
    {
        "3.0" => MbimExVersion.V3,
        "2.0" => MbimExVersion.V2,
        _ => MbimExVersion.V1,
    };
}
