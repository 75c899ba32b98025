using MbimEmulator.Time;

namespace MbimEmulator.Links;

/// <summary>How a link is made.</summary>
public sealed record ModemLinkOptions : IClockParty
{
    /// <summary>Names the holder for people, such as "pipe modem0 #3".</summary>
    public required string Name { get; init; }

    /// <summary>The carrier.</summary>
    public CarrierKind Carrier { get; init; } = CarrierKind.InProcess;

    /// <summary>
    /// Asked in the mailbox when a newcomer wants the host's place that this link holds: true when the peer is gone already, or gives the place
    /// up. It must not block.
    /// </summary>
    public Func<bool>? IsPeerGone { get; init; }

    /// <summary>Called once, in any thread, when the link has closed, so that a carrier can end what it waits for. It must not block.</summary>
    public Action? Closed { get; init; }

    /// <summary>
    /// Called in the mailbox when the USB bus is reset under the host's feet: what the carrier has under way ends with an error. It must not block.
    /// </summary>
    public Action? BusReset { get; init; }

    /// <summary>
    /// Called in any thread behind every transfer that was queued to the host, control or data, for a carrier that does not wait for them. It must
    /// not block.
    /// </summary>
    public Action? TransferQueued { get; init; }

    /// <summary>
    /// Whether the link waits for the host's place as long as another link has it or the modem is not plugged in, instead of being refused. The order
    /// of those who wait holds.
    /// </summary>
    public bool IsPatient { get; init; }

    /// <summary>
    /// Whether the host at the link is a script, which acts on what it receives and on the modem's timers alone, so that virtual time may move by
    /// itself while it is attached.
    /// </summary>
    public bool IsScripted { get; init; }

    /// <summary>Whether the link is a client's of the shared host, which asks for no place of its own.</summary>
    internal bool IsGuest { get; init; }

    /// <summary>Whether the link carries data alone, beside the host's.</summary>
    internal bool IsData { get; init; }

    /// <summary>Who a client of the Mobile Broadband service is.</summary>
    internal CallerIdentity Caller { get; init; } = CallerIdentity.Nobody;

    bool IClockParty.SaysWhenIdle => Carrier == CarrierKind.InProcess;
}
