using MbimProtocol.Encoding;
using MbimProtocol.Fields;

namespace MbimEmulator.Scenarios;

/// <summary>A notification, whether the host has subscribed to it or not.</summary>
public sealed record IndicateAction() : FaultAction(ActionTarget.Anything)
{
    /// <summary>The device service.</summary>
    public required Guid Service { get; init; }

    /// <summary>The CID.</summary>
    public required uint Cid { get; init; }

    /// <summary>Fields of a declared CID; what is not named has what the modem would say now, or its default.</summary>
    public FieldValue.Map? Fields { get; init; }

    /// <summary>The information buffer of a CID that is not declared; null for fields.</summary>
    public MbimArray<byte>? Bytes { get; init; }

    /// <summary>How much later; nothing for at once.</summary>
    public TimeSpan After { get; init; }
}
