using MbimEmulator.Profiles;
using MbimProtocol.Fields;

namespace MbimEmulator.Scenarios;

/// <summary>What a rule does. The file of each action has all that is known of it: how scenario files write it, what it does, what the journal says of it.</summary>
public abstract record FaultAction
{
    private protected FaultAction(ActionTarget target) => Target = target;

    /// <summary>What it acts on, and so which triggers it can follow.</summary>
    public ActionTarget Target { get; }

    /// <summary>Whether it is done when the event under way has been handled; what stands behind it in the rule may have to wait for it.</summary>
    internal virtual bool IsDeferred => false;

    /// <summary>Whether it says what becomes of the traffic, and so waits until what the rule has deferred before it has been done.</summary>
    internal virtual bool WaitsForDeferred => false;

    /// <summary>Whether it holds the traffic for so long that what was deferred before it has been done when the traffic goes on.</summary>
    internal virtual bool OutlastsDeferred => false;

    /// <summary>Whether it slows down the data plane: blocks and datagrams that no rule names come past too.</summary>
    internal virtual bool SlowsData => false;

    /// <summary>Whether it answers a command with success, even one that the modem does not know.</summary>
    internal virtual bool AnswersWithSuccess => false;

    /// <summary>The state that it puts the scenario into; null for none.</summary>
    internal virtual string? NextState => null;

    /// <summary>What it needs and a profile does not have, and what would do; null when nothing is missing.</summary>
    internal virtual (string Missing, string Expected)? FindUnmetNeed(ModemProfile profile) => null;

    /// <summary>Acts on the traffic that set its rule off.</summary>
    internal virtual TrafficFate ActOn(FaultTraffic traffic, IActionContext context)
    {
        ActAlone(context);
        return TrafficFate.GoesOn;
    }

    /// <summary>Acts where there is no traffic, or it goes no further.</summary>
    internal virtual void ActAlone(IActionContext context) => context.LogProblem($"{GetType().Name} needs traffic, and its trigger has none");

    /// <summary>Tells what was done to traffic that goes on, or why nothing was.</summary>
    private protected static TrafficFate Told(FaultTraffic traffic, IActionContext context, string? problem, string text)
    {
        if (problem is null)
        {
            context.Tell(traffic, text);
        }
        else
        {
            context.TellProblem(traffic, problem);
        }

        return TrafficFate.GoesOn;
    }

    /// <summary>Tells that it can do nothing to traffic of this kind.</summary>
    private protected TrafficFate CannotAct(FaultTraffic traffic, IActionContext context) => Told(traffic, context, $"{GetType().Name} cannot act on this", "");

    /// <summary>Why what a whole message says cannot be changed any more; null when it can.</summary>
    private protected static string? ProblemOfShape(FaultTraffic traffic) =>
        traffic.Plan is null ? null : "it has been given another shape on the wire already; change it before";

    /// <summary>The names of fields, each with a space in front.</summary>
    private protected static string NamesOf(FieldValue.Map? fields) => fields is null ? "" : string.Concat(fields.Members.Select(member => $" {member.Key}"));
}
