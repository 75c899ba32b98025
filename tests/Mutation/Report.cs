using System.Globalization;
using System.Text;

namespace MbimEmulator.Mutation;

/// <summary>The results as docs/mutation.md has them.</summary>
internal sealed class Report
{
    private const string Beginning = """
        # Mutation testing

        Written by `dotnet run -c Release --project tests/Mutation -- run --write` after `dotnet build emulator.sln -c Release`. The program changes the core in one
        place at a time (an operator, a condition, a constant, a result, a statement) and checks whether a test in MbimProtocol.Tests, MbimEmulator.Tests,
        MbimClient.Tests or MbnConformance.Tests fails. The choice of changes depends only on the seed and the sources.

        - All changes to an assembly are compiled into it at once, each behind a switch. A first pass without any change finds which tests reach which
          switch; only those tests are then run for a change, the fastest first, until one fails.
        - A failure counts if it is reproducible with the change and does not occur without it. Tests that hang, or that crash the process, also count as noticed.
        - Texts for people are not changed: logs, exception messages and what leads to `throw` inside its own statement, `ToString`, and argument checks
          for `null`. Loop conditions are not replaced by true. Compile-time values (constants, patterns, attributes, enumerations) are not changed.
        - *Left* is what no test noticed. Each such change now has a test, or a sentence below that explains why it does not matter (`tests/Mutation/left.json`).

        `--seed`, `--room` and `--changes` select other changes, `--again FILE` retries those that were left in the JSON of an earlier run, `--known FILE` skips those that
        an earlier run noticed, `--help` has examples.

        """;

    private readonly StringBuilder _text = new();

    public Report(IReadOnlyList<MutantResult> results, LeftReasons reasons, int seed)
    {
        Line(Beginning);
        Line($"Seed {seed}, {results.Count} changes.");
        Line("");
        Line("| folder | changes made | noticed | left | of which do not matter | noticed |");
        Line("|---|---|---|---|---|---|");
        foreach (var room in Room.All)
        {
            Row(room.Name, [.. results.Where(result => result.Mutant.Room == room.Name)], reasons);
        }

        Row("all", results, reasons);
        Line("");
        Line("By the kind of change:");
        Line("");
        Line("| kind | changes made | noticed | left | of which do not matter | noticed |");
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
            var reach = result.Outcome == Outcome.NotReached ? "no test reaches it" : $"{result.TestsRun} tests reach it";
            Line($"- `{mutant.File}`, `{mutant.Member}`: `{mutant.Original}` became `{mutant.Replacement}`. {reasons.For(mutant) ?? $"Open: {reach}."}");
        }
    }

    private void Line(string line) => _text.Append(line).Append('\n');
}
