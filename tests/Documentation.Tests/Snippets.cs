using System.Net;
using System.Text.RegularExpressions;

namespace Documentation.Tests;

/// <summary>Finds the snippets: in Markdown the blocks marked csharp, in sources the code in examples of documentation comments.</summary>
internal static partial class Snippets
{
    /// <summary>The snippets of all documents, without the blocks that are only using lines: those count for the snippets below them.</summary>
    public static IEnumerable<Snippet> OfDocuments => Repository.Read("", "*.md").SelectMany(document => OfDocument(document.File, document.Text));

    /// <summary>The examples of everything in src.</summary>
    public static IEnumerable<Snippet> OfSources => Repository.Read("src", "*.cs").SelectMany(source => OfSource(source.File, source.Text));

    public static IEnumerable<Snippet> OfDocument(string file, string text)
    {
        // Its projects have this using line.
        var usings = text.Contains("dotnet new nunit", StringComparison.Ordinal) ? "using NUnit.Framework;\n" : "";
        foreach (Match match in Block().Matches(text))
        {
            // In a list, a block is indented.
            var indent = match.Groups[1].Length;
            var code = string.Join('\n', match.Groups[2].Value.Split('\n').Select(line => line.Length > indent ? line[indent..] : ""));
            var line = LineOf(text, match.Groups[2].Index);
            if (code.Split('\n').All(each => each.Length == 0 || UsingLine().IsMatch(each)))
            {
                usings += code;
            }
            else
            {
                yield return new Snippet(file, line, code, usings);
            }
        }
    }

    public static IEnumerable<Snippet> OfSource(string file, string text)
    {
        if (!text.Contains("<example>", StringComparison.Ordinal))
        {
            yield break;
        }

        // Line by line, so that the numbers of lines stay.
        var comments = string.Join('\n', text.Split('\n').Select(line => Comment().Match(line) is { Success: true } comment ? comment.Groups[1].Value : ""));
        foreach (Match example in Example().Matches(comments))
        {
            foreach (Match code in Code().Matches(example.Value))
            {
                yield return new Snippet(file, LineOf(comments, example.Index + code.Groups[1].Index), WebUtility.HtmlDecode(code.Groups[1].Value));
            }
        }
    }

    private static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    [GeneratedRegex("^([ \t]*)```csharp[^\n]*\n(.*?)^[ \t]*```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^using (static )?[\w.]+;$")]
    private static partial Regex UsingLine();

    [GeneratedRegex("^ */// ?(.*)$")]
    private static partial Regex Comment();

    [GeneratedRegex("<example>.*?</example>", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("<code>\n?(.*?)</code>", RegexOptions.Singleline)]
    private static partial Regex Code();
}
