using MbimEmulator.Function;
using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.Modem;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Faults;

/// <summary>Takes traffic that a rule has hold of through the rules, and has their actions act on it, or alone.</summary>
internal sealed class RuleRunner
{
    /// <summary>Makes the runner of one modem.</summary>
    public RuleRunner(
        RuleBook book, IModemControl modem, MbimFunction function, TrafficOutlet outlet, DeferredActions deferred, ModemClock clock, TrafficJournal journal, ILogger logger)
    {
        (Book, Modem, Function, Outlet, Deferred, Clock, Journal, Logger) = (book, modem, function, outlet, deferred, clock, journal, logger);
        Held = new HeldTraffic(clock, Run);
        outlet.Dropped = CountDropped;
        book.FiredAlone = ActAlone;
    }

    /// <summary>The rules.</summary>
    public RuleBook Book { get; }

    /// <summary>The modem.</summary>
    public IModemControl Modem { get; }

    /// <summary>The modem's function.</summary>
    public MbimFunction Function { get; }

    /// <summary>Where traffic goes on that the rules are done with.</summary>
    public TrafficOutlet Outlet { get; }

    /// <summary>What is held.</summary>
    public HeldTraffic Held { get; }

    /// <summary>What is done when the event under way has been handled.</summary>
    public DeferredActions Deferred { get; }

    /// <summary>Time.</summary>
    public ModemClock Clock { get; }

    /// <summary>What rules do is told to it.</summary>
    public TrafficJournal Journal { get; }

    /// <summary>The modem's log.</summary>
    public ILogger Logger { get; }

    /// <summary>The copies that rules have made in the event under way.</summary>
    public int Copies { get; set; }

    /// <summary>Whether a rule has acted, so that something of it may be under way; while none has there is nothing to ask.</summary>
    public bool MayBeBusy { get; private set; }

    /// <summary>Whether something of an earlier action is still under way.</summary>
    public bool IsHolding => MayBeBusy && IsBusy();

    /// <summary>A rule's trigger has come: whether it acts.</summary>
    public bool TryFire(ActiveRule rule) => Book.TryFire(rule) && (MayBeBusy = true);

    /// <summary>A message that a rule makes goes to the host; the rules behind that one may act on it.</summary>
    public void SendToHost(byte[] message, ActiveRule cause)
    {
        if (Function.HostLink is not { } link)
        {
            Journal.Note($"{cause.Rule.Name}: no host is there to send to");
            return;
        }

        var traffic = TriggerTraffic.OfMessage(message, Function.Version, null);
        var outbound = Function.NumberOf(message);
        if (outbound.Kind != OutboundKind.Answer && !link.MakeRoom(outbound))
        {
            Book.Dropped++;
            return;
        }

        var rules = Book.Index.Messages(traffic.Type, traffic.Service, traffic.Cid);
        var first = Array.FindIndex(rules, rule => rule.Order > cause.Order);
        Run(new FaultTraffic(Function.MessagesToHost, message) { Origin = link, Outbound = outbound }, first < 0 ? RulePosition.End : new RulePosition(rules, first, -1));
    }

    /// <summary>Too much waits for the host already.</summary>
    public void CountDropped(FaultTraffic message)
    {
        Book.Dropped++;
        Journal.Note($"a message of {message.Bytes.Length} bytes was dropped: {TrafficLine.MaxWaiting} transfers wait for the host already");
    }

    /// <summary>Has traffic go on among the rules, and behind them.</summary>
    public void Run(FaultTraffic traffic, RulePosition position)
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
                Journal.Touched(traffic.Port, traffic.Link, traffic.Bytes, traffic);
            }

            var actions = rules[rule].Rule.Actions;
            for (; action < actions.Count; action++)
            {
                if (!Act(rules[rule], traffic, new RulePosition(rules, rule, action)))
                {
                    return;
                }
            }
        }

        if (traffic.Level is TrafficLevel.Message or TrafficLevel.Transfer && traffic.Origin != Function.HostLink)
        {
            Journal.Note("what was held for a host that has left is dropped");
            return;
        }

        Outlet.Send(traffic);
        MayBeBusy = true;
        if (traffic.Level is not TrafficLevel.Transfer && !Held.IsEmpty)
        {
            Held.HasGone(traffic);
        }
    }

    /// <summary>A host opens: it gets what was left before it, as from a node that was closed before its messages were read.</summary>
    public void HandOverLeft()
    {
        if (!Held.HasLeft || Function.HostLink is not { } link)
        {
            return;
        }

        foreach (var message in Held.TakeLeft())
        {
            Journal.Note($"a message of {message.Length} bytes that was left by the host before");
            Run(new FaultTraffic(Function.MessagesToHost, message) { Origin = link, Outbound = Function.NumberOf(message) }, RulePosition.End);
        }
    }

    /// <summary>The modem ends: what waits is thrown away.</summary>
    public void Clear()
    {
        Held.Clear();
        Outlet.Lines.Clear();
    }

    private static bool Fits(Trigger trigger, FaultTraffic traffic)
    {
        var shown = TriggerTraffic.Of(traffic);
        return trigger.Fits(ref shown);
    }

    private bool IsBusy() => MayBeBusy = !Held.IsEmpty || Held.HasLeft || Outlet.IsHostBusy || Outlet.Lines.ToFunction.IsBusy;

    // Does one action on traffic, and says whether the traffic goes on at once; otherwise it was dropped or is held.
    private bool Act(ActiveRule rule, FaultTraffic traffic, RulePosition position)
    {
        // What an earlier action deferred has been done by the time the traffic comes here again.
        if (traffic.WaitsForDeferred)
        {
            traffic.WaitsForDeferred = false;
        }
        else if (ActionOrder.WaitsForDeferred(rule.Rule.Actions, position.Action))
        {
            traffic.WaitsForDeferred = true;
            Deferred.Add(() => Run(traffic, position));
            return false;
        }

        var next = position.AfterAction;
        var fate = rule.Rule.Actions[position.Action].ActOn(traffic, new ActionContext(this, rule, traffic, next));
        if (fate == TrafficFate.Ends)
        {
            ActBeside(rule, traffic, next.Action);
        }

        return fate == TrafficFate.GoesOn;
    }

    // No traffic has set the rule off.
    private void ActAlone(ActiveRule rule)
    {
        MayBeBusy = true;
        for (var i = 0; i < rule.Rule.Actions.Count; i++)
        {
            ActAlone(rule, i, new ActionContext(this, rule, null, RulePosition.End), first: 0);
        }
    }

    // The traffic goes no further: of the rule's further actions those are done that are not about it.
    private void ActBeside(ActiveRule rule, FaultTraffic traffic, int first)
    {
        for (var i = first; i < rule.Rule.Actions.Count; i++)
        {
            if (rule.Rule.Actions[i].Target == ActionTarget.Anything)
            {
                ActAlone(rule, i, new ActionContext(this, rule, traffic, RulePosition.End), first);
            }
        }
    }

    private void ActAlone(ActiveRule rule, int index, ActionContext context, int first)
    {
        var action = rule.Rule.Actions[index];
        if (ActionOrder.WaitsForDeferred(rule.Rule.Actions, index, first))
        {
            Deferred.Add(() => action.ActAlone(context));
        }
        else
        {
            action.ActAlone(context);
        }
    }
}
