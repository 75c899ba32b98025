using System.Buffers;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;

namespace MbimEmulator.Faults;

/// <content>What actions do.</content>
public sealed partial class FaultEngine
{
    // Rules that copy each other's copies would multiply without end.
    private const int MaxCopies = 4096;

    private int _copies;

    /// <summary>Does one action on traffic.</summary>
    /// <returns>Whether the traffic goes on at once; otherwise it was dropped or is held.</returns>
    private bool Act(ActiveRule rule, FaultAction action, InFlight traffic, RulePosition next)
    {
        // What an earlier action put off has been done by the time the traffic comes here again.
        if (traffic.WaitsForDeferred)
        {
            traffic.WaitsForDeferred = false;
        }
        else if (PutOff.HoldsTraffic(action) && PutOff.IsBehind(rule.Rule.Actions, next.Action - 1))
        {
            traffic.WaitsForDeferred = true;
            Defer(() => Run(traffic, next with { Action = next.Action - 1 }));
            return false;
        }

        switch (action)
        {
            case DropAction:
                Tell(rule, traffic, "dropped");
                return ActBeside(rule, traffic, next);
            case LeaveAction when traffic.Level == TrafficLevel.Message && traffic.Port.Direction == TransferDirection.ToHost:
                Leave(rule, traffic);
                return ActBeside(rule, traffic, next);
            case DelayAction delay:
                Delay(rule, delay, traffic, next);
                return false;
            case LateAction late:
                Tell(rule, traffic, $"held until {late.Messages} messages have come the other way");
                Hold(traffic, next, late.Messages, awaited: null, within: null);
                return false;
            case DuplicateAction duplicate:
                return Duplicate(rule, duplicate, traffic, next);
            case ReorderAction reorder:
                Tell(rule, traffic, $"held until {reorder.Behind} have overtaken it");
                Hold(traffic, next, reorder.Behind, passed => passed.Level == traffic.Level && IsSameWay(passed, traffic), reorder.Within);
                return false;
            case CompleteFirstAction when traffic.Level == TrafficLevel.Call:
                Tell(rule, traffic, "held until its completion has gone");
                var id = CallMessages.RequestIdOf(traffic.Bytes);
                Hold(traffic, next, 1, passed => IsSameWay(passed, traffic) && CallMessages.IsCompletion(passed.Bytes, id), within: null);
                return false;
            case AnswerAction or FunctionErrorAction or RefuseCallAction when IsCommand(traffic):
                Tell(rule, traffic, "answered in the modem's place");
                if (MessageEdits.AnswerTo(traffic, action, out var answer, out var problem))
                {
                    Reply(traffic, answer, rule);
                    return ActBeside(rule, traffic, next);
                }

                return CannotAct(rule, traffic, problem);
            case HangUpAction hangUp when !hangUp.SendsFirst || traffic.Port.Direction == TransferDirection.ToFunction:
                HangUp(rule, traffic);
                return ActBeside(rule, traffic, next);
            case HangUpAction:
                Tell(rule, traffic, "the connection ends behind it");
                traffic.CloseReason = $"hung up by {rule.Rule.Name}";
                return true;
            case IndicateAction or StormAction or SetAction or SetStateAction or StallAction or ThrottleAction:
                Act(rule, action);
                return true;
            default:
                return Edit(rule, action, traffic);
        }
    }

    /// <summary>Does actions that are about no traffic in particular, in order.</summary>
    private void ActAlone(ActiveRule rule)
    {
        for (var i = 0; i < rule.Rule.Actions.Count; i++)
        {
            if (rule.Rule.Actions[i] is HangUpAction)
            {
                HangUp(rule, traffic: null, PutOff.IsBehind(rule.Rule.Actions, i));
            }
            else
            {
                Act(rule, rule.Rule.Actions[i]);
            }
        }
    }

    private void HangUp(ActiveRule rule, InFlight? traffic, bool isBehindPutOff)
    {
        if (isBehindPutOff)
        {
            Defer(() => HangUp(rule, traffic));
        }
        else
        {
            HangUp(rule, traffic);
        }
    }

    /// <summary>The traffic goes no further: of the rule's further actions those are done that are not about it.</summary>
    private bool ActBeside(ActiveRule rule, InFlight traffic, RulePosition next)
    {
        var actions = rule.Rule.Actions;
        for (var i = next.Action; i < actions.Count; i++)
        {
            if (actions[i] is HangUpAction)
            {
                HangUp(rule, traffic, PutOff.IsBehind(actions, i, next.Action));
            }
            else if (actions[i] is IndicateAction or StormAction or SetAction or SetStateAction or StallAction or ThrottleAction)
            {
                Act(rule, actions[i]);
            }
        }

        return false;
    }

