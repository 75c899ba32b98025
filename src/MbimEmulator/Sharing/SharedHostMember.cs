using MbimProtocol.Host;

namespace MbimEmulator.Sharing;

/// <summary>A guest as the shared host knows it, from its joining to its leaving.</summary>
/// <param name="guest">The guest.</param>
/// <param name="subscription">The notifications that the guest has subscribed to.</param>
internal sealed class SharedHostMember(ISharedHostGuest guest, GuestSubscription subscription)
{
    /// <summary>The guest.</summary>
    public ISharedHostGuest Guest { get; } = guest;

    /// <summary>What it wants to be told of.</summary>
    public GuestSubscription Subscription { get; } = subscription;

    /// <summary>Its commands that wait for their turn.</summary>
    public Queue<QueuedCommand> Queued { get; } = new();

    /// <summary>Whether it has been told that the function is ready.</summary>
    public bool IsReady { get; set; }

    /// <summary>Whether it has left or was sent away: late answers for it are dropped.</summary>
    public bool HasLeft { get; set; }
}
