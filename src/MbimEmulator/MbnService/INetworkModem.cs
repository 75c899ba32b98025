using MbimEmulator.Function;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimEmulator.Sharing;

namespace MbimEmulator.MbnService;

/// <summary>A modem as the Mobile Broadband service sees it: a network interface. Used inside the mailbox that both share.</summary>
internal interface INetworkModem
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>The id of the interface.</summary>
    Guid InterfaceId { get; }

    /// <summary>What it is.</summary>
    ModemProfile Profile { get; }

    /// <summary>Its MBIM function.</summary>
    MbimFunction Function { get; }

    /// <summary>The host that the service shares with others.</summary>
    SharedHost Shared { get; }

    /// <summary>The stages on the way of its traffic, calls about it among them.</summary>
    TrafficPipeline Pipeline { get; }

    /// <summary>Whether no host has the place on the function.</summary>
    bool IsPlaceFree { get; }

    /// <summary>Called when the place on the function has become free and nobody waits for it.</summary>
    Action PlaceFreed { set; }

    /// <summary>An event of somebody else has called the function or the shared host: what it did takes effect, as at the end of the modem's own events.</summary>
    void EndCall();

    /// <summary>The same later, as an event of its own: for calls within an event of the modem.</summary>
    void PostEndOfCall();
}
