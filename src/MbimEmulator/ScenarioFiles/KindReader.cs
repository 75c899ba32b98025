using MbimEmulator.Yaml;

namespace MbimEmulator.ScenarioFiles;

/// <summary>What reading triggers and actions have in common.</summary>
internal static class KindReader
{
    /// <summary>Complains of keys that are not among these.</summary>
    public static void CheckKeys(YamlValues values, YamlSection section, IEnumerable<YamlKey> keys)
    {
        foreach (var key in keys)
        {
            values.Find(key);
        }

        section.CheckLeftOver();
    }
}
