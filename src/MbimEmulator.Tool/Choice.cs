using System.CommandLine.Parsing;
using MbimEmulator.Yaml;

namespace MbimEmulator.Tool;

/// <summary>An option's value that is one of some words, in any case.</summary>
internal static class Choice
{
    /// <summary>The value of the word; an error of the command line that names the words when it is none of them.</summary>
    public static T? Parse<T>(ArgumentResult result, IEnumerable<(string Word, T Value)> choices)
        where T : struct
    {
        var text = result.Tokens[^1].Value;
        foreach (var (word, value) in choices)
        {
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        var words = choices.Select(choice => choice.Word).ToList();
        var option = (result.Parent as OptionResult)?.IdentifierToken?.Value ?? "";
        result.AddError($"{option} '{text}' is not possible; expected one of {string.Join(", ", words)}.{Nearest.Hint(text, words)}");
        return null;
    }
}
