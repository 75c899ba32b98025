using System.Text.Json.Nodes;
using MbimEmulator.Profiles;
using MbimEmulator.Yaml;

namespace MbimEmulator.ScenarioFiles;

/// <summary>The form of a scenario's profile.</summary>
internal static class ProfileForm
{
    /// <summary>A name, a file or a mapping; read with <see cref="Read"/>.</summary>
    public static YamlForm<YamlItem> Form { get; } = new(
        $"a profile: {string.Join(", ", ModemProfile.Names)}, a file beside the scenario, or a mapping as in a profile's file",
        () => YamlForms.AnyOf(new JsonObject { ["type"] = "string", ["minLength"] = 1 }, new JsonObject { ["type"] = "object" }),
        item => item);

    /// <summary>Reads the profile.</summary>
    public static ModemProfile Read(YamlItem item)
    {
        if (item.IsSection)
        {
            return ProfileLoader.Read(item, Path.GetFileNameWithoutExtension(item.Source.File));
        }

        var name = item.Text(4096);
        if (item.Source is ScenarioSource { MayReadFiles: false })
        {
            return ModemProfile.Load(item.Name(ModemProfile.Names));
        }

        try
        {
            return ModemProfile.Names.Contains(name) ? ModemProfile.Load(name) : ModemProfile.Load(Path.Combine(Path.GetDirectoryName(item.Source.File) ?? "", name));
        }
        catch (ModemProfileException e)
        {
            throw item.Error(e.Message, e);
        }
    }
}
