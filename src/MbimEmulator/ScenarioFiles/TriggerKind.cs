using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;
using MbimProtocol.Messages;

namespace MbimEmulator.ScenarioFiles;

/// <summary>A trigger as scenario files name it.</summary>
internal sealed record TriggerKind(string Name, string Description, YamlKey? Short, YamlKey[] Keys, Func<YamlValues, Trigger> Make)
    : YamlKind<Trigger>(Name, Description, Short, Keys, Make)
{
    /// <summary>Whether its name alone says enough: it has no value, or any will do.</summary>
    public bool CanStandAlone { get; init; }

    /// <summary>The kind of message that it is about; null for any, and for what is no message of MBIM.</summary>
    public MbimMessageType? Type { get; init; }
}
