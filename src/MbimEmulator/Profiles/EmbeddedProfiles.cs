using MbimEmulator.Yaml;

namespace MbimEmulator.Profiles;

/// <summary>The profiles in the assembly: one YAML resource each.</summary>
internal static class EmbeddedProfiles
{
    public const string DefaultName = "default";

    private static readonly EmbeddedFiles Files = new("Profiles");

    public static IReadOnlyList<string> Names { get; } =
        [.. Files.Names.OrderBy(name => name != DefaultName).ThenBy(name => name, StringComparer.Ordinal)];

    public static string ReadText(string name) => Files.Read(name)
        ?? throw new ModemProfileException(name, $"there is no such profile; expected one of {string.Join(", ", Names)}.{Nearest.Hint(name, Names)}");
}
