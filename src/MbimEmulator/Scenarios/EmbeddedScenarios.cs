using System.Reflection;
using MbimEmulator.Profiles;

namespace MbimEmulator.Scenarios;

/// <summary>The scenarios in the assembly: one YAML resource each, the files of the folders <c>scenarios</c> and <c>scenarios/quirks</c>.</summary>
internal static class EmbeddedScenarios
{
    private const string Prefix = "MbimEmulator.Scenarios.";
    private const string Suffix = ".yaml";

    private static readonly Assembly Assembly = typeof(EmbeddedScenarios).Assembly;

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    public static string ReadText(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(Prefix + name + Suffix)
            ?? throw new ScenarioException(name, $"there is no such scenario; expected one of {string.Join(", ", Names)}.{Nearest.Hint(name, Names)}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
