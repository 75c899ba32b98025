namespace MbimEmulator.Card;

/// <summary>Takes the answer of a card: data and status word, valid during the call; nothing at all when the card is mute or was taken out.</summary>
internal delegate void CardAnswerHandler(ReadOnlySpan<byte> answer);

/// <summary>Whatever a modem's slot is connected to a card by. Used inside the modem's mailbox alone, with one command at a time.</summary>
internal interface ICardTerminal
{
    /// <summary>The answer to reset.</summary>
    ReadOnlySpan<byte> Atr { get; }

    /// <summary>A reset of the card.</summary>
    void Reset();

    /// <summary>Gives the card a command; the answer comes now or later, once.</summary>
    void Transmit(ReadOnlySpan<byte> command, CardAnswerHandler answered);
}
