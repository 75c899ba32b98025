namespace MbimEmulator.Card;

/// <summary>Takes the answer of a card: data and status word, valid during the call; nothing at all when the card is mute or was taken out.</summary>
/// <param name="answer">The answer.</param>
public delegate void CardAnswerHandler(ReadOnlySpan<byte> answer);

/// <summary>Whatever a modem's slot, or a reader of cards, is connected to a card by. Used inside the modem's mailbox alone, with one command at a time.</summary>
public interface ICardTerminal
{
    /// <summary>The answer to reset (ETSI TS 102 221, 6.3).</summary>
    ReadOnlySpan<byte> Atr { get; }

    /// <summary>A reset of the card.</summary>
    void Reset();

    /// <summary>Gives the card a command; the answer comes now or later, once.</summary>
    /// <param name="command">The command APDU.</param>
    /// <param name="answered">Takes the answer.</param>
    void Transmit(ReadOnlySpan<byte> command, CardAnswerHandler answered);
}
