using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;

namespace MbimEmulator.ScenarioFiles;

/// <summary>The scenarios in the assembly: one YAML resource each, the files of the folders <c>scenarios</c> and <c>scenarios/quirks</c>.</summary>
internal static class EmbeddedScenarios
{
    private static readonly EmbeddedFiles Files = new("Scenarios");

    public static IReadOnlyList<string> Names { get; } = [.. Files.Names.Order(StringComparer.Ordinal)];

    public static string ReadText(string name) => Files.Read(name)
        ?? throw new ScenarioException(name, $"there is no such scenario; expected one of {string.Join(", ", Names)}.{Nearest.Hint(name, Names)}");
}
