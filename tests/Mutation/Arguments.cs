using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MbimEmulator.Mutation;

/// <summary>The command line.</summary>
internal static class Arguments
{
    private const string Examples = """

        Examples (after dotnet build emulator.sln -c Release, in the folder of emulator.sln):
          dotnet run -c Release --project tests/Mutation -- run --write
          dotnet run -c Release --project tests/Mutation -- run --room Modem --changes 40 --seed 7 --json left.json
          dotnet run -c Release --project tests/Mutation -- run --again left.json

        Exit codes: 0 everything was noticed or cannot matter, 1 something was left without a reason or the run failed.
        """;

    public static Task<int> InvokeAsync(string[] args)
    {
        var run = RunCommand.Create();
        var root = new RootCommand("Changes the core in one place at a time and looks whether a test notices.") { run };
        root.Options.OfType<HelpOption>().Single().Action = new HelpWithExamples();
        return root.Parse(args).InvokeAsync();
    }

    private sealed class HelpWithExamples : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var code = new HelpAction().Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(Examples);
            return code;
        }
    }
}
