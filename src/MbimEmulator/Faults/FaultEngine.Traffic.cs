using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimEmulator.Scenarios;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;

namespace MbimEmulator.Faults;

/// <content>The way of traffic through the rules.</content>
public sealed partial class FaultEngine
{
    private const int MaxHeld = 4096;

    // As many as a driver has room for, and some more.
    private const int MaxLeft = 64;

    private readonly List<HeldTraffic> _held = [];
    private readonly List<byte[]> _left = [];
    private readonly Dictionary<uint, CommandMemory> _requests = [];
    private readonly long[] _bytes = new long[2];
    private bool _byteCounts;

    /// <summary>What was dropped because too much waited for the host.</summary>
    public long Dropped { get; private set; }

    internal HostRoute ToHostRoute { get; }

    internal FunctionRoute ToFunctionRoute { get; }

    /// <summary>A message of the function to its host. False when no rule has anything to do with it: it goes as always.</summary>
    internal bool TakeToHost(ReadOnlySpan<byte> bytes, in OutboundMessage outbound, string? closeReason)
    {
        if (_requests.Count == 0 && !_watchesTransfersToHost && !_index.MayFit(bytes) && !IsHolding)
        {
            return false;
        }

        var seen = Seen.Of(bytes, ToHostRoute.Version, TakeRequest(bytes));
        var position = Find(_index.Messages(seen.Type, seen.Service, seen.Cid), ref seen);
        if (position.Action < 0 && _held.Count == 0 && !ToHostRoute.IsBusy && _index.Transfers(TransferDirection.ToHost).Length == 0)
        {
            Count(TransferDirection.ToHost, bytes.Length);
            return false;
        }

        Run(new InFlight(TrafficKind.Message, ToHostRoute, bytes.ToArray())
        {
            Origin = _modem.Function.HostLink,
            Outbound = outbound,
            CloseReason = closeReason,
            Request = seen.Request,
        }, position);
        return true;
    }

    /// <summary>A control transfer of the host. False when no rule has anything to do with it.</summary>
    internal bool TakeTransferToFunction(ReadOnlySpan<byte> bytes)
    {
        if (!_watchesTransfersToFunction)
        {
            return false;
        }

        Count(TransferDirection.ToFunction, bytes.Length);
        var seen = Seen.OfTransfer(bytes);
        var position = Find(_index.Transfers(TransferDirection.ToFunction), ref seen);
        if (position.Action < 0)
        {
            return false;
        }

        Run(new InFlight(TrafficKind.Transfer, ToFunctionRoute, bytes.ToArray()) { Origin = _modem.Function.HostLink }, position);
        return true;
    }

    /// <summary>A whole message of the host. False when no rule has anything to do with it.</summary>
    internal bool TakeToFunction(ReadOnlySpan<byte> bytes)
    {
        if (!_index.NeedsRequests && !_index.MayFit(bytes) && !IsHolding)
        {
            return false;
        }

        if (_held.Count > 0)
        {
            ReleaseLate(TransferDirection.ToFunction, null);
        }

        var seen = Seen.Of(bytes, ToFunctionRoute.Version, null);
        if (seen.Type == MbimMessageType.Open)
        {
            HandOverLeft();
        }

        RememberRequest(seen, bytes);
        var position = Find(_index.Messages(seen.Type, seen.Service, seen.Cid), ref seen);
        if (position.Action < 0 && !ToFunctionRoute.Line.IsBusy && _held.Count == 0)
        {
            return false;
        }

        Run(new InFlight(TrafficKind.Message, ToFunctionRoute, bytes.ToArray()) { Origin = _modem.Function.HostLink }, position);
        return true;
    }

    /// <summary>A block or datagram of the data plane. False when no rule has anything to do with it.</summary>
    internal bool TakeData(TrafficKind kind, TransferDirection direction, NtbStream stream, ReadOnlySpan<byte> bytes, ModemLink? origin, DataOutlet? outlet)
    {
        var rules = kind == TrafficKind.Block ? _index.Blocks(direction) : _index.Datagrams(direction);
        var seen = new Seen { Stream = stream };
        var position = Find(rules, ref seen);
        var route = Array.Find(_dataRoutes, route => route.Kind == kind && route.Direction == direction)!;
        if (position.Action < 0 && !route.Line.IsBusy)
        {
            return false;
        }

        Run(new InFlight(kind, route, bytes.ToArray()) { Stream = stream, Origin = origin, Outlet = outlet }, position);
        return true;
    }

