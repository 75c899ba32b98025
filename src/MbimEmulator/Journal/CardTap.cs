using MbimEmulator.Card;
using MbimEmulator.Pipeline;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Journal;

/// <summary>Shows every exchange with the card to whoever listens.</summary>
/// <param name="pipeline">The way of the modem's traffic.</param>
/// <param name="clock">The modem's clock.</param>
/// <param name="logger">Logs what an observer throws.</param>
internal sealed class CardTap(TrafficPipeline pipeline, ModemClock clock, ILogger logger) : TrafficTap<ApduObserver>(pipeline, logger)
{
    private protected override void Show(in TrafficPiece piece, ApduObserver observed) =>
        observed(new ObservedApdu(piece.Port.Client, clock.UtcNow, ((CardPort)piece.Port).Command, piece.Bytes));
}
