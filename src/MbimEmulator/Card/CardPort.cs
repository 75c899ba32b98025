using MbimEmulator.Pipeline;

namespace MbimEmulator.Card;

/// <summary>Where commands go to the card of a terminal, or its answers come back.</summary>
/// <param name="card">The terminal.</param>
/// <param name="direction"><see cref="TransferDirection.ToFunction"/> for commands.</param>
internal sealed class CardPort(CardInterface card, TransferDirection direction) : TrafficPort(TrafficLevel.Apdu, direction)
{
    /// <inheritdoc/>
    public override string? Client => card.Client;

    /// <summary>The command of the exchange under way; empty at an answer to reset.</summary>
    public ReadOnlySpan<byte> Command => card.Command;

    /// <summary>The file that it concerns.</summary>
    public CardLocation File => card.File;

    /// <summary>Where the answers come back.</summary>
    public CardPort Answers => card.Answers;

    /// <inheritdoc/>
    public override void Deliver(in TrafficPiece piece)
    {
        if (Direction == TransferDirection.ToFunction)
        {
            card.Give(piece.Exchange, piece.Bytes);
        }
        else
        {
            card.Take(piece.Exchange, piece.Bytes);
        }
    }
}
