using System.Text.RegularExpressions;

namespace MbimEmulator.Tool;

/// <summary>How the reader starts the tool: texts say <c>mbim-emulator</c>, which is right where it is installed; in a clone it is <c>./run</c>.</summary>
internal static partial class Spelling
{
    /// <summary>The environment variable with which a start script tells its own name.</summary>
    public const string Variable = "MBIM_EMULATOR_CALLED_AS";

    /// <summary>A text with the commands in it as the reader has to type them.</summary>
    public static string Of(string text) => Of(text, Environment.GetEnvironmentVariable(Variable));

    /// <summary>A text with the commands in it as one types them with a start script; null for the installed tool.</summary>
    public static string Of(string text, string? script) => string.IsNullOrEmpty(script) ? text : ToolCommand().Replace(text, _ => script);

    // A start script takes options without a command for those of run, but --help and --version for the whole tool's.
    [GeneratedRegex(@"(?<![\w/.-])mbim-emulator(?: run(?! --(?:help|version)\b)(?= -| \[| &|\s*$))?(?=\s|$)", RegexOptions.Multiline)]
    private static partial Regex ToolCommand();
}
