using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;

namespace MbimEmulator.ScenarioFiles;

/// <summary>Makes a scenario of a YAML mapping.</summary>
internal static class ScenarioReader
{
    /// <summary>How many rules a scenario has at most.</summary>
    public const int MaxRules = 10_000;

    public static readonly YamlKey<int> SchemaVersion = new("schemaVersion", YamlForms.Int32(1, 1), "The version of this form: 1.") { IsRequired = true };
    public static readonly YamlKey<string> Name = new("name", YamlForms.Text(100), "Its name; default: the file name.");
    public static readonly YamlKey<string> Description = new("description", YamlForms.Text(1000), "A description for people.");
    public static readonly YamlKey<ulong> Seed = new("seed", YamlForms.Map(YamlForms.Long(0, long.MaxValue), (number, _) => (ulong)number), "The seed of all random numbers; if not given, whoever starts the modem chooses it.");
    public static readonly YamlKey<ScenarioClock> Clock = new("clock", YamlForms.Choice<ScenarioClock>(), "Real time, or virtual time, which stands still until it is moved; real.");
    public static readonly YamlKey<YamlItem> Profile = new("profile", ProfileForm.Form, "The modem; if not given, whoever starts it chooses it.");
    public static readonly YamlKey<YamlItem> Rules = new("rules", RuleForms.Rules, "What happens, and when.");
    public static readonly YamlKey<YamlItem> Timeline = new("timeline", RuleForms.Timeline, "What happens at which time.");

    /// <summary>All keys.</summary>
    public static YamlKey[] Keys => [SchemaVersion, Name, Description, Profile, Seed, Clock, Rules, Timeline];

    /// <summary>Reads a scenario.</summary>
    public static Scenario Read(YamlItem item, ScenarioSource source)
    {
        var section = item.Section();
        var values = new YamlValues(item, section);
        source.Try(() =>
        {
            values.Require(SchemaVersion);
            return section;
        });
        KindReader.CheckKeys(values, section, Keys);

        // Rules may name what the profile has: without it, each of those names would look wrong.
        var place = values.Find(Profile);
        var profile = place is null ? null : source.Try(() => ProfileForm.Read(place));
        source.DeviceServices = profile?.DeviceServices.Services ?? [];
        return new Scenario
        {
            Name = values.Get(Name, Path.GetFileNameWithoutExtension(source.File)),
            Description = values.Get(Description, ""),
            Profile = profile,
            Seed = values.GetOrNull(Seed),
            Clock = values.Get(Clock, ScenarioClock.Real),
            Rules = place is null == profile is null ? new RuleListReader(item).Read(values.Find(Rules), values.Find(Timeline), profile) : [],
        };
    }
}
