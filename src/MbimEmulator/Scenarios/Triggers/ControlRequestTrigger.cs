using MbimEmulator.Links;

namespace MbimEmulator.Scenarios;

/// <summary>A control request of the host on the bus; what is null may be anything.</summary>
public sealed record ControlRequestTrigger : Trigger
{
    /// <summary>The kind of request: bits 5 and 6 of bmRequestType, 0 standard, 0x20 class, 0x40 vendor.</summary>
    public byte? Kind { get; init; }

    /// <summary>bRequest.</summary>
    public byte? Request { get; init; }

    /// <summary>wValue.</summary>
    public ushort? Value { get; init; }

    /// <summary>wIndex.</summary>
    public ushort? Index { get; init; }

    /// <summary>Whether the device did it.</summary>
    public bool? IsAccepted { get; init; }

    /// <summary>Whether a request is one of these.</summary>
    public bool Fits(in BusRequest request) =>
        (Kind ?? KindOf(request)) == KindOf(request) && (Request ?? request.Request) == request.Request && (Value ?? request.Value) == request.Value
        && (Index ?? request.Index) == request.Index && (IsAccepted ?? request.IsAccepted) == request.IsAccepted;

    private static byte KindOf(in BusRequest request) => (byte)(request.RequestType & 0x60);
}
