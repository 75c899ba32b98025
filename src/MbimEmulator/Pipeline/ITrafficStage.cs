using MbimEmulator.Links;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Pipeline;

/// <summary>
/// Somebody who stands on the way of traffic: looks on, or interferes. Function, data plane and the service's clients offer what they take and send to a
/// <see cref="TrafficPipeline"/>, and do not know who is asked. All calls come inside the mailbox.
/// </summary>
internal interface ITrafficStage
{
    /// <summary>Whether it wants to be asked at a level and in a direction now; when that changes, it calls <see cref="TrafficPipeline.Update"/>.</summary>
    bool Wants(TrafficLevel level, TransferDirection direction);

    /// <summary>Whether a piece may interest it, asked before the piece is put together: when false, it would let the piece pass and remember nothing of it.</summary>
    bool MayConcern(TrafficLevel level, TransferDirection direction, ReadOnlySpan<byte> bytes) => true;

    /// <summary>A piece comes by.</summary>
    /// <returns>
    /// Whether it goes on at once. Otherwise the stage has kept it, and may pass it on with <see cref="TrafficPipeline.PassOn"/>: now or later, once, twice,
    /// changed or never.
    /// </returns>
    bool Offer(in TrafficPiece piece);

    /// <summary>Whether what happens beside the traffic interests it: the methods below are called.</summary>
    bool Follows => false;

    /// <summary>A link has the host's place from now on.</summary>
    void Attached(ModemLink link)
    {
    }

    /// <summary>The link with the host's place has ended.</summary>
    void Detached(ModemLink link)
    {
    }

    /// <summary>The function refuses a transfer, or a message, of its host.</summary>
    /// <param name="link">The host's link.</param>
    /// <param name="bytes">What is refused; empty when it is refused for what it asks, or was never there as a whole.</param>
    /// <param name="version">The layouts in force.</param>
    /// <param name="error">The error with which the transfer is refused.</param>
    void Refused(ModemLink link, ReadOnlySpan<byte> bytes, MbimExVersion version, MbimProtocolError error)
    {
    }

    /// <summary>The function was closed.</summary>
    void Closed()
    {
    }

    /// <summary>The host has subscribed to notifications.</summary>
    void Subscribed(DeviceServiceSubscribeList list)
    {
    }

    /// <summary>An event of the mailbox has been handled.</summary>
    void EventHandled()
    {
    }
}
