using System.Text.Json;
using System.Text.RegularExpressions;
using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Control;

/// <summary>The lines of docs/control.md, as they stand there, against a running emulator.</summary>
public sealed partial class CurlTests
{
    [Test]
    public async Task Every_line_of_the_documentation_works_and_every_operation_has_one()
    {
        Peers.Need("curl", "sh");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("files"));
        await File.WriteAllTextAsync(folder.File("virtual.yaml"), "schemaVersion: 1\nclock: virtual\n");
        await File.WriteAllTextAsync(folder.File("scenario.yaml"), "schemaVersion: 1\nrules:\n  - { name: lost, on: open, do: drop }\n");
        await File.WriteAllTextAsync(folder.File("more-rules.yaml"), "schemaVersion: 1\nrules:\n  - { name: slow, on: open, do: { delay: 1s } }\n");
        await File.WriteAllTextAsync(folder.File("run.sh"), Script());
        var result = await Programs.RunAsync(
            [
                "dotnet", Emulator.Tool, "run", "--socket", "m.sock", "--scenario", "virtual.yaml", "--control", "./c.sock", "--control-files", "files",
                "--wait-for", "accepting", "--", "bash", "run.sh",
            ],
            input: null, environment: null, folder.Path, TimeSpan.FromMinutes(5));
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("openapi.json")));
        var operations = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {Place().Replace(path.Name, "*")}"));
        Assert.That(operations, Is.SubsetOf(Lines().Select(OperationOf)));
    }

    // A stream has no end of its own; its first entry shows that it works.
    private static string Script() => "shopt -s expand_aliases\nset -e -o pipefail\n" + string.Join('\n', All().Select(line =>
        line.Contains("/journal/stream", StringComparison.Ordinal) ? $"({line.Replace("call", "timeout 20 curl --silent --unix-socket \"$MBIM_EMULATOR_CONTROL\"", StringComparison.Ordinal)} || true) | head -c 3 | grep id:"
        : line.EndsWith("/openapi.json", StringComparison.Ordinal) ? $"{line} > openapi.json"
        : line)) + "\n";

    private static IEnumerable<string> Lines() => All().Where(line => line.StartsWith("call ", StringComparison.Ordinal));

    private static string[] All()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "control.md"));
        return Block().Match(text).Groups["lines"].Value.Trim().Split('\n');
    }

    private static string OperationOf(string line)
    {
        var path = Address().Match(line).Groups["path"].Value;
        var method = Method().Match(line) is { Success: true } given ? given.Groups["method"].Value
            : line.Contains("--json", StringComparison.Ordinal) || line.Contains("--data", StringComparison.Ordinal) ? "POST"
            : "GET";
        return $"{method} {Named().Replace(path, "*")}";
    }

    [GeneratedRegex("```sh[^\n]*\n(?<lines>alias call.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"http://localhost(?<path>[^?' ]+)")]
    private static partial Regex Address();

    [GeneratedRegex("-X (?<method>[A-Z]+)")]
    private static partial Regex Method();

    [GeneratedRegex(@"(?<=/)\{[a-z]+\}")]
    private static partial Regex Place();

    [GeneratedRegex("(?<=/modems/)[^/]+|(?<=/changes/)[^/]+|(?<=/rules/)[^/]+")]
    private static partial Regex Named();
}
