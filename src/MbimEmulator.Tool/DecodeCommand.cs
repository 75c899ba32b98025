using System.CommandLine;
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
          xxd -p message.bin | mbim-emulator decode -

        Several messages may follow one another. A file that is not hexadecimal text is taken as raw bytes.
        Exit code 1 when a message is broken.
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var input = new Argument<string[]>("HEX | FILE | -")
        {
            Description = "Hexadecimal digits (0x, spaces and commas may be there), a file, or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json") { Description = "Print JSON, one object for each message." };
        var version = new Option<string>("--mbimex")
        {
            Description = "The MBIMEx version that both sides agreed on: 1.0, 2.0 or 3.0.",
            DefaultValueFactory = _ => "1.0",
        };
        version.AcceptOnlyFromAmong("1.0", "2.0", "3.0");
        var command = new Command("decode", "Prints MBIM messages readably, and what is wrong with a broken one.") { input, json, version };
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
        var bytes = DecodeInput.Read(input);
        if (bytes.Length == 0)
        {
            throw new UserException("There is nothing to decode: expected at least the 12 bytes of a message header.");
        }

        var exitCode = ExitCodes.Success;
        foreach (var message in MessageSplit.Split(bytes))
        {
            output.WriteLine(
                json ? MbimMessageRenderer.ToJson(message.Span, options, indented: true) : MbimMessageRenderer.ToText(message.Span, options));
            if (MbimMessageRenderer.Check(message.Span, options.Version).Kind != MbimFormatErrorKind.None)
            {
                exitCode = ExitCodes.Failure;
            }
        }

        return exitCode;
    }

    private static MbimExVersion VersionOf(string text) => text switch
    {
        "3.0" => MbimExVersion.V3,
        "2.0" => MbimExVersion.V2,
        _ => MbimExVersion.V1,
    };
}
