using System.Globalization;
using System.Text;
using MbimEmulator.Journal.Linting;

namespace MbimEmulator.Tests.Journal.Linting;

public sealed class LinterDocument
{
    private const string Update = "UPDATE_LINTER";

    [Test]
    public void The_document_lists_the_assertions()
    {
        var path = Path.Combine(Repository.Root, "docs", "linter.md");
        var written = Write();
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(path, written);
        }

        Assert.That(
            File.Exists(path) ? File.ReadAllText(path) : "", Is.EqualTo(written),
            $"docs/linter.md is not what the linter looks for. To write it: {Update}=1 dotnet test tests/MbimEmulator.Tests");
    }

    private static string Write()
    {
        var text = new StringBuilder(
            """
            # Host linter checks

            The linter follows the traffic of one host and reports where it violates MBIM. Each finding has one of these numbers, the message that revealed it, and
            what was found. It sees what the host sent and received, so faults that the emulator injects are not held against the host. *Errors* are what
            the specification forbids and modems refuse or misinterpret. *Warnings* are what many modems accept and what well-behaved clients do
            (ModemManager queries services that are not listed, mbimcli on a PTY does not know wMaxControlMessage). Clauses are sections of MBIM 1.0 unless
            another document is named. This page is generated from the linter's own list; a test fails when they differ.

            | | What is wrong | Severity | Clause | What to do |
            |---|---|---|---|---|

            """);
        foreach (var assertion in LinterAssertions.All)
        {
            var severity = assertion.Severity.ToString().ToLowerInvariant();
            text.Append(CultureInfo.InvariantCulture, $"| {assertion.Id} | {assertion.Title} | {severity} | {assertion.Clause} | {assertion.Advice} |\n");
        }

        return text.ToString();
    }
}
