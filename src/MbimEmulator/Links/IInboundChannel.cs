namespace MbimEmulator.Links;

/// <summary>A channel of a link, as its <see cref="InboundGate"/> sees it.</summary>
internal interface IInboundChannel
{
    /// <summary>Asked under the channel's lock: whether a carrier need not wait now, by <see cref="InboundGate.HasRoom"/> and what else the channel knows.</summary>
    bool MayPass { get; }
}
