using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;

namespace MbimEmulator.ScenarioFiles;

/// <summary>Finds a scenario and has it read.</summary>
internal static class ScenarioLoader
{
    public static Scenario Load(string nameOrFile)
    {
        ArgumentNullException.ThrowIfNull(nameOrFile);
        if (EmbeddedScenarios.Names.Contains(nameOrFile))
        {
            return Parse(new ScenarioSource(nameOrFile) { MayReadFiles = true }, EmbeddedScenarios.ReadText(nameOrFile));
        }

        if (!File.Exists(nameOrFile) && !Directory.Exists(nameOrFile))
        {
            if (QuirkProfile.All.FirstOrDefault(quirk => quirk.Name == nameOrFile) is { Needs: { } needs })
            {
                throw new ScenarioException(nameOrFile, $"it cannot be run yet: it needs {needs}; expected a YAML file or one of {string.Join(", ", EmbeddedScenarios.Names)}.");
            }

            throw new ScenarioException(
                nameOrFile,
                $"there is neither a scenario of this name nor a file; expected a YAML file or one of {string.Join(", ", EmbeddedScenarios.Names)}."
                + Nearest.Hint(nameOrFile, EmbeddedScenarios.Names));
        }

        var source = new ScenarioSource(nameOrFile) { MayReadFiles = true };
        return Parse(source, source.ReadFile());
    }

    public static Scenario Parse(ScenarioSource source, string text)
    {
        ArgumentNullException.ThrowIfNull(source.File);
        ArgumentNullException.ThrowIfNull(text);
        Scenario? scenario = null;
        try
        {
            scenario = ScenarioReader.Read(source.Parse(text), source);
        }
        catch (ScenarioException e)
        {
            source.Add(e);
        }

        return source.All() is { } mistakes ? throw mistakes : scenario!;
    }
}
