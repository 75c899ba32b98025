using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MbimEmulator.Fuzzing;
using SharpFuzz;

// Before anything of the emulator runs, which may write counters.
var coverage = Coverage.Start();

var targets = new Option<string[]>("--target") { Description = "The reader; several may be named. All when none is.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
var seconds = new Option<double>("--seconds") { Description = "How long each target runs.", DefaultValueFactory = _ => 60, HelpName = "N" };
var runs = new Option<long?>("--runs") { Description = "How many inputs each target is given, instead of a time.", HelpName = "N" };
var seed = new Option<int>("--seed") { Description = "The same seed makes the same inputs.", DefaultValueFactory = _ => Environment.TickCount, HelpName = "N" };
var withCoverage = new Option<bool>("--coverage") { Description = "Counts branches with SharpFuzz, and keeps inputs that take new ones." };
var inputs = new Option<string?>("--inputs") { Description = "A folder with a folder of further inputs for each target.", HelpName = "DIR" };
var found = new Option<string>("--found") { Description = "Where inputs are kept that go wrong.", DefaultValueFactory = _ => Path.Combine("artifacts", "fuzzing"), HelpName = "DIR" };
var input = new Option<string?>("--input") { Description = "Reads this file alone; .hex is hexadecimal.", HelpName = "FILE" };
var list = new Option<bool>("--list") { Description = "Lists the targets." };
var json = new Option<bool>("--json") { Description = "Prints one JSON object for each target." };
var libFuzzer = new Option<bool>("--libfuzzer") { Description = "Lets libfuzzer-dotnet drive the one target." };
var afl = new Option<bool>("--afl") { Description = "Lets afl-fuzz drive the one target." };

var root = new RootCommand("Gives every reader of foreign bytes in the emulator mutated inputs, and tells which one it cannot take.")
{
    targets, seconds, runs, seed, withCoverage, inputs, found, input, list, json, libFuzzer, afl,
};
var help = root.Options.OfType<HelpOption>().Single();
help.Action = new HelpWithExamples((HelpAction)help.Action!);
root.SetAction(result =>
{
    if (result.GetValue(list))
    {
        foreach (var one in FuzzTargets.All)
        {
            result.InvocationConfiguration.Output.WriteLine($"{one.Name,-10} {one.Description}");
        }

        return ExitCode.Success;
    }

    if (result.GetValue(withCoverage))
    {
        return Coverage.RunInstrumented(args.Where(argument => argument != "--coverage"));
    }

    var names = result.GetValue(targets) ?? [];
    if (names.FirstOrDefault(name => FuzzTargets.All.All(one => one.Name != name)) is { } unknown)
    {
        Console.Error.WriteLine($"There is no target '{unknown}'; expected one of {string.Join(", ", FuzzTargets.All.Select(one => one.Name))}.");
        return ExitCode.Usage;
    }

    var chosen = names.Length == 0 ? FuzzTargets.All : [.. FuzzTargets.All.Where(one => names.Contains(one.Name))];
    var isDriven = result.GetValue(libFuzzer) || result.GetValue(afl);
    if ((isDriven || result.GetValue(input) is not null) && chosen.Count != 1)
    {
        Console.Error.WriteLine("Expected one --target with --input, --libfuzzer or --afl.");
        return ExitCode.Usage;
    }

    if (result.GetValue(libFuzzer))
    {
        Fuzzer.LibFuzzer.Run(chosen[0].Fuzz);
        return ExitCode.Success;
    }

    if (result.GetValue(afl))
    {
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var all = new MemoryStream();
            stream.CopyTo(all);
            chosen[0].Fuzz(all.ToArray());
        });
        return ExitCode.Success;
    }

    if (result.GetValue(input) is { } file)
    {
        var failure = FuzzLoop.Try(chosen[0], Corpus.ReadFile(file));
        Console.WriteLine(failure is null ? $"{chosen[0].Name}: nothing goes wrong" : $"{chosen[0].Name}: {failure.Error}");
        return failure is null ? ExitCode.Success : ExitCode.Found;
    }

    var options = new FuzzOptions
    {
        Time = TimeSpan.FromSeconds(result.GetValue(seconds)),
        Runs = result.GetValue(runs),
        Seed = result.GetValue(seed),
        Inputs = result.GetValue(inputs),
        Found = result.GetValue(found)!,
        Json = result.GetValue(json),
    };
    var isSound = true;
    foreach (var one in chosen)
    {
        isSound &= new FuzzRun(one, options, coverage).Run(Console.Out, Console.Error);
    }

    return isSound ? ExitCode.Success : ExitCode.Found;
});
var parsed = root.Parse(args);
var code = parsed.Invoke();
return parsed.Errors.Count > 0 ? ExitCode.Usage : code;

internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string Examples = """

        Examples:
          dotnet run --project tests/Fuzzing -c Release -- --list
          dotnet run --project tests/Fuzzing -c Release -- --target framer --seconds 60
          dotnet run --project tests/Fuzzing -c Release -- --coverage --seconds 300 --json
          dotnet run --project tests/Fuzzing -c Release -- --target decode --input artifacts/fuzzing/decode/0123456789abcdef.hex

        Exit codes:
          0  nothing was found
          1  something was found, and its input kept
          2  the command line is wrong
        """;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(Examples);
        return code;
    }
}