    /// <summary>A message between an application and the Mobile Broadband service. False when no rule has anything to do with it.</summary>
    internal bool TakeCall(TrafficRoute route, ReadOnlySpan<byte> bytes, in OutboundMessage outbound, string caller, string client, Guid? deviceService)
    {
        if (_index.Calls.Length == 0 && _held.Count == 0)
        {
            return false;
        }

        if (_held.Count > 0)
        {
            ReleaseLate(route.Direction, route.Link);
        }

        var seen = Seen.Of(bytes, MbimExVersion.V1, null) with { Caller = caller, Client = client, DeviceService = deviceService };
        var position = Find(_index.Calls, ref seen);
        if (position.Action < 0 && _held.Count == 0)
        {
            return false;
        }

        Run(new InFlight(TrafficKind.Call, route, bytes.ToArray()) { Outbound = outbound, Caller = seen.Caller, Client = client, DeviceService = deviceService }, position);
        return true;
    }

    /// <summary>A message that a rule makes goes to the host; the rules behind that one may act on it.</summary>
    internal void SendToHost(byte[] message, ActiveRule cause)
    {
        if (_modem.Function.HostLink is not { } link)
        {
            _journal.Note($"{cause.Rule.Name}: no host is there to send to");
            return;
        }

        var seen = Seen.Of(message, ToHostRoute.Version, null);
        var outbound = _modem.Function.NumberOf(message);
        if (outbound.Kind != OutboundKind.Answer && !link.MakeRoom(outbound))
        {
            Dropped++;
            return;
        }

        var rules = _index.Messages(seen.Type, seen.Service, seen.Cid);
        var first = Array.FindIndex(rules, rule => rule.Order > cause.Order);
        var traffic = new InFlight(TrafficKind.Message, ToHostRoute, message) { Origin = link, Outbound = outbound };
        Run(traffic, first < 0 ? RulePosition.End : new RulePosition(rules, first, -1));
    }

    /// <summary>One transfer of a message to the host meets the rules for transfers, and goes.</summary>
    internal void PassTransfer(HostRoute route, PlannedTransfer transfer, InFlight message, bool isLast)
    {
        Count(TransferDirection.ToHost, transfer.Bytes.Length);
        var seen = Seen.OfTransfer(transfer.Bytes);
        var position = Find(_index.Transfers(TransferDirection.ToHost), ref seen);
        if (position.Action < 0)
        {
            route.Send(transfer.Bytes, transfer.Gap, message, isLast);
            return;
        }

        var last = new LastTransferRoute(route, transfer.Gap, message, isLast);
        Run(new InFlight(TrafficKind.Transfer, last, transfer.Bytes) { Origin = message.Origin, Outbound = message.Outbound, MessageId = message.MessageId }, position);
    }

    /// <summary>A message that a rule has touched goes on.</summary>
    internal void Crossed(InFlight message) => _journal.Crossed(message, LinkOf(message));

    internal void CountDropped(InFlight message)
    {
        Dropped++;
        _journal.Note($"a message of {message.Bytes.Length} bytes was dropped: {TrafficLine.MaxWaiting} transfers wait for the host already");
    }

    private void Run(InFlight traffic, RulePosition position)
    {
        var (rules, rule, action) = position;
        for (; rule < rules.Length; rule++, action = -1)
        {
            if (action < 0)
            {
                if (!Fits(rules[rule].Rule.Trigger, traffic) || !TryFire(rules[rule]))
                {
                    continue;
                }

                action = 0;
            }

            if (action == 0)
            {
                _journal.Touched(traffic, LinkOf(traffic));
            }

            var actions = rules[rule].Rule.Actions;
            for (; action < actions.Count; action++)
            {
                if (!Act(rules[rule], actions[action], traffic, new RulePosition(rules, rule, action + 1)))
                {
                    return;
                }
            }
        }

        if (traffic.Kind is TrafficKind.Message or TrafficKind.Transfer && traffic.Origin != _modem.Function.HostLink)
        {
            _journal.Note("what was held for a host that has left is dropped");
            return;
        }

        traffic.Route.Deliver(traffic);
        _mayBeBusy = true;
        if (traffic.Kind is not TrafficKind.Transfer && _held.Count > 0)
        {
            ReleaseOvertaken(traffic);
        }
    }

