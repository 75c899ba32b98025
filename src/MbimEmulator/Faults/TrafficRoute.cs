using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimProtocol;

namespace MbimEmulator.Faults;

/// <summary>One way between two parties, and how what is on it goes on when the rules are done with it.</summary>
/// <param name="direction">Which way; <see cref="TransferDirection.ToFunction"/> is also from a client to the Mobile Broadband service.</param>
/// <param name="link">The host's or client's link; null for a host that comes and goes.</param>
internal abstract class TrafficRoute(TransferDirection direction, ModemLink? link)
{
    public TransferDirection Direction => direction;

    public ModemLink? Link => link;

    /// <summary>The layouts that are spoken on it.</summary>
    public virtual MbimExVersion Version => MbimExVersion.V1;

    /// <summary>The largest transfer on it, in bytes.</summary>
    public virtual uint MaxTransfer => uint.MaxValue;

    /// <summary>What the host is connected by.</summary>
    public virtual CarrierKind Carrier => link?.Options.Carrier ?? CarrierKind.InProcess;

    /// <summary>The wire, if it can be held up; null if it cannot.</summary>
    public virtual TrafficLine? Line => null;

    /// <summary>It goes on.</summary>
    public abstract void Deliver(InFlight traffic);

    /// <summary>A message to the host, or client, of this route goes its way.</summary>
    public abstract void Reply(byte[] message, ActiveRule cause);
}
