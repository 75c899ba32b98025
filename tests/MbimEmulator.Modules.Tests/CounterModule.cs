using System.Buffers.Binary;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Yaml;
using MbimProtocol.Messages;

namespace MbimEmulator.Modules.Tests;

/// <summary>A vendor's tunnel that counts, with everything that a module can have.</summary>
public sealed class CounterModule : ModemModule
{
    public const uint Cid = 3;

    public static readonly Guid Service = new("5b6a8f36-9d2c-4c0b-8f0e-1f6f6f3f9a10");

    public static readonly SnapshotSection<CounterValue> Kept = new(
        "counter",
        item => YamlSection.Checked(item, section => new CounterValue(section.Require("value", value => (uint)value.Number(0, 1000)))),
        (json, value) =>
        {
            json.WriteStartObject();
            json.WriteNumber("value", value.Value);
            json.WriteEndObject();
        });

    private readonly ModuleContext _modem;
    private readonly CounterProfile _profile;
    private uint _value;

    private CounterModule(ModuleContext modem)
    {
        _modem = modem;
        _profile = modem.Profile.Section<CounterProfile>();
        _value = modem.TryRestore(Kept, out var kept) ? kept.Value : _profile.Start;
        FirstChance = modem.Random.Position;
    }

    public static ModemModuleKind Kind { get; } = new("counter", modem => new CounterModule(modem))
    {
        Handlers = ModuleHandlers.Of<CounterModule>(handlers => handlers.Command(Service, Cid, MbimCommandType.Set, static (counter, transaction, buffer) =>
        {
            counter.CountTo(BinaryPrimitives.ReadUInt32LittleEndian(buffer));
            transaction.Complete(buffer);
        })),
        Changes =
        [
            ModuleChange.Of<CounterModule>("count", "counts one step", counter => counter.Count(), "it has counted"),
            ModuleChange.Of<CounterModule>("count-to", ["VALUE"], "counts to a value", args => args.Number(0, 1000), (counter, args) => counter.CountTo(args.Number(0))),
        ],
        States =
        [
            ModuleState.Of<CounterModule>("count", counter => counter._value),
            ModuleState.Of<CounterModule, CounterParity>("parity", counter => (CounterParity)(counter._value % 2)),
        ],
        Snapshot = Kept,
        Section = new ProfileSection<CounterProfile>("counter", new CounterProfile(), ReadProfile),
    };

    public static string? FirstChance { get; private set; }

    public override SnapshotPart TakeSnapshot() => Kept.Of(new CounterValue(_value));

    private static CounterProfile ReadProfile(YamlSection section, CounterProfile basis) => basis with
    {
        Start = section.Read("start", basis.Start, item => (uint)item.Number(0, 1000)),
        Step = section.Read("step", basis.Step, item => (uint)item.Number(1, 10)),
    };

    private void Count() => CountTo(_value + _profile.Step);

    private string CountTo(uint value)
    {
        _value = value;
        _modem.Keep();
        return $"it has counted to {value}";
    }
}
