using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>The sections of the process's profiles beside the built-in ones.</summary>
internal static class ProfileSections
{
    private static readonly List<ProfileSection> Added = [];

    /// <summary>Adds one.</summary>
    /// <exception cref="InvalidOperationException">A profile has another key of that name, or another section is read into the same type.</exception>
    public static void Add(ProfileSection section)
    {
        // Who reads an empty profile asks for all keys that there are.
        var profile = new ProfileSource("").Parse("{}").Section();
        ProfileReader.Read(profile, new ModemProfile());
        if (profile.Known.Append(ProfileLoader.Extends).Contains(section.Name) || Added.Exists(other => other.Type == section.Type))
        {
            throw new InvalidOperationException($"A profile has '{section.Name}', or a section that is read into {section.Type.Name}, already.");
        }

        Added.Add(section);
    }

    /// <summary>The section that is read into a type.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static ProfileSection<T> Find<T>()
        where T : notnull =>
        Added.OfType<ProfileSection<T>>().FirstOrDefault()
        ?? throw new InvalidOperationException($"No section of profiles is read into {typeof(T).Name}; add its module to the process's modules first.");

    /// <summary>What a profile has of all of them.</summary>
    public static MbimArray<ProfilePart> Read(YamlSection profile, MbimArray<ProfilePart> basis) =>
        Added.Select(section => section.Read(profile, basis.FirstOrDefault(part => part.Section == section))).OfType<ProfilePart>().ToMbimArray();
}
