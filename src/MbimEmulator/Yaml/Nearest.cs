using MbimProtocol.Fields;

namespace MbimEmulator.Yaml;

/// <summary>Guesses what a misspelt name was meant to be.</summary>
public static class Nearest
{
    /// <summary>" Did you mean 'x'?", or nothing when no name is near.</summary>
    public static string Hint(string text, IEnumerable<string> names) => NearestName.Hint(text, names);

    /// <summary>The name that was probably meant; null when none is near.</summary>
    public static string? Find(string text, IEnumerable<string> names) => NearestName.Find(text, names);
}