    /// <summary>Does one action that is about no traffic in particular.</summary>
    private void Act(ActiveRule rule, FaultAction action)
    {
        switch (action)
        {
            case IndicateAction indicate:
                After(indicate.After, () => Indicate(rule, indicate));
                break;
            case StormAction storm:
                Defer(() => Storm(rule, storm, storm.Count));
                break;
            case StallAction stall:
                var time = stall.Time.Draw(rule.Draws);
                Tell(rule, null, $"nothing goes to the host for {time.TotalMilliseconds:0} ms");
                _lines.ToHost.Stall(time);
                break;
            case ThrottleAction throttle:
                Throttle(rule, throttle);
                break;
            case SetAction set:
                After(set.After, () => Change(rule, set));
                break;
            case SetStateAction state:
                After(state.After, () => EnterState(state.State));
                break;
            default:
                FaultLog.CannotAct(_logger, rule.Rule.Name, $"{action.GetType().Name} needs traffic, and its trigger has none");
                break;
        }
    }

    private void Tell(ActiveRule rule, InFlight? traffic, string text) => _journal.Fault(rule.Rule.Name, rule.Rule.Fault, traffic, text);

    private void Reply(InFlight traffic, byte[] answer, ActiveRule rule)
    {
        if (traffic.Level == TrafficLevel.Call)
        {
            traffic.Port.Reply(answer);
        }
        else
        {
            SendToHost(answer, rule);
        }
    }

    private void Throttle(ActiveRule rule, ThrottleAction throttle)
    {
        if (throttle.Of == ThrottledTraffic.Control)
        {
            Tell(rule, null, $"{throttle.BytesPerSecond} bytes a second to the host");
            _lines.ToHost.Throttle(throttle.BytesPerSecond, throttle.For);
            return;
        }

        Tell(rule, null, $"{throttle.BytesPerSecond} bytes of datagrams a second");
        foreach (var direction in Enum.GetValues<TransferDirection>())
        {
            if (throttle.Of == ThrottledTraffic.Data || (throttle.Of == ThrottledTraffic.DataToHost) == (direction == TransferDirection.ToHost))
            {
                _lines.Datagrams(direction).Throttle(throttle.BytesPerSecond, throttle.For);
            }
        }
    }

    private static readonly Func<InFlight, bool> Nothing = static _ => false;

    private static bool IsSameWay(InFlight left, InFlight right) => left.Port.Direction == right.Port.Direction && left.Port.Link == right.Port.Link;

    private static bool IsCommand(InFlight traffic) =>
        traffic.Port.Direction == TransferDirection.ToFunction && traffic.Level is TrafficLevel.Message or TrafficLevel.Call;

    private bool Edit(ActiveRule rule, FaultAction action, InFlight traffic)
    {
        var problem = action switch
        {
            AnswerAction or ChangeAction or SwapTransactionIdAction or SwapCidAction or FunctionErrorAction => MessageEdits.Apply(
                action, traffic, (service, cid) => CurrentState.Of(service, cid, _modem, traffic.Port.Version)),
            PatchAction or ResizeAction or GarbageAction => ByteEdits.Apply(action, traffic, rule.Draws),
            FragmentAction or DribbleAction or ConcatenateAction or RespondAction => TransferEdits.Apply(action, traffic, indicate => MakeIndication(rule, indicate)),
            _ => $"{action.GetType().Name} cannot act on this",
        };
        if (problem is null)
        {
            Tell(rule, traffic, ActionText.Of(action));
            return true;
        }

        return CannotAct(rule, traffic, problem);
    }

    private bool CannotAct(ActiveRule rule, InFlight traffic, string problem)
    {
        FaultLog.CannotAct(_logger, rule.Rule.Name, problem);
        Tell(rule, traffic, $"could not act: {problem}");
        return true;
    }

    private void Delay(ActiveRule rule, DelayAction delay, InFlight traffic, RulePosition next)
    {
        var time = delay.Time.Draw(rule.Draws);
        if (delay.HoldsOthers && _lines.Of(traffic.Port) is null)
        {
            CannotAct(rule, traffic, "calls wait for nobody, so nothing is held behind it; it is delayed alone");
        }

        Tell(rule, traffic, $"delayed by {time.TotalMilliseconds:0} ms");
        if (delay.HoldsOthers && _lines.Of(traffic.Port) is { } line)
        {
            line.Stall(time);
            Run(traffic, next);
        }
        else
        {
            Hold(traffic, next, int.MaxValue, Nothing, time);
        }
    }

