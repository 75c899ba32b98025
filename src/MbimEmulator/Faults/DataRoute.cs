using MbimEmulator.Function;
using MbimEmulator.Time;

namespace MbimEmulator.Faults;

/// <summary>The data plane's blocks, or its datagrams, one way.</summary>
internal sealed class DataRoute(TrafficKind kind, TransferDirection direction, DataPlane data, ModemClock clock) : TrafficRoute(direction, link: null)
{
    public TrafficKind Kind => kind;

    public override TrafficLine Line { get; } = new(clock);

    public static IEnumerable<DataRoute> MakeAll(DataPlane data, ModemClock clock) =>
        from kind in new[] { TrafficKind.Block, TrafficKind.Datagram }
        from direction in Enum.GetValues<TransferDirection>()
        select new DataRoute(kind, direction, data, clock);

    public override void Deliver(InFlight traffic)
    {
        if (Line.IsFull)
        {
            data.CountDropped(traffic.Kind, Direction);
        }
        else
        {
            Line.Send(TimeSpan.Zero, traffic.Bytes.Length, () => Pass(traffic));
        }
    }

    public override void Reply(byte[] message, ActiveRule cause) => throw new InvalidOperationException("Nobody is answered on the data plane.");

    private void Pass(InFlight traffic)
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
}
