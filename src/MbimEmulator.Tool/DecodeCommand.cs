using System.CommandLine;
using System.Text.Json.Nodes;
using MbimProtocol;
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

        The input may contain several messages, and NTBs of the data plane. In text, they are found in dumps with offsets (xxd, hexdump, od, Wireshark,
        tcpdump -X, text2pcap), in logs (mbimcli --verbose, ModemManager, usbmon), and at the end of lines; other lines are skipped. If a log has cut a
        message ("data = 03:00:..."), its header is completed from the lines that follow; mbimcli --verbose-full and ModemManager --log-personal-info log
        all bytes. A file that is neither text nor a capture is read as raw bytes. Exit code 1 if a message is malformed.
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
                var shown = options with { IsCut = piece.Logged is not null };
                output.WriteLine(json ? ToJson(message.Span, piece, shown) : ToText(message.Span, piece, shown));
                if (piece.Logged is null && Check(message.Span, options.Version).Kind != MbimFormatErrorKind.None)
                {
                    exitCode = ExitCodes.Failure;
                    WriteHint(message.Span, json, output);
                }
            }
        }

        return exitCode;
    }

    private static MbimFormatError Check(ReadOnlySpan<byte> message, MbimExVersion version) =>
        NtbRenderer.IsNtb(message) ? NtbRenderer.Check(message) : MbimMessageRenderer.Check(message, version);

    private static string ToText(ReadOnlySpan<byte> message, DecodePiece piece, MbimRenderOptions options)
    {
        var text = NtbRenderer.IsNtb(message) ? NtbRenderer.ToText(message, options) : MbimMessageRenderer.ToText(message, options);
        return piece.Logged is not { } logged
            ? text
            : MessageSplit.IsBeginning(message)
                ? $"{text}\n  cut: the log has {logged} of {MessageSplit.DeclaredLength(message)} bytes"
                : $"{text}\n  cut: the log has {logged} bytes of it";
    }

    private static string ToJson(ReadOnlySpan<byte> message, DecodePiece piece, MbimRenderOptions options)
    {
        var text = NtbRenderer.IsNtb(message) ? NtbRenderer.ToJson(message, options, indented: true) : MbimMessageRenderer.ToJson(message, options, indented: true);
        if (piece.Label.Length == 0)
        {
            return text;
        }

        var json = JsonNode.Parse(text)!.AsObject();
        json.Insert(0, "source", piece.Label);
        if (piece.Logged is { } logged)
        {
            json.Insert(1, "loggedBytes", logged);
        }

        return json.ToJsonString(Json.Indented);
    }

    // The commonest story of a broken message is that not all of it was copied.
    private static void WriteHint(ReadOnlySpan<byte> message, bool json, TextWriter output)
    {
        if (!json && MessageSplit.IsBeginning(message) && MessageSplit.DeclaredLength(message) is var length && length > message.Length)
        {
            output.WriteLine(
                $"  hint: {length - message.Length} bytes are missing at the end, if {(NtbRenderer.IsNtb(message) ? "the block length" : "MessageLength")} is right; usbmon and some logs truncate messages.");
        }
    }

    private static MbimExVersion VersionOf(string text) => text switch
    {
        "3.0" => MbimExVersion.V3,
        "2.0" => MbimExVersion.V2,
        _ => MbimExVersion.V1,
    };
}
