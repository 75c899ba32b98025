using System.Buffers.Binary;
using MbimEmulator.Patterns;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimProtocol.Messages;

namespace MbimEmulator.Faults;

/// <summary>The loaded rules by what can set them off, so that traffic that no rule names costs one look-up.</summary>
internal sealed class RuleIndex
{
    /// <summary>That of no rules.</summary>
    public static readonly RuleIndex Empty = new([]);

    private readonly Dictionary<MessageKey, ActiveRule[]> _named = [];
    private readonly Dictionary<MbimMessageType, ActiveRule[]> _others = [];
    // By the kind of message, a bit for each CID modulo 64 that rules name; all of them where a rule names none.
    private readonly ulong[] _filter = new ulong[16];
    private readonly ActiveRule[][] _transfers;
    private readonly ActiveRule[][] _blocks;
    private readonly ActiveRule[][] _datagrams;

    /// <summary>Sorts the rules; they are in the order in which they act.</summary>
    public RuleIndex(IReadOnlyList<ActiveRule> rules)
    {
        var messages = rules.Where(rule => rule.Rule.Trigger is MessageTrigger).ToArray();
        foreach (var key in messages.Select(KeyOf).OfType<MessageKey>().Distinct())
        {
            _named[key] = Array.FindAll(messages, rule => CanFit(PatternOf(rule), key));
            _filter[SlotOf(key.Type)] |= 1UL << (int)(key.Cid % 64);
        }

        foreach (var type in Enum.GetValues<MbimMessageType>())
        {
            var others = Array.FindAll(messages, rule => KeyOf(rule) is null && (PatternOf(rule).Type ?? type) == type);
            if (others.Length > 0)
            {
                _others[type] = others;
                _filter[SlotOf(type)] = ulong.MaxValue;
            }
        }

        HasMessages = messages.Length > 0;
        NeedsRequests = Array.Exists(messages, rule => PatternOf(rule) is { Request.Count: > 0 } or { Type: null or MbimMessageType.CommandDone, Operation: not null });
        Calls = [.. rules.Where(rule => rule.Rule.Trigger is CallTrigger)];
        States = [.. rules.Where(rule => rule.Rule.Trigger is StateTrigger)];
        Bytes = [.. rules.Where(rule => rule.Rule.Trigger is ByteTrigger)];
        BusRequests = [.. rules.Where(rule => rule.Rule.Trigger is ControlRequestTrigger)];
        Subscriptions = [.. rules.Where(rule => rule.Rule.Trigger is SubscriptionTrigger)];
        ScenarioStates = [.. rules.Where(rule => rule.Rule.Trigger is ScenarioStateTrigger)];
        ThrottlesData = rules.Any(rule => rule.Rule.Actions.Any(action => action is ThrottleAction { Of: not ThrottledTraffic.Control }));
        _transfers = ByDirection(rules, trigger => (trigger as TransferTrigger)?.Direction);
        _blocks = ByDirection(rules, trigger => (trigger as BlockTrigger)?.Direction);
        _datagrams = ByDirection(rules, trigger => (trigger as DatagramTrigger)?.Direction);
    }

    public bool HasMessages { get; }

    /// <summary>Whether a rule asks what command a COMMAND_DONE answers.</summary>
    public bool NeedsRequests { get; }

    /// <summary>Whether a rule may slow the data plane down.</summary>
    public bool ThrottlesData { get; }

    public ActiveRule[] Calls { get; }

    public ActiveRule[] States { get; }

    public ActiveRule[] Bytes { get; }

    public ActiveRule[] BusRequests { get; }

    public ActiveRule[] Subscriptions { get; }

    public ActiveRule[] ScenarioStates { get; }

    /// <summary>Whether any rule may mean a message; when not, none does.</summary>
    public bool MayFit(ReadOnlySpan<byte> message)
    {
        if (message.Length < MbimMessage.IndicateStatusHeaderSize)
        {
            return HasMessages;
        }

        var cid = BinaryPrimitives.ReadUInt32LittleEndian(message[36..]);
        var filter = _filter[SlotOf((MbimMessageType)BinaryPrimitives.ReadUInt32LittleEndian(message))];
        return (filter >> (int)(cid % 64) & 1) != 0;
    }

    /// <summary>The rules that a message may set off.</summary>
    public ActiveRule[] Messages(MbimMessageType type, Guid service, uint cid) =>
        _named.TryGetValue(new MessageKey(type, service, cid), out var named) ? named : _others.GetValueOrDefault(type) ?? [];

    public ActiveRule[] Transfers(TransferDirection direction) => _transfers[(int)direction];

    public ActiveRule[] Blocks(TransferDirection direction) => _blocks[(int)direction];

    public ActiveRule[] Datagrams(TransferDirection direction) => _datagrams[(int)direction];

    private static int SlotOf(MbimMessageType type) => (int)(((uint)type & 7) | ((uint)type >> 28));

    private static ActiveRule[][] ByDirection(IReadOnlyList<ActiveRule> rules, Func<Trigger, TransferDirection?> directionOf) =>
        [.. Enum.GetValues<TransferDirection>().Select(direction => rules.Where(rule => directionOf(rule.Rule.Trigger) == direction).ToArray())];

    private static MessagePattern PatternOf(ActiveRule rule) => ((MessageTrigger)rule.Rule.Trigger).Pattern;

    private static MessageKey? KeyOf(ActiveRule rule) =>
        PatternOf(rule) is { Type: { } type, Service: { } service, Cid: { } cid } ? new MessageKey(type, service, cid) : null;

    private static bool CanFit(MessagePattern pattern, MessageKey key) =>
        (pattern.Type ?? key.Type) == key.Type && (pattern.Service ?? key.Service) == key.Service && (pattern.Cid ?? key.Cid) == key.Cid;

    private readonly record struct MessageKey(MbimMessageType Type, Guid Service, uint Cid);
}
