using System.Reflection;

namespace MbimEmulator.Profiles;

/// <summary>The profiles in the assembly: one YAML resource each.</summary>
internal static class EmbeddedProfiles
{
    public const string DefaultName = "default";

    private const string Prefix = "MbimEmulator.Profiles.";
    private const string Suffix = ".yaml";

    private static readonly Assembly Assembly = typeof(EmbeddedProfiles).Assembly;

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .OrderBy(name => name != DefaultName)
            .ThenBy(name => name, StringComparer.Ordinal),
    ];

    public static string ReadText(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(Prefix + name + Suffix)
            ?? throw new ModemProfileException(name, $"there is no such profile; expected one of {string.Join(", ", Names)}.{Nearest.Hint(name, Names)}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