    private void Leave(ActiveRule rule, InFlight traffic)
    {
        if (_left.Count >= MaxLeft)
        {
            CountDropped(traffic);
            return;
        }

        Tell(rule, traffic, "left for whoever opens next");
        _left.Add(traffic.Bytes);
    }

    /// <summary>A host opens: it gets what was left before it, as from a node that was closed before its messages were read.</summary>
    private void HandOverLeft()
    {
        if (_left.Count == 0 || _modem.Function.HostLink is not { } link)
        {
            return;
        }

        var left = _left.ToList();
        _left.Clear();
        foreach (var message in left)
        {
            _journal.Note($"a message of {message.Length} bytes that was left by the host before");
            Run(new InFlight(_modem.Function.MessagesToHost, message) { Origin = link, Outbound = _modem.Function.NumberOf(message) }, RulePosition.End);
        }
    }

    private bool Duplicate(ActiveRule rule, DuplicateAction duplicate, InFlight traffic, RulePosition next)
    {
        if (_copies + duplicate.Copies > MaxCopies)
        {
            return CannotAct(rule, traffic, $"rules have made {_copies} copies in this event; up to {MaxCopies} are made");
        }

        if (_copies == 0)
        {
            Defer(() => _copies = 0);
        }

        _copies += duplicate.Copies;
        Tell(rule, traffic, $"sent {duplicate.Copies + 1} times");
        var copies = Enumerable.Range(1, duplicate.Copies).Select(_ => traffic.Clone()).ToList();
        Run(traffic, next);
        for (var i = 0; i < copies.Count; i++)
        {
            var copy = copies[i];
            if (duplicate.Gap == TimeSpan.Zero)
            {
                Run(copy, next);
            }
            else
            {
                Hold(copy, next, int.MaxValue, Nothing, LongTime.Multiply(duplicate.Gap, i + 1));
            }
        }

        return false;
    }

    private void HangUp(ActiveRule rule, InFlight? traffic)
    {
        Tell(rule, traffic, "the connection ends");
        var link = traffic?.Port.Link ?? traffic?.Origin ?? _modem.Function.HostLink;
        link?.Close($"hung up by {rule.Rule.Name}");
        Defer(static () => { });
    }

    private void After(TimeSpan delay, Action action)
    {
        if (delay <= TimeSpan.Zero)
        {
            Defer(action);
        }
        else
        {
            _clock.Schedule(delay, action);
        }
    }

    private void Change(ActiveRule rule, SetAction set)
    {
        try
        {
            var done = set.Change.Apply(_modem);
            _journal.State(rule.Rule.Name, done);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            FaultLog.CannotAct(_logger, rule.Rule.Name, e.Message);
            Tell(rule, null, $"could not act: {e.Message}");
        }
    }

    private void Indicate(ActiveRule rule, IndicateAction indicate)
    {
        if (MakeIndication(rule, indicate) is { } message)
        {
            Tell(rule, null, "a notification of its own");
            SendToHost(message, rule);
        }
    }

    private void Storm(ActiveRule rule, StormAction storm, int left)
    {
        Indicate(rule, storm.Indicate);
        if (left <= 1 || !rule.IsLoaded)
        {
            return;
        }

        if (storm.Every == TimeSpan.Zero)
        {
            Defer(() => Storm(rule, storm, left - 1));
        }
        else
        {
            _clock.Schedule(storm.Every, () => Storm(rule, storm, left - 1));
        }
    }

    private byte[]? MakeIndication(ActiveRule rule, IndicateAction indicate)
    {
        if (MessageEdits.TryMakeBuffer(indicate.Service, indicate.Cid, BufferKind.Notification, _modem.Function.Version, CurrentState.Of(indicate.Service, indicate.Cid, _modem, _modem.Function.Version), indicate.Fields, indicate.Bytes, out var buffer, out var problem))
        {
            var writer = new ArrayBufferWriter<byte>();
            MbimMessageWriter.WriteIndicateStatus(writer, indicate.Service, indicate.Cid, buffer);
            return writer.WrittenSpan.ToArray();
        }

        FaultLog.CannotAct(_logger, rule.Rule.Name, problem);
        return null;
    }
}
