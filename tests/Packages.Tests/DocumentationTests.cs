using System.Text.RegularExpressions;

namespace MbimEmulator.Packages.Tests;

/// <summary>What docs/testing.md shows is code that runs: in the projects that use the packages, and in the example for pytest.</summary>
internal sealed partial class DocumentationTests
{
    [TestCase("csharp", "tests/Packages.Tests/Projects", "*.cs", 8)]
    [TestCase("xml", "tests/Packages.Tests/Projects", "*.csproj", 2)]
    [TestCase("python", "samples/python-pytest", "*.py", 2)]
    public void Every_snippet_stands_as_it_is_in_a_file_that_runs(string language, string folder, string files, int count)
    {
        var runs = Directory.GetFiles(Path.Combine(PackageFeed.Root, folder), files, SearchOption.AllDirectories).Select(file => Plain(File.ReadAllText(file))).ToList();

        var snippets = Snippets(language);
        Assert.That(snippets, Has.Count.EqualTo(count));
        Assert.That(snippets.Where(snippet => !runs.Exists(text => text.Contains(Plain(snippet), StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void There_is_no_snippet_in_a_language_that_nobody_checks() =>
        Assert.That(Fence().Matches(Text()).Select(match => match.Groups[1].Value).Distinct(), Is.SubsetOf(new[] { "csharp", "xml", "python", "sh" }));

    /// <summary>The snippets of a language in the order of the document.</summary>
    public static List<string> Snippets(string language) =>
        [.. Fence().Matches(Text()).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value)];

    private static string Text() => File.ReadAllText(Path.Combine(PackageFeed.Root, "docs", "testing.md")).ReplaceLineEndings("\n");

    // In a file it is indented further.
    private static string Plain(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()));

    [GeneratedRegex("^```(\\w+)[^\n]*\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
