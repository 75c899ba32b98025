using MbimEmulator.Links;
using MbimProtocol;

namespace MbimEmulator.Pipeline;

/// <summary>A place where traffic of one level goes one way, and how a piece goes on from there when all stages are done with it.</summary>
/// <param name="level">The level of traffic that passes.</param>
/// <param name="direction">Which way; <see cref="TransferDirection.ToFunction"/> is also from a client to the Mobile Broadband service.</param>
internal abstract class TrafficPort(TrafficLevel level, TransferDirection direction)
{
    public TrafficLevel Level => level;

    public TransferDirection Direction => direction;

    /// <summary>The client's link; null where hosts come and go.</summary>
    public virtual ModemLink? Link => null;

    /// <summary>The layouts that are spoken here.</summary>
    public virtual MbimExVersion Version => MbimExVersion.V1;

    /// <summary>The largest transfer here, in bytes.</summary>
    public virtual uint MaxTransfer => uint.MaxValue;

    /// <summary>What the host is connected by.</summary>
    public virtual CarrierKind Carrier => CarrierKind.InProcess;

    /// <summary>Who calls, at the level of calls.</summary>
    public virtual string? Caller => null;

    /// <summary>The name of the client's connection, at the level of calls, or of whoever reads the card beside the modem.</summary>
    public virtual string? Client => null;

    /// <summary>Whether the bytes are a message to whoever gets them; others are refused.</summary>
    public virtual bool CanRead(ReadOnlySpan<byte> bytes) => true;

    /// <summary>The piece goes on, behind all stages.</summary>
    public abstract void Deliver(in TrafficPiece piece);

    /// <summary>A message of a stage's own goes to the client of this port, at the level of calls.</summary>
    public virtual void Reply(ReadOnlySpan<byte> message) => throw new InvalidOperationException($"A port of {Level} cannot answer.");

    /// <summary>A stage has had to drop a piece because too many wait.</summary>
    public virtual void CountDropped()
    {
    }
}
