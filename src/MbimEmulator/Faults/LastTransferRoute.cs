using MbimEmulator.Function;

namespace MbimEmulator.Faults;

/// <summary>What is left of the way to the host for one transfer of a message.</summary>
internal sealed class LastTransferRoute(HostRoute host, TimeSpan gap, InFlight message, bool isLast) : TrafficRoute(TransferDirection.ToHost, link: null)
{
    public override void Deliver(InFlight traffic) => host.Send(traffic.Bytes, gap, message, isLast);

    public override void Reply(byte[] message, ActiveRule cause) => host.Reply(message, cause);
}
