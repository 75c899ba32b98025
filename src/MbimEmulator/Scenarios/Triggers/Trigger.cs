using MbimEmulator.Patterns;
using MbimEmulator.Pipeline;

namespace MbimEmulator.Scenarios;

/// <summary>
/// What sets a rule off. The file of each trigger has all that is known of it: how scenario files write it, and when it comes. Traffic is shown to it; what
/// happens beside the traffic it hears of as an <see cref="ITriggeredBy{TEvent}"/> or an <see cref="IModemCondition"/>.
/// </summary>
public abstract record Trigger
{
    private protected Trigger()
    {
    }

    /// <summary>The messages between host and function that can set it off, at the most; null when none can. Rules are looked up by type, service and CID.</summary>
    internal virtual MessagePattern? Messages => null;

    /// <summary>The fields that it looks at.</summary>
    internal virtual IEnumerable<FieldPattern> FieldPatterns => [];

    /// <summary>Whether it has to know the command that a COMMAND_DONE answers.</summary>
    internal virtual bool AsksForRequest => false;

    /// <summary>The information buffers of what it brings.</summary>
    internal virtual BufferReference Buffer => default;

    /// <summary>Whether what it brings begins with a header of MBIM.</summary>
    internal virtual bool HasMessageHeader => false;

    /// <summary>The device service, and CID, that has to be there for it to come; null where none has to.</summary>
    internal virtual (Guid Service, uint? Cid)? NeededService => null;

    /// <summary>The state of the scenario that it waits for; null for none.</summary>
    internal virtual string? AwaitedState => null;

    /// <summary>The time since the scenario began when it comes for the first time; null when it is no time that sets it off.</summary>
    internal virtual TimeSpan? FirstTime => null;

    /// <summary>The time between its first time and each further one; null for once.</summary>
    internal virtual TimeSpan? RepeatsEvery => null;

    /// <summary>Whether it comes once at most.</summary>
    internal virtual bool ComesOnce => false;

    /// <summary>Whether traffic of a level and direction may set it off.</summary>
    internal virtual bool Concerns(TrafficLevel level, TransferDirection direction) => false;

    /// <summary>Whether traffic that it concerns sets it off.</summary>
    internal virtual bool Fits(ref TriggerTraffic traffic) => true;

    /// <summary>Whether it brings the same kind of traffic, or of event, as another.</summary>
    internal virtual bool IsLike(Trigger other) => GetType() == other.GetType();
}
