using System.Globalization;
using System.Text;

namespace MbimEmulator.Mutation;

/// <summary>The results as docs/mutation.md has them.</summary>
internal sealed class Report
{
    private const string Beginning = """
        # Mutation testing

        Written by `dotnet run -c Release --project tests/Mutation -- run --write` after `dotnet build emulator.sln -c Release`. The program changes the core in one
        place at a time (an operator, a condition, a constant, a result, a statement) and looks whether a test of MbimProtocol.Tests, MbimEmulator.Tests,
        MbimClient.Tests or MbnConformance.Tests fails. The choice of the changes depends on nothing but the seed and the sources.

        - All changes of an assembly are compiled into it at once, each behind a switch; a first pass without any change finds which tests come by which
          switch, and only those tests are run for it, the quick ones first, until one fails.
        - A failure counts when it comes again with the change and does not come without it. Tests that do not end, or end the process, count as noticed too.
        - Texts for people are not changed: logs, messages of exceptions and what leads to `throw` inside its own statement, `ToString`, and the checks of arguments
          for `null`. A condition of a loop is not made true for ever. What the compiler works out (constants, patterns, attributes, enumerations) is not changed.
        - *Left* is what no test notices. Each has a test since, or a sentence below that says why it cannot matter (`tests/Mutation/left.json`).

        `--seed`, `--room` and `--changes` choose others, `--again FILE` tries what was left in the JSON of an earlier run, `--known FILE` does not try again what was
        noticed in one, `--help` has examples.

        """;

    private readonly StringBuilder _text = new();

    public Report(IReadOnlyList<MutantResult> results, LeftReasons reasons, int seed)
    {
        Line(Beginning);
        Line($"Seed {seed}, {results.Count} changes.");
        Line("");
        Line("| folder | changes made | noticed | left | of them cannot matter | noticed |");
        Line("|---|---|---|---|---|---|");
        foreach (var room in Room.All)
        {
            Row(room.Name, [.. results.Where(result => result.Mutant.Room == room.Name)], reasons);
        }

        Row("all", results, reasons);
        Line("");
        Line("By the kind of change:");
        Line("");
        Line("| kind | changes made | noticed | left | of them cannot matter | noticed |");
        Line("|---|---|---|---|---|---|");
        foreach (var kind in results.GroupBy(result => result.Mutant.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            Row(kind.Key, [.. kind], reasons);
        }

        Left(results, reasons);
    }

    public string Text => _text.ToString();

    private void Row(string name, IReadOnlyList<MutantResult> results, LeftReasons reasons)
    {
        if (results.Count == 0)
        {
            return;
        }

        var noticed = results.Count(result => result.IsNoticed);
        var explained = results.Count(result => !result.IsNoticed && reasons.For(result.Mutant) is not null);
        var rate = string.Create(CultureInfo.InvariantCulture, $"{100.0 * noticed / results.Count:f1} %");
        Line($"| {name} | {results.Count} | {noticed} | {results.Count - noticed} | {explained} | {rate} |");
    }

    private void Left(IReadOnlyList<MutantResult> results, LeftReasons reasons)
    {
        Line("");
        Line("## What was left");
        Line("");
        foreach (var result in results.Where(result => !result.IsNoticed))
        {
            var mutant = result.Mutant;
            var reach = result.Outcome == Outcome.NotReached ? "no test comes by it" : $"{result.TestsRun} tests come by it";
            Line($"- `{mutant.File}`, `{mutant.Member}`: `{mutant.Original}` became `{mutant.Replacement}`. {reasons.For(mutant) ?? $"Open: {reach}."}");
        }
    }

    private void Line(string line) => _text.Append(line).Append('\n');
}
