using System.Buffers.Binary;
using MbimEmulator.Links;
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
    private readonly ActiveRule[] _rules;
    private readonly ActiveRule[][] _transfers;
    private readonly ActiveRule[][] _blocks;
    private readonly ActiveRule[][] _datagrams;
    private readonly ActiveRule[][] _apdus;
    private readonly Dictionary<Type, ActiveRule[]> _events = [];

    /// <summary>Sorts the rules; they are in the order in which they act.</summary>
    public RuleIndex(IEnumerable<ActiveRule> rules)
    {
        _rules = [.. rules];
        var messages = Array.FindAll(_rules, rule => rule.Rule.Trigger.Messages is not null);
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
        NeedsRequests = Array.Exists(messages, rule => rule.Rule.Trigger.AsksForRequest);
        Calls = Concerning(TrafficLevel.Call, TransferDirection.ToFunction);
        Conditions = Array.FindAll(_rules, rule => rule.Rule.Trigger is IModemCondition);
        _transfers = ByDirection(TrafficLevel.Transfer);
        _blocks = ByDirection(TrafficLevel.Block);
        _datagrams = ByDirection(TrafficLevel.Datagram);
        _apdus = ByDirection(TrafficLevel.Apdu);
        CountsBytes = On<BytesPassed>().Length > 0;
        WatchesBus = On<BusRequest>().Length > 0;
        ConcernsData = Array.Exists([.. _blocks, .. _datagrams], static rules => rules.Length > 0)
            || Array.Exists(_rules, rule => rule.Rule.Actions.Any(action => action.SlowsData));
    }

    /// <summary>Whether a message may set a rule off.</summary>
    public bool HasMessages { get; }

    /// <summary>Whether a rule asks what command a COMMAND_DONE answers.</summary>
    public bool NeedsRequests { get; }

    /// <summary>Whether a rule asks how many bytes of control transfers have gone.</summary>
    public bool CountsBytes { get; }

    /// <summary>Whether a rule asks what the host requests on the bus.</summary>
    public bool WatchesBus { get; }

    /// <summary>Whether a block or datagram may set a rule off, or be slowed down by one.</summary>
    public bool ConcernsData { get; }

    /// <summary>The rules that a call, its return or its completion may set off.</summary>
    public ActiveRule[] Calls { get; }

    /// <summary>The rules that wait for a state of the modem.</summary>
    public ActiveRule[] Conditions { get; }

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

    /// <summary>The rules that a control transfer may set off.</summary>
    public ActiveRule[] Transfers(TransferDirection direction) => _transfers[(int)direction];

    /// <summary>The rules that a block may set off.</summary>
    public ActiveRule[] Blocks(TransferDirection direction) => _blocks[(int)direction];

    /// <summary>The rules that a datagram may set off.</summary>
    public ActiveRule[] Datagrams(TransferDirection direction) => _datagrams[(int)direction];

    /// <summary>The rules that a command to the card, or its answer, may set off.</summary>
    public ActiveRule[] Apdus(TransferDirection direction) => _apdus[(int)direction];

    /// <summary>The rules that hear of something beside the traffic.</summary>
    /// <typeparam name="TEvent">What happens.</typeparam>
    public ActiveRule[] On<TEvent>()
    {
        if (_rules.Length == 0)
        {
            return [];
        }

        if (!_events.TryGetValue(typeof(TEvent), out var rules))
        {
            _events[typeof(TEvent)] = rules = Array.FindAll(_rules, rule => rule.Rule.Trigger is ITriggeredBy<TEvent>);
        }

        return rules;
    }

    private ActiveRule[][] ByDirection(TrafficLevel level) => [.. Enum.GetValues<TransferDirection>().Select(direction => Concerning(level, direction))];

    private ActiveRule[] Concerning(TrafficLevel level, TransferDirection direction) => Array.FindAll(_rules, rule => rule.Rule.Trigger.Concerns(level, direction));

    private static int SlotOf(MbimMessageType type) => (int)(((uint)type & 7) | ((uint)type >> 28));

    private static MessagePattern PatternOf(ActiveRule rule) => rule.Rule.Trigger.Messages!;

    private static MessageKey? KeyOf(ActiveRule rule) =>
        PatternOf(rule) is { Type: { } type, Service: { } service, Cid: { } cid } ? new MessageKey(type, service, cid) : null;

    private static bool CanFit(MessagePattern pattern, MessageKey key) =>
        (pattern.Type ?? key.Type) == key.Type && (pattern.Service ?? key.Service) == key.Service && (pattern.Cid ?? key.Cid) == key.Cid;

    private readonly record struct MessageKey(MbimMessageType Type, Guid Service, uint Cid);
}
