using MbimEmulator.Function;

namespace MbimEmulator.Faults;

/// <summary>The data plane, one way.</summary>
internal sealed class DataRoute(TransferDirection direction, DataPlane data) : TrafficRoute(direction, link: null)
{
    public override void Deliver(InFlight traffic)
    {
        switch (traffic.Kind)
        {
            case TrafficKind.Block when Direction == TransferDirection.ToHost:
                traffic.Outlet!.Send(traffic.Bytes);
                break;
            case TrafficKind.Block:
                data.TakeBlock(traffic.Origin!, traffic.Bytes);
                break;
            case TrafficKind.Datagram when Direction == TransferDirection.ToHost:
                data.SendDatagram(traffic.Stream, traffic.Bytes);
                break;
            default:
                data.TakeDatagram(traffic.Origin!, traffic.Stream, traffic.Bytes);
                break;
        }
    }

    public override void Reply(byte[] message, ActiveRule cause) => throw new InvalidOperationException("Nobody is answered on the data plane.");
}
