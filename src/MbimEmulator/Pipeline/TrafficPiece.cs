using MbimEmulator.Links;
using MbimProtocol.DataPlane;

namespace MbimEmulator.Pipeline;

/// <summary>One piece of traffic on its way, valid during the call that offers it.</summary>
internal readonly ref struct TrafficPiece
{
    private readonly ref readonly OutboundMessage _outbound;

    /// <summary>A piece to the function or the service, or of the data plane.</summary>
    public TrafficPiece(TrafficPort port, ReadOnlySpan<byte> bytes)
    {
        Port = port;
        Bytes = bytes;
        _outbound = ref OutboundMessage.None;
    }

    /// <summary>A piece of a message to a host or client.</summary>
    public TrafficPiece(TrafficPort port, ReadOnlySpan<byte> bytes, ref readonly OutboundMessage outbound)
    {
        Port = port;
        Bytes = bytes;
        _outbound = ref outbound;
    }

    /// <summary>Where it passes.</summary>
    public TrafficPort Port { get; }

    /// <summary>Its bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>How the link treats the message that it is, or is of.</summary>
    public ref readonly OutboundMessage Outbound => ref _outbound;

    /// <summary>The link of the host that it came from or is meant for: another host gets nothing of it.</summary>
    public ModemLink? Origin { get; init; }

    /// <summary>Whether a message is none to whoever gets it: it is refused.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>The link ends behind it for this reason; null for not.</summary>
    public string? CloseReason { get; init; }

    /// <summary>The stream of a datagram.</summary>
    public NtbStream Stream { get; init; }

    /// <summary>The time before a transfer; nothing else goes to the host meanwhile.</summary>
    public TimeSpan Gap { get; init; }

    /// <summary>The device service that a call is about.</summary>
    public Guid? DeviceService { get; init; }

    /// <summary>The exchange with the card that an APDU belongs to; 0 for an answer to reset.</summary>
    public long Exchange { get; init; }

    /// <summary>What a stage has made of it, or of the message whose transfer it is; null while none has kept it.</summary>
    public KeptTraffic? Kept { get; init; }
}
