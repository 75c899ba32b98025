using MbimEmulator.Pipeline;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Journal;

/// <summary>Shows every control transfer to whoever listens.</summary>
/// <param name="pipeline">The way of the modem's traffic.</param>
/// <param name="clock">The modem's clock.</param>
/// <param name="logger">Logs what an observer throws.</param>
internal sealed class TransferTap(TrafficPipeline pipeline, ModemClock clock, ILogger logger) : TrafficTap<TransferObserver>(pipeline, logger)
{
    private protected override void Show(in TrafficPiece piece, TransferObserver observed) =>
        observed(new ObservedTransfer(piece.Origin!.Options.Name, piece.Port.Direction, clock.UtcNow, piece.Port.Version, piece.Bytes));
}
