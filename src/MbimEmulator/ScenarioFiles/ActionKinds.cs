using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;

namespace MbimEmulator.ScenarioFiles;

/// <summary>All actions of scenario files: the table behind the reader, the schema and the reference.</summary>
internal static partial class ActionKinds
{
    private static readonly YamlKey<bool> HoldsOthers = new("holdsOthers", YamlForms.Boolean, "Whether what goes the same way behind it waits for it; not for calls.");
    private static readonly YamlKey<int> Messages = new("messages", YamlForms.Int32(1, 1000), "How many messages of the other side come first; 1.");
    private static readonly YamlKey<int> Copies = new("copies", YamlForms.Int32(1, 1000), "How many times more; 1.");
    private static readonly YamlKey<TimeSpan> Gap = new("gap", YamlForms.Duration, "The time between two.");
    private static readonly YamlKey<int> Behind = new("behind", YamlForms.Int32(1, 1000), "How many overtake it; 1.");
    private static readonly YamlKey<TimeSpan> Within = new("within", YamlForms.LongDuration, "When it goes in any case; 1s.");
    private static readonly YamlKey<bool> SendsFirst = new("sendsFirst", YamlForms.Boolean, "Whether what set it off still goes, when it goes to the host.");
    private static readonly YamlKey<int> BytesPerSecond = new("bytesPerSecond", YamlForms.Int32(0, 1 << 30), "How fast; 0 ends it.") { IsRequired = true };
    private static readonly YamlKey<TimeSpan> For = new("for", YamlForms.LongDuration, "How long; without end when it is left out.");
    private static readonly YamlKey<ThrottledTraffic> Of = new("of", YamlForms.Choice<ThrottledTraffic>(), "What: control transfers to the host, or datagrams, both ways or one; control.");
    private static readonly YamlKey<TimeSpan> After = new("after", YamlForms.Duration, "How much later.");
    private static readonly YamlKey<int> Count = new("count", YamlForms.Int32(1, 100_000), "How many.") { IsRequired = true };
    private static readonly YamlKey<TimeSpan> Every = new("every", YamlForms.Duration, "The time between two; 0ms.");
    private static readonly YamlKey<string> State = new("state", ScenarioForms.State, "The state.") { IsRequired = true };
    private static readonly TimeSpan DefaultWithin = TimeSpan.FromSeconds(1);

    /// <summary>All of them, in the order of the reference.</summary>
    public static IReadOnlyList<ActionKind> All { get; } =
    [
        new("drop", "It does not arrive.", null, [], _ => new DropAction()) { Follows = ActionTriggers.Traffic, CanStandAlone = true },
        new("delay", "It arrives later; what comes behind it overtakes it.", DelayForms.Time, [.. DelayForms.Keys, HoldsOthers],
            values => new DelayAction(DelayForms.Read(values), values.Get(HoldsOthers, false)))
        {
            Follows = ActionTriggers.Traffic,
            CheckWith = (action, trigger, values) =>
            {
                if (trigger is CallTrigger && ((DelayAction)action).HoldsOthers)
                {
                    throw values.Find(HoldsOthers)!.Error("'holdsOthers' of calls, which wait for nobody", "no 'holdsOthers' here");
                }
            },
        },
        new("late", "It arrives behind the next messages of the other side: an answer that comes when the host has given up and tried again.", Messages, [Messages],
            values => new LateAction(values.Get(Messages, 1))) { Follows = ActionTriggers.Message, CanStandAlone = true },
        new("leave", "It does not arrive: whoever opens the function next gets it in front of the answer to OPEN, as from a node that was closed before it was read.", null, [],
            _ => new LeaveAction()) { Follows = ActionTriggers.OfFunction, CanStandAlone = true },
        new("duplicate", "It arrives more than once.", Copies, [Copies, Gap],
            values => new DuplicateAction(values.Get(Copies, 1), values.Get(Gap, TimeSpan.Zero))) { Follows = ActionTriggers.Traffic, CanStandAlone = true },
        new("reorder", "It arrives behind later ones of the same kind and direction.", Behind, [Behind, Within],
            values => new ReorderAction(values.Get(Behind, 1), values.Get(Within, DefaultWithin))) { Follows = ActionTriggers.Traffic, CanStandAlone = true },
        .. MessageKinds(),
        .. ByteKinds(),
        .. ShapeKinds(),
        new("hangUp", "The host's connection ends; a call's client loses its own.", null, [SendsFirst],
            values => new HangUpAction(values.Get(SendsFirst, false))) { CanStandAlone = true },
        new("stall", "Nothing goes to the host for a while; it waits and goes then.", DelayForms.Time, DelayForms.Keys, values => new StallAction(DelayForms.Read(values))),
        new("throttle", "Control transfers to the host, or datagrams, go no faster than this; they wait, and of datagrams no more than 4,096.", BytesPerSecond, [BytesPerSecond, For, Of],
            values => new ThrottleAction(values.Require(BytesPerSecond), values.GetOrNull(For), values.Get(Of, ThrottledTraffic.Control))),
        new("indicate", "A notification, whether the host has subscribed to it or not.", IndicateForms.Cid, IndicateForms.Keys, IndicateForms.Read),
        new("storm", "A notification again and again.", null, [.. IndicateForms.Keys, Count, Every],
            values => new StormAction(IndicateForms.Read(values), values.Require(Count), values.Get(Every, TimeSpan.Zero))),
        new("set", "Something is done to the modem: a change's name, or `{ NAME: ARGUMENT }`, `{ NAME: [ARGUMENTS] }`; with a time `{ set: NAME, after: 2s }`.", ChangeForms.Short, [.. ChangeForms.Keys, After],
            values => new SetAction(ChangeForms.Read(values), values.Get(After, TimeSpan.Zero))) { Beside = [After] },
        new("setState", "The scenario goes into a state.", State, [State, After],
            values => new SetStateAction(values.Require(State), values.Get(After, TimeSpan.Zero))),
    ];

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => All.Select(kind => kind.Name);
}
