using MbimEmulator.Yaml;

namespace MbimEmulator.Profiles;

/// <summary>A section of profiles beside the built-in ones; see <see cref="ProfileSection{T}"/>.</summary>
public abstract class ProfileSection
{
    private protected ProfileSection(string name, Type type) => (Name, Type) = (name, type);

    /// <summary>Its key in a profile's YAML.</summary>
    public string Name { get; }

    internal Type Type { get; }

    /// <summary>What a profile has of it.</summary>
    /// <param name="profile">The profile's mapping.</param>
    /// <param name="basis">What the profile has that it extends; null for nothing.</param>
    internal abstract ProfilePart? Read(YamlSection profile, ProfilePart? basis);
}

/// <summary>A section of profiles beside the built-in ones, read by the module that is made by it; see <c>ModemModuleKind.Section</c>.</summary>
/// <typeparam name="T">What it is read into, by which <see cref="ModemProfile.Section{T}"/> finds it; compared by its values.</typeparam>
/// <param name="name">Its key in a profile's YAML, which no other section has.</param>
/// <param name="absent">What a profile without it has.</param>
/// <param name="read">Reads the keys that are there; what is not there it takes from its second argument. A key that it does not ask for is refused.</param>
public sealed class ProfileSection<T>(string name, T absent, Func<YamlSection, T, T> read) : ProfileSection(name, typeof(T))
    where T : notnull
{
    internal T Absent => absent;

    internal override ProfilePart? Read(YamlSection profile, ProfilePart? basis) =>
        profile.Item(Name) is { } item
            ? new ProfilePart(this, YamlSection.Checked(item, section => read(section, basis is null ? absent : (T)basis.Value)))
            : basis;
}
