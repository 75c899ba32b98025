using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimProtocol;
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

    /// <summary>Whether anything has to be asked on the way of a message.</summary>
    internal bool IsActive => _actsOnTraffic || IsHolding;

    // Whether a message to the host has to wait for, or join, one that went before.
    private bool IsHostBusy => _join.IsPending || _lines.ToHost.IsBusy;

    /// <summary>A message that a rule makes goes to the host; the rules behind that one may act on it.</summary>
    private void SendToHost(byte[] message, ActiveRule cause)
    {
        if (_modem.Function.HostLink is not { } link)
        {
            _journal.Note($"{cause.Rule.Name}: no host is there to send to");
            return;
        }

        var seen = Seen.Of(message, _modem.Function.Version, null);
        var outbound = _modem.Function.NumberOf(message);
        if (outbound.Kind != OutboundKind.Answer && !link.MakeRoom(outbound))
        {
            Dropped++;
            return;
        }

        var rules = _index.Messages(seen.Type, seen.Service, seen.Cid);
        var first = Array.FindIndex(rules, rule => rule.Order > cause.Order);
        var traffic = new InFlight(_modem.Function.MessagesToHost, message) { Origin = link, Outbound = outbound };
        Run(traffic, first < 0 ? RulePosition.End : new RulePosition(rules, first, -1));
    }

    private void CountDropped(InFlight message)
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
                _journal.Touched(traffic.Port, LinkOf(traffic), traffic.Bytes, traffic);
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

        if (traffic.Level is TrafficLevel.Message or TrafficLevel.Transfer && traffic.Origin != _modem.Function.HostLink)
        {
            _journal.Note("what was held for a host that has left is dropped");
            return;
        }

        Go(traffic);
        _mayBeBusy = true;
        if (traffic.Level is not TrafficLevel.Transfer && _held.Count > 0)
        {
            ReleaseOvertaken(traffic);
        }
    }

    /// <summary>The rules are done with it: it goes on when its turn has come.</summary>
    private void Go(InFlight traffic)
    {
        switch (traffic.Level, traffic.Port.Direction)
        {
            case (TrafficLevel.Call, _):
                PassOn(traffic);
                break;
            case (TrafficLevel.Message, TransferDirection.ToHost):
                _join.Send(traffic);
                break;
            case (TrafficLevel.Transfer, TransferDirection.ToHost) when _lines.ToHost.IsFull && traffic.Outbound.Kind != OutboundKind.Answer:
                CountDropped(traffic);
                break;
            case (TrafficLevel.Transfer, TransferDirection.ToHost):
                _lines.ToHost.Send(traffic.Gap, traffic.Bytes.Length, () => PassOnToHolder(traffic, traffic.Origin));
                break;
            case (TrafficLevel.Message or TrafficLevel.Transfer, _):
                _lines.ToFunction.Send(TimeSpan.Zero, traffic.Bytes.Length, () => PassOnToHolder(traffic, traffic.Origin));
                break;
            default:
                var line = _lines.Of(traffic.Port)!;
                if (line.IsFull)
                {
                    traffic.Port.CountDropped();
                }
                else
                {
                    line.Send(TimeSpan.Zero, traffic.Bytes.Length, () => PassOn(traffic));
                }

                break;
        }
    }

    // Who came meanwhile gets nothing that was meant for another, and what a host sent that is gone by now reaches nobody.
    private void PassOnToHolder(InFlight traffic, ModemLink? holder)
    {
        if (holder is not null && _modem.Function.HostLink == holder)
        {
            PassOn(traffic);
        }
    }

    private void PassOn(InFlight traffic)
    {
        var outbound = traffic.Outbound with { Response = (traffic.Message ?? traffic).Response };
        _modem.Pipeline.PassOn(this, new TrafficPiece(traffic.Port, traffic.Bytes, ref outbound)
        {
            Origin = traffic.Origin,
            IsUnreadable = traffic.Port.Direction == TransferDirection.ToFunction && !traffic.Port.CanRead(traffic.Bytes),
            CloseReason = traffic.CloseReason,
            Stream = traffic.Stream,
            DeviceService = traffic.DeviceService,
            Kept = traffic,
        });
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

    private static bool Fits(Trigger trigger, InFlight traffic) => traffic.Level switch
    {
        TrafficLevel.Message => Seen.Of(traffic.Bytes, traffic.Port.Version, traffic.Request).Fits(trigger),
        TrafficLevel.Call => (Seen.Of(traffic.Bytes, traffic.Port.Version, traffic.Request) with
        {
            Caller = traffic.Caller,
            Client = traffic.Client,
            DeviceService = traffic.DeviceService,
        }).Fits(trigger),
        TrafficLevel.Transfer => Seen.OfTransfer(traffic.Bytes).Fits(trigger),
        _ => new Seen { Stream = traffic.Stream }.Fits(trigger),
    };

    private static ModemLink? LinkOf(InFlight traffic) => traffic.Port.Link ?? traffic.Origin;

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
        held.Awaited is null && held.Traffic.Port.Direction != direction && held.Traffic.Port.Link == link);

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
