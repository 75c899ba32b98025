using MbimEmulator.Pipeline;
using MbimProtocol.DataPlane;

namespace MbimEmulator.Scenarios;

/// <summary>One datagram of the data plane; actions on transfers act on it.</summary>
public sealed record DatagramTrigger : Trigger
{
    /// <summary>Which way.</summary>
    public required TransferDirection Direction { get; init; }

    /// <summary>IP or device service streams; null for both.</summary>
    public NtbStreamKind? Kind { get; init; }

    /// <summary>The session; null for any.</summary>
    public byte? SessionId { get; init; }
}
