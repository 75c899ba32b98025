namespace MbimEmulator.Yaml;

/// <summary>A key of a mapping: its name, what it is for, and how its value is written.</summary>
internal abstract record YamlKey(string Name, string Description)
{
    /// <summary>How the value is written.</summary>
    public abstract YamlForm Form { get; }

    /// <summary>Whether it has to be there.</summary>
    public bool IsRequired { get; init; }
}

/// <summary>A key with the type of its value.</summary>
/// <typeparam name="T">The value.</typeparam>
internal sealed record YamlKey<T>(string Name, YamlForm<T> ValueForm, string Description) : YamlKey(Name, Description)
{
    public override YamlForm Form => ValueForm;
}
