using System.Text.Json;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>The form of conditions on the modem's state.</summary>
internal static class StateForms
{
    private static readonly YamlKey<string>[] Parts = [.. StateNames.All.Select(name => new YamlKey<string>(name, ValueOf(name), $"The part {name} of the modem's state."))];

    /// <summary>Parts of the state and what each has to be.</summary>
    public static YamlForm<MbimArray<StateCondition>> Conditions { get; } = new(
        "parts of the modem's state: `{ registration: home, contexts: 1 }`",
        () =>
        {
            var schema = YamlSchema.Mapping(Parts);
            schema["minProperties"] = 1;
            return schema;
        },
        item => YamlSection.Checked(item, section => Read(item, section)));

    /// <summary>The parts with the forms of their values.</summary>
    public static IReadOnlyList<YamlKey> All => Parts;

    private static MbimArray<StateCondition> Read(YamlItem item, YamlSection section)
    {
        var given = Parts.Select(part => (part, Value: section.Item(part.Name))).Where(pair => pair.Value is not null).ToList();
        section.CheckLeftOver();
        return given.Count > 0
            ? given.Select(pair => new StateCondition(pair.part.Name, pair.part.ValueForm.Read(pair.Value!))).ToMbimArray()
            : throw item.Error("no state", $"one or more of {string.Join(", ", StateNames.All)}");
    }

    private static YamlForm<string> ValueOf(string name) => StateNames.ValuesOf(name) is { Count: > 0 } values
        ? YamlForms.OneOf([.. values.Select(JsonNamingPolicy.CamelCase.ConvertName)])
        : YamlForms.Map(YamlForms.UInt32(0, StateNames.MaxOf(name)), (_, item) => item.Text());
}
