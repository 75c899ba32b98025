using System.Buffers;
using MbimEmulator.Scenarios;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;

namespace MbimEmulator.Faults;

/// <content>What actions do.</content>
public sealed partial class FaultEngine
{
    /// <summary>Does one action on traffic.</summary>
    /// <returns>Whether the traffic goes on at once; otherwise it was dropped or is held.</returns>
    private bool Act(ActiveRule rule, FaultAction action, InFlight traffic, RulePosition next)
    {
        switch (action)
        {
            case DropAction:
                _journal.Fault(rule, traffic, "dropped");
                return ActBeside(rule, traffic, next);
            case DelayAction delay:
                Delay(rule, delay, traffic, next);
                return false;
            case LateAction late:
                _journal.Fault(rule, traffic, $"held until {late.Messages} messages have come the other way");
                Hold(traffic, next, late.Messages, awaited: null, within: null);
                return false;
            case DuplicateAction duplicate:
                Duplicate(rule, duplicate, traffic, next);
                return false;
            case ReorderAction reorder:
                _journal.Fault(rule, traffic, $"held until {reorder.Behind} have overtaken it");
                Hold(traffic, next, reorder.Behind, passed => passed.Kind == traffic.Kind && IsSameWay(passed, traffic), reorder.Within);
                return false;
            case CompleteFirstAction when traffic.Kind == TrafficKind.Call:
                _journal.Fault(rule, traffic, "held until its completion has gone");
                var id = CallMessages.RequestIdOf(traffic.Bytes);
                Hold(traffic, next, 1, passed => IsSameWay(passed, traffic) && CallMessages.IsCompletion(passed.Bytes, id), within: null);
                return false;
            case AnswerAction or FunctionErrorAction or RefuseCallAction when IsCommand(traffic):
                _journal.Fault(rule, traffic, "answered in the modem's place");
                if (MessageEdits.AnswerTo(traffic, action, out var answer, out var problem))
                {
                    traffic.Route.Reply(answer, rule);
                    return ActBeside(rule, traffic, next);
                }

                return CannotAct(rule, traffic, problem);
            case HangUpAction hangUp when !hangUp.SendsFirst || traffic.Route.Direction == Function.TransferDirection.ToFunction:
                HangUp(rule, traffic);
                return ActBeside(rule, traffic, next);
            case HangUpAction:
                _journal.Fault(rule, traffic, "the connection ends behind it");
                traffic.CloseReason = $"hung up by {rule.Rule.Name}";
                return true;
            case IndicateAction or StormAction or SetAction or SetStateAction or StallAction or ThrottleAction:
                Act(rule, action);
                return true;
            default:
                return Edit(rule, action, traffic);
        }
    }

    /// <summary>The traffic goes no further: of the rule's further actions those are done that are not about it.</summary>
    private bool ActBeside(ActiveRule rule, InFlight traffic, RulePosition next)
    {
        foreach (var action in rule.Rule.Actions.Skip(next.Action))
        {
            if (action is HangUpAction)
            {
                HangUp(rule, traffic);
            }
            else if (action is IndicateAction or StormAction or SetAction or SetStateAction or StallAction or ThrottleAction)
            {
                Act(rule, action);
            }
        }

        return false;
    }

