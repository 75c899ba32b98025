using System.Reflection;

namespace MbimEmulator.Yaml;

/// <summary>The YAML files of one kind in the assembly, by their names.</summary>
/// <param name="kind">The kind, as the project file puts it into the names of the resources.</param>
internal sealed class EmbeddedFiles(string kind)
{
    private const string Suffix = ".yaml";

    private static readonly Assembly Assembly = typeof(EmbeddedFiles).Assembly;

    private readonly string _prefix = $"MbimEmulator.{kind}.";

    /// <summary>All names, in no order.</summary>
    public IEnumerable<string> Names => Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(_prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
        .Select(name => name[_prefix.Length..^Suffix.Length]);

    /// <summary>The text of one; null if there is none of that name.</summary>
    public string? Read(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(_prefix + name + Suffix);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
