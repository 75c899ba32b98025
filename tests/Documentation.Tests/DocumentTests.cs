using System.Text.RegularExpressions;

namespace Documentation.Tests;

/// <summary>
/// What a page shows in C# is a whole file or a whole program: with its using lines, or with those that the page gives in a block of its own further up. It
/// compiles without a warning, and a program runs.
/// </summary>
internal sealed partial class DocumentTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(1);

    // A program that begins so needs more than this process; other tests run the same code.
    private static readonly (string File, string Start, string Reason)[] NotRunHere =
    [
        ("docs/modules.md", "using MbimEmulator.Tool;", "it is the whole command line, and its module counts for the whole process"),
        ("docs/moving-from-mbnapi.md", "string interfaceID", "it is how the code is on Windows, with a modem"),
        ("src/MbimClient/README.md", "using System.Net.Sockets;", "somebody else's modem is at the path"),
    ];

    private static IEnumerable<Snippet> All => Snippets.OfDocuments;

    [TestCaseSource(nameof(All))]
    public async Task It_compiles_and_runs_as_it_stands(Snippet snippet)
    {
        var compiled = new CompiledSnippet(snippet);
        Assert.That(compiled.Complaints, Is.Empty);
        if (compiled.IsProgram && !Array.Exists(NotRunHere, each => BeginsAs(each, snippet)))
        {
            await compiled.RunAsync().WaitAsync(HangGuard);
        }
    }

    [Test]
    public void Every_using_line_of_a_page_is_needed()
    {
        var unneeded = All.GroupBy(snippet => snippet.File).SelectMany(page => page
            .Select(snippet => new CompiledSnippet(snippet).UnneededUsings)
            .Aggregate(UsingsOf(page), (left, each) => left.Intersect(each))
            .Select(line => $"{page.Key}: {line}"));
        Assert.That(unneeded, Is.Empty);
    }

    [Test]
    public void What_is_not_run_is_still_there() =>
        Assert.That(NotRunHere.Where(each => !All.Any(snippet => BeginsAs(each, snippet))), Is.Empty);

    [Test]
    public void Blocks_of_csharp_are_called_csharp() =>
        Assert.That(Repository.Read("", "*.md").Where(document => OtherName().IsMatch(document.Text)).Select(document => document.File), Is.Empty);

    private static bool BeginsAs((string File, string Start, string Reason) program, Snippet snippet) =>
        snippet.File == program.File && snippet.Code.StartsWith(program.Start, StringComparison.Ordinal);

    private static IEnumerable<string> UsingsOf(IEnumerable<Snippet> page) => page
        .SelectMany(snippet => $"{snippet.Usings}\n{snippet.Code}".Split('\n')).Where(line => UsingLine().IsMatch(line)).Distinct();

    [GeneratedRegex(@"^using [\w.]+;$")]
    private static partial Regex UsingLine();

    [GeneratedRegex("^[ \t]*```(cs|c#)(?=\\s)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex OtherName();
}
