using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;

namespace MbimEmulator.ScenarioFiles;

/// <summary>All actions of scenario files: the table behind the reader, the schema and the reference.</summary>
internal static partial class ActionKinds
{
    private static readonly YamlKey<bool> HoldsOthers = new("holdsOthers", YamlForms.Boolean, "Whether later traffic in the same direction waits for it; not for calls.");
    private static readonly YamlKey<int> Messages = new("messages", YamlForms.Int32(1, 1000), "How many messages of the other side come first; 1.");
    private static readonly YamlKey<int> Copies = new("copies", YamlForms.Int32(1, 1000), "Number of additional copies; 1.");
    private static readonly YamlKey<TimeSpan> Gap = new("gap", YamlForms.Duration, "The time between two of them.");
    private static readonly YamlKey<int> Behind = new("behind", YamlForms.Int32(1, 1000), "How many messages overtake it; 1.");
    private static readonly YamlKey<TimeSpan> Within = new("within", YamlForms.LongDuration, "When it is sent in any case; 1s.");
    private static readonly YamlKey<bool> SendsFirst = new("sendsFirst", YamlForms.Boolean, "Whether the message that triggered the rule is still sent, if it goes to the host.");
    private static readonly YamlKey<int> BytesPerSecond = new("bytesPerSecond", YamlForms.Int32(0, 1 << 30), "The rate; 0 removes the limit.") { IsRequired = true };
    private static readonly YamlKey<TimeSpan> For = new("for", YamlForms.LongDuration, "How long; unlimited if not given.");
    private static readonly YamlKey<ThrottledTraffic> Of = new("of", YamlForms.Choice<ThrottledTraffic>(), "What is slowed down: control transfers to the host, or datagrams in both directions or one; control.");
    private static readonly YamlKey<TimeSpan> After = new("after", YamlForms.Duration, "How much later.");
    private static readonly YamlKey<int> Count = new("count", YamlForms.Int32(1, 100_000), "How many.") { IsRequired = true };
    private static readonly YamlKey<TimeSpan> Every = new("every", YamlForms.Duration, "The time between two of them; 0ms.");
    private static readonly YamlKey<string> State = new("state", ScenarioForms.State, "The state.") { IsRequired = true };
    private static readonly TimeSpan DefaultWithin = TimeSpan.FromSeconds(1);

    /// <summary>All of them, in the order of the reference.</summary>
    public static IReadOnlyList<ActionKind> All { get; } =
    [
        new("drop", "It does not arrive.", null, [], _ => new DropAction()) { Follows = ActionTriggers.Traffic, CanStandAlone = true },
        new("delay", "It arrives later and is overtaken by what follows it.", DelayForms.Time, [.. DelayForms.Keys, HoldsOthers],
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
        new("late", "It arrives after the next messages of the other side: an answer that comes when the host has given up and retried.", Messages, [Messages],
            values => new LateAction(values.Get(Messages, 1))) { Follows = ActionTriggers.Message, CanStandAlone = true },
        new("leave", "It does not arrive: whoever opens the function next gets it before the answer to OPEN, as from a node that was closed before it was read.", null, [],
            _ => new LeaveAction()) { Follows = ActionTriggers.OfFunction, CanStandAlone = true },
        new("duplicate", "It arrives more than once.", Copies, [Copies, Gap],
            values => new DuplicateAction(values.Get(Copies, 1), values.Get(Gap, TimeSpan.Zero))) { Follows = ActionTriggers.Traffic, CanStandAlone = true },
        new("reorder", "It arrives after later ones of the same kind and direction.", Behind, [Behind, Within],
            values => new ReorderAction(values.Get(Behind, 1), values.Get(Within, DefaultWithin))) { Follows = ActionTriggers.Traffic, CanStandAlone = true },
        .. MessageKinds(),
        .. ByteKinds(),
        .. ShapeKinds(),
        new("hangUp", "The host's connection ends; for a call, the connection of its client.", null, [SendsFirst],
            values => new HangUpAction(values.Get(SendsFirst, false))) { CanStandAlone = true },
        new("stall", "Nothing is sent to the host for a while; it is sent afterwards.", DelayForms.Time, DelayForms.Keys, values => new StallAction(DelayForms.Read(values))),
        new("throttle", "The rate of control transfers to the host, or of datagrams, is limited; they wait, but no more than 4,096 datagrams.", BytesPerSecond, [BytesPerSecond, For, Of],
            values => new ThrottleAction(values.Require(BytesPerSecond), values.GetOrNull(For), values.Get(Of, ThrottledTraffic.Control))),
        new("indicate", "A notification is sent, whether the host has subscribed to it or not.", IndicateForms.Cid, IndicateForms.Keys, IndicateForms.Read),
        new("storm", "A notification is sent repeatedly.", null, [.. IndicateForms.Keys, Count, Every],
            values => new StormAction(IndicateForms.Read(values), values.Require(Count), values.Get(Every, TimeSpan.Zero))),
        new("set", "Makes a change to the modem: the name of a change, or `{ NAME: ARGUMENT }`, `{ NAME: [ARGUMENTS] }`; with a time `{ set: NAME, after: 2s }`.", ChangeForms.Short, [.. ChangeForms.Keys, After],
            values => new SetAction(ChangeForms.Read(values), values.Get(After, TimeSpan.Zero))) { Beside = [After] },
        new("setState", "The scenario enters a state.", State, [State, After],
            values => new SetStateAction(values.Require(State), values.Get(After, TimeSpan.Zero))),
    ];

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => All.Select(kind => kind.Name);
}
