using System.Text.RegularExpressions;

namespace MbimEmulator.Testing.Tests.Examples;

/// <summary>A page of docs whose third-level headings each have a scenario.</summary>
internal static partial class ExamplePage
{
    public const string Reference = "scenarios.md";
    public const string Cookbook = "cookbook.md";

    public static string Read(string page)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "emulator.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not below the folder of emulator.sln.");
        }

        return File.ReadAllText(Path.Combine(folder.FullName, "docs", page)).ReplaceLineEndings("\n");
    }

    /// <summary>The headings of a page, in order.</summary>
    public static string[] Headings(string page) => [.. Heading().Matches(Read(page)).Select(match => match.Groups[1].Value)];

    /// <summary>The scenario below a heading.</summary>
    public static string Scenario(string page, string heading)
    {
        var section = Heading().Split(Read(page)).SkipWhile(part => part != heading).ElementAtOrDefault(1) ?? throw new AssertionException($"docs/{page} has no heading '### {heading}'.");
        return Yaml().Matches(section) is [var block] ? block.Groups[1].Value : throw new AssertionException($"docs/{page}, '{heading}', has not one block of YAML.");
    }

    [GeneratedRegex(@"^### (.+)\n", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```yaml\n((?:.*\n)*?)```$", RegexOptions.Multiline)]
    private static partial Regex Yaml();
}
