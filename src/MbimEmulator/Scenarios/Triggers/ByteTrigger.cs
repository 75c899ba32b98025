using MbimEmulator.Pipeline;
using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>The control transfer that is about to be sent brings the bytes in one direction since the start of the scenario to this number; occurs once.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="Count">How many.</param>
public sealed record ByteTrigger(TransferDirection Direction, long Count) : Trigger, ITriggeredBy<BytesPassed>
{
    private static readonly YamlKey<TransferDirection> DirectionKey = new("direction", TriggerForms.Direction, "The direction.") { IsRequired = true };
    private static readonly YamlKey<long> CountKey = new("count", YamlForms.Long(1, 1L << 40), "How many.") { IsRequired = true };

    internal static TriggerKind FileKind { get; } = TriggerKind.Of(
        "bytes", "The control transfer that is about to be sent brings the bytes in one direction since the start of the scenario to this number; occurs once.",
        new YamlForm<ByteTrigger>("`{ direction: toHost, count: 4096 }`", () => YamlSchema.Mapping([DirectionKey, CountKey]), item => YamlSection.Checked(item, Read)),
        trigger => trigger);

    internal override bool ComesOnce => true;

    bool ITriggeredBy<BytesPassed>.IsSetOffBy(in BytesPassed happening) =>
        happening.Direction == Direction && happening.Before < Count && Count <= happening.After;

    private static ByteTrigger Read(YamlSection section) => new(
        section.Require(DirectionKey.Name, DirectionKey.ValueForm.Read), section.Require(CountKey.Name, CountKey.ValueForm.Read));
}
