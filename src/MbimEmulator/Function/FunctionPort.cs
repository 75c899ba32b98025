using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimProtocol;

namespace MbimEmulator.Function;

/// <summary>Where transfers or messages pass between the function and its host.</summary>
internal sealed class FunctionPort(MbimFunction function, TrafficLevel level, TransferDirection direction) : TrafficPort(level, direction)
{
    public override MbimExVersion Version => function.Version;

    public override uint MaxTransfer => Direction == TransferDirection.ToHost ? function.MaxControlTransfer : base.MaxTransfer;

    public override CarrierKind Carrier => function.HostLink?.Options.Carrier ?? base.Carrier;

    public override bool CanRead(ReadOnlySpan<byte> bytes) => function.CanRead(bytes);

    public override void Deliver(in TrafficPiece piece)
    {
        switch (Level, Direction)
        {
            case (TrafficLevel.Transfer, TransferDirection.ToFunction):
                function.TakeTransfer(piece.Bytes);
                break;
            case (TrafficLevel.Transfer, TransferDirection.ToHost):
                piece.Origin!.Enqueue(Transfer.Copy(piece.Bytes), piece.Outbound, piece.CloseReason);
                break;
            case (TrafficLevel.Message, TransferDirection.ToFunction):
                function.TakeMessage(piece.Bytes);
                break;
            default:
                function.SendPlanned(piece);
                break;
        }
    }
}