    /// <summary>Does one action that is about no traffic in particular.</summary>
    private void Act(ActiveRule rule, FaultAction action)
    {
        switch (action)
        {
            case HangUpAction:
                HangUp(rule, null);
                break;
            case IndicateAction indicate:
                After(indicate.After, () => Indicate(rule, indicate));
                break;
            case StormAction storm:
                Storm(rule, storm, storm.Count);
                break;
            case StallAction stall:
                var time = stall.Time.Draw(rule.Draws);
                _journal.Fault(rule, null, $"nothing goes to the host for {time.TotalMilliseconds:0} ms");
                ToHostRoute.Line.Stall(time);
                break;
            case ThrottleAction throttle:
                _journal.Fault(rule, null, $"{throttle.BytesPerSecond} bytes a second to the host");
                ToHostRoute.Line.Throttle(throttle.BytesPerSecond, throttle.For);
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

    private static readonly Func<InFlight, bool> Nothing = static _ => false;

    private static bool IsSameWay(InFlight left, InFlight right) => left.Route.Direction == right.Route.Direction && left.Route.Link == right.Route.Link;

    private static bool IsCommand(InFlight traffic) =>
        traffic.Route.Direction == Function.TransferDirection.ToFunction && traffic.Kind is TrafficKind.Message or TrafficKind.Call;

    private bool Edit(ActiveRule rule, FaultAction action, InFlight traffic)
    {
        var problem = action switch
        {
            AnswerAction or ChangeAction or SwapTransactionIdAction or SwapCidAction or FunctionErrorAction => MessageEdits.Apply(
                action, traffic, (service, cid) => CurrentState.Of(service, cid, _modem, traffic.Route.Version)),
            PatchAction or ResizeAction or GarbageAction => ByteEdits.Apply(action, traffic, rule.Draws),
            FragmentAction or DribbleAction or ConcatenateAction or RespondAction => TransferEdits.Apply(action, traffic, indicate => MakeIndication(rule, indicate)),
            _ => $"{action.GetType().Name} cannot act on this",
        };
        if (problem is null)
        {
            _journal.Fault(rule, traffic, ActionText.Of(action));
            return true;
        }

        return CannotAct(rule, traffic, problem);
    }

    private bool CannotAct(ActiveRule rule, InFlight traffic, string problem)
    {
        FaultLog.CannotAct(_logger, rule.Rule.Name, problem);
        _journal.Fault(rule, traffic, $"could not act: {problem}");
        return true;
    }

    private void Delay(ActiveRule rule, DelayAction delay, InFlight traffic, RulePosition next)
    {
        var time = delay.Time.Draw(rule.Draws);
        if (delay.HoldsOthers && traffic.Route.Line is null)
        {
            CannotAct(rule, traffic, "calls wait for nobody, so nothing is held behind it; it is delayed alone");
        }

        _journal.Fault(rule, traffic, $"delayed by {time.TotalMilliseconds:0} ms");
        if (delay.HoldsOthers && traffic.Route.Line is { } line)
        {
            line.Stall(time);
            Run(traffic, next);
        }
        else
        {
            Hold(traffic, next, int.MaxValue, Nothing, time);
        }
    }

    private void Duplicate(ActiveRule rule, DuplicateAction duplicate, InFlight traffic, RulePosition next)
    {
        _journal.Fault(rule, traffic, $"sent {duplicate.Copies + 1} times");
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
                Hold(copy, next, int.MaxValue, Nothing, duplicate.Gap * (i + 1));
            }
        }
    }

    private void HangUp(ActiveRule rule, InFlight? traffic)
    {
        _journal.Fault(rule, traffic, "the connection ends");
        var link = traffic?.Route.Link ?? traffic?.Origin ?? _modem.Function.HostLink;
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
            _journal.State(rule, done);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            FaultLog.CannotAct(_logger, rule.Rule.Name, e.Message);
            _journal.Fault(rule, null, $"could not act: {e.Message}");
        }
    }

    private void Indicate(ActiveRule rule, IndicateAction indicate)
    {
        if (MakeIndication(rule, indicate) is { } message)
        {
            _journal.Fault(rule, null, "a notification of its own");
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
        if (MessageEdits.TryMakeBuffer(indicate.Service, indicate.Cid, BufferKind.Notification, ToHostRoute.Version, CurrentState.Of(indicate.Service, indicate.Cid, _modem, ToHostRoute.Version), indicate.Fields, indicate.Bytes, out var buffer, out var problem))
        {
            var writer = new ArrayBufferWriter<byte>();
            MbimMessageWriter.WriteIndicateStatus(writer, indicate.Service, indicate.Cid, buffer);
            return writer.WrittenSpan.ToArray();
        }

        FaultLog.CannotAct(_logger, rule.Rule.Name, problem);
        return null;
    }
}
