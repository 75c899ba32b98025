using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Recording;
using MbimEmulator.Tool.Ctl;
using MbimEmulator.Tool.Record;
using MbimEmulator.Yaml;

namespace MbimEmulator.Tool;

/// <summary>The commands of the tool.</summary>
internal static partial class CommandLine
{
    private const string Examples = """

        Try:
          mbim-emulator run
          mbim-emulator run --pty ./mbim0 -- mbimcli -d ./mbim0 --query-device-caps
          mbim-emulator ctl state
          mbim-emulator run --help

        """;

    private const string ExitCodeHelp = """

        Exit codes:
          0    success
          1    an endpoint, profile or file cannot be used, or a message is malformed
          2    the command line is wrong
          126  the command after -- cannot be started (127 if it does not exist)
          otherwise the exit code of the command after --, or 128 + n if signal n ended it
        """;

    private static readonly TimeSpan ErrorPatience = TimeSpan.FromSeconds(1);

    /// <summary>Parses and runs a command line.</summary>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> args, TextWriter? output = null, TextWriter? error = null)
    {
        // What they print may be a stranger's words, and standard error may be a pipe that nobody reads.
        output = new ToolWriter(output ?? Console.Out, patience: null);
        error = new ToolWriter(error ?? Console.Error, ErrorPatience);

        // What stands behind -- is the command's own, whatever it looks like.
        var end = args.ToList().IndexOf("--");
        string[] command = end < 0 ? [] : [.. args.Skip(end + 1)];
        IReadOnlyList<string> own = end < 0 ? args : [.. args.Take(end)];
        var root = Create(command);

        // @NAME is an abstract socket here, never a file of further arguments.
        var result = root.Parse(own, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = output,
            Error = error,

            // The run command has signals of its own to mind.
            ProcessTerminationTimeout = null,
        };
        try
        {
            if (result.Action is ParseErrorAction parseError)
            {
                parseError.ShowHelp = false;
                using var words = new StringWriter();
                (configuration.Output, configuration.Error) = (words, words);
                await result.InvokeAsync(configuration).ConfigureAwait(false);
                await error.WriteAsync(ExpectedType.Replace(words.ToString(), match => $"; expected {FormOf(match.Groups["type"].Value)}")).ConfigureAwait(false);
                return ExitCodes.Usage;
            }

            if (result.Action is HelpAction or HelpWithExamples)
            {
                using var help = new StringWriter();
                configuration.Output = help;
                await result.InvokeAsync(configuration).ConfigureAwait(false);
                await output.WriteAsync(Spelling.Of(help.ToString())).ConfigureAwait(false);
                return ExitCodes.Success;
            }

            return await result.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (UserException e)
        {
            await error.WriteLineAsync(Spelling.Of(e.Message)).ConfigureAwait(false);
            return e.ExitCode;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException)
        {
            await error.WriteLineAsync("The program at this address is not an emulator: its answer is not the expected JSON.").ConfigureAwait(false);
            return ExitCodes.Failure;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Failure;
        }
        catch (Exception e) when (e is EndpointException or YamlFileException or RecordingException or IOException
            or UnauthorizedAccessException or SocketException or PlatformNotSupportedException or TimeoutException)
        {
            await error.WriteLineAsync(Spelling.Of(e.Message)).ConfigureAwait(false);
            return ExitCodes.Failure;
        }
    }

    // The library's own words name types of the code.
    [GeneratedRegex(" as expected type '(?<type>[^']*)'", RegexOptions.CultureInvariant)]
    private static partial Regex ExpectedType { get; }

    private static string FormOf(string type) =>
        type.Contains("Boolean", StringComparison.Ordinal) ? "true or false"
        : type.Contains("UInt", StringComparison.Ordinal) ? "a whole number from 0"
        : type.Contains("Int", StringComparison.Ordinal) ? "a whole number"
        : "another form";

    /// <summary>All commands.</summary>
    /// <param name="command">What stands behind <c>--</c>.</param>
    public static RootCommand Create(string[] command)
    {
        var root = new RootCommand("A software MBIM modem. Code that drives a real modem connects to a pipe or PTY and cannot tell the difference.");
        root.Add(RunCommand.Create(command));
        root.Add(CtlCommand.Create());
        root.Add(DecodeCommand.Create());
        root.Add(ProfilesCommand.Create());
        root.Add(ScenarioCommand.Create());
        root.Add(RecordCommand.Create(command));
        root.Add(FaultsCommand.Create());
        root.Add(UmockdevCommand.Create());
        AppendToHelp(root, Examples + ExitCodeHelp);
        return root;
    }

    /// <summary>Adds examples behind a command's help.</summary>
    public static void AppendToHelp(Command command, string text)
    {
        var help = command.Options.OfType<HelpOption>().FirstOrDefault();
        if (help is null)
        {
            command.Add(help = new HelpOption());
        }

        help.Action = new HelpWithExamples(text);
    }

    private sealed class HelpWithExamples(string text) : SynchronousCommandLineAction
    {
        private readonly HelpAction _help = new();

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = _help.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(text);
            return code;
        }
    }
}
