using System.Collections.Concurrent;
using MbimEmulator.Yaml;

namespace MbimEmulator.Profiles;

/// <summary>Finds a profile and has it read.</summary>
internal static class ProfileLoader
{
    /// <summary>The key that names the profile that another one begins as.</summary>
    public const string Extends = "extends";

    // To read one takes longer than to start a modem, and tests start many; profiles never change.
    private static readonly ConcurrentDictionary<string, ModemProfile> Embedded = new(StringComparer.Ordinal);

    public static ModemProfile Load(string nameOrFile)
    {
        ArgumentNullException.ThrowIfNull(nameOrFile);
        if (EmbeddedProfiles.Names.Contains(nameOrFile))
        {
            return LoadEmbedded(nameOrFile);
        }

        if (!File.Exists(nameOrFile) && !Directory.Exists(nameOrFile))
        {
            var hint = new EmbeddedFiles("Scenarios").Names.Contains(nameOrFile)
                ? $" '{nameOrFile}' is a scenario, which has its own profile: --scenario {nameOrFile}."
                : Nearest.Hint(nameOrFile, EmbeddedProfiles.Names);
            throw new ModemProfileException(
                nameOrFile,
                $"there is neither a profile with this name nor a file; expected a YAML file or one of {string.Join(", ", EmbeddedProfiles.Names)}.{hint}");
        }

        var source = new ProfileSource(nameOrFile) { MayReadFiles = true };
        return Read(source.Parse(source.ReadFile()), Path.GetFileNameWithoutExtension(nameOrFile));
    }

    public static ModemProfile Parse(string file, string text) => Read(new ProfileSource(file).Parse(text), Path.GetFileNameWithoutExtension(file));

    /// <summary>Reads a profile that stands in a file of its own or in a scenario.</summary>
    /// <param name="item">The mapping.</param>
    /// <param name="name">Its name, when it does not say one.</param>
    public static ModemProfile Read(YamlItem item, string name)
    {
        var section = item.Section();
        var basis = section.Read(Extends, new ModemProfile(), value => LoadEmbedded(value.Name(EmbeddedProfiles.Names)));
        return ProfileReader.Read(section, basis with { Name = name });
    }

    private static ModemProfile LoadEmbedded(string name) => Embedded.GetOrAdd(name, static name => Parse(name, EmbeddedProfiles.ReadText(name)));
}