    /// <summary>The first rule that acts; its action is 0, or below 0 when there is none.</summary>
    private RulePosition Find(ActiveRule[] rules, ref Seen seen)
    {
        for (var i = 0; i < rules.Length; i++)
        {
            if (seen.Fits(rules[i].Rule.Trigger) && TryFire(rules[i]))
            {
                return new RulePosition(rules, i, 0);
            }
        }

        return RulePosition.End;
    }

    private static bool Fits(Trigger trigger, InFlight traffic) => traffic.Kind switch
    {
        TrafficKind.Message => Seen.Of(traffic.Bytes, traffic.Route.Version, traffic.Request).Fits(trigger),
        TrafficKind.Call => (Seen.Of(traffic.Bytes, traffic.Route.Version, traffic.Request) with
        {
            Caller = traffic.Caller,
            Client = traffic.Client,
            DeviceService = traffic.DeviceService,
        }).Fits(trigger),
        TrafficKind.Transfer => Seen.OfTransfer(traffic.Bytes).Fits(trigger),
        _ => new Seen { Stream = traffic.Stream }.Fits(trigger),
    };

    private static ModemLink? LinkOf(InFlight traffic) => traffic.Route.Link ?? traffic.Origin;

    /// <summary>Holds traffic until so many others have come.</summary>
    /// <param name="traffic">What waits.</param>
    /// <param name="next">Where its rules go on.</param>
    /// <param name="count">How many.</param>
    /// <param name="awaited">What they are: null for messages the other way.</param>
    /// <param name="within">When it goes in any case; null for never.</param>
    private void Hold(InFlight traffic, RulePosition next, int count, Func<InFlight, bool>? awaited, TimeSpan? within)
    {
        if (_held.Count >= MaxHeld)
        {
            CountDropped(traffic);
            return;
        }

        var held = new HeldTraffic(traffic, next, awaited) { Remaining = count };
        if (within is { } limit)
        {
            held.Timer = _clock.Schedule(limit, () => Release(held));
        }

        _held.Add(held);
    }

    private void Release(HeldTraffic held)
    {
        if (_held.Remove(held))
        {
            held.Timer?.Cancel();
            Run(held.Traffic, held.Next);
        }
    }

    /// <summary>A message comes: what waits for it to go the other way is released.</summary>
    private void ReleaseLate(TransferDirection direction, ModemLink? link) => Release(held =>
        held.Awaited is null && held.Traffic.Route.Direction != direction && held.Traffic.Route.Link == link);

    /// <summary>Traffic has gone: what waits for it to overtake is released.</summary>
    private void ReleaseOvertaken(InFlight passed) => Release(held => held.Traffic != passed && held.Awaited?.Invoke(passed) == true);

    private void Release(Predicate<HeldTraffic> isAwaited)
    {
        foreach (var held in _held.FindAll(isAwaited))
        {
            if (--held.Remaining <= 0)
            {
                Release(held);
            }
        }
    }

    private void RememberRequest(in Seen seen, ReadOnlySpan<byte> bytes)
    {
        if (seen.Type != MbimMessageType.Command || !_index.NeedsRequests || !MbimMessage.TryParse(bytes, MbimReadMode.Tolerant, out var command, out _))
        {
            return;
        }

        // As many as a function can have outstanding, many times over: a host that is never answered fills it.
        if (_requests.Count >= 4096)
        {
            _requests.Clear();
        }

        _requests[command.TransactionId] = new CommandMemory(command.CommandType, command.InformationBuffer.ToArray());
    }

    private CommandMemory? TakeRequest(ReadOnlySpan<byte> bytes)
    {
        if (_requests.Count == 0 || MessageHeader.Read(bytes) is not { Type: MbimMessageType.CommandDone } header)
        {
            return null;
        }

        _requests.Remove(header.TransactionId, out var request);
        return request;
    }

    private void Count(TransferDirection direction, int length)
    {
        if (!_byteCounts)
        {
            return;
        }

        ref var count = ref _bytes[(int)direction];
        var before = count;
        count += length;
        foreach (var rule in _index.Bytes)
        {
            var trigger = (ByteTrigger)rule.Rule.Trigger;
            if (trigger.Direction == direction && before < trigger.Count && trigger.Count <= count)
            {
                FireAlone(rule);
            }
        }
    }
}
