namespace MbimEmulator.Yaml;

/// <summary>One of several things that a mapping can name, with the keys that belong to it.</summary>
/// <typeparam name="T">What it is read into.</typeparam>
/// <param name="Name">The name.</param>
/// <param name="Description">A one-sentence description for display.</param>
/// <param name="Short">The key whose value may stand alone; null when none may.</param>
/// <param name="Keys">All keys, the short one too, unless it can only stand alone.</param>
/// <param name="Make">Creates the value from the keys.</param>
internal record YamlKind<T>(string Name, string Description, YamlKey? Short, YamlKey[] Keys, Func<YamlValues, T> Make);
