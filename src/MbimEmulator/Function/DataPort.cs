using MbimEmulator.Pipeline;

namespace MbimEmulator.Function;

/// <summary>Where blocks of the host, or datagrams, pass the data plane.</summary>
internal sealed class DataPort(DataPlane data, TrafficLevel level, TransferDirection direction) : TrafficPort(level, direction)
{
    public override void Deliver(in TrafficPiece piece)
    {
        if (Level == TrafficLevel.Block)
        {
            data.TakeBlock(piece.Origin!, piece.Bytes);
        }
        else if (Direction == TransferDirection.ToHost)
        {
            data.SendDatagram(piece.Stream, piece.Bytes);
        }
        else
        {
            data.TakeDatagram(piece.Origin!, piece.Stream, piece.Bytes);
        }
    }

    public override void CountDropped() => data.CountDropped(Level, Direction);
}
