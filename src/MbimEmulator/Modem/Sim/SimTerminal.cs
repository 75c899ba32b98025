using MbimEmulator.Card;

namespace MbimEmulator.Modem.Sim;

/// <summary>
/// Somebody beside the modem who speaks with the card in its slot, such as a PC/SC reader. Such a terminal has a session of its own, so that what it
/// selects, verifies and resets concerns nobody else, while files, attempts and sequence numbers are those of the one card. A shared one has the very
/// session of the modem. Touch it only inside the modem's mailbox.
/// </summary>
public sealed class SimTerminal : ICardTerminal
{
    private readonly SimModule _sim;
    private readonly Action<Action> _do;
    private readonly bool _isShared;
    private readonly CardInterface _slot;
    private UiccCard? _card;
    private CardSession? _session;

    internal SimTerminal(SimModule sim, bool isShared, Action<Action> doInModem)
    {
        (_sim, _isShared, _do) = (sim, isShared, doInModem);
        _slot = isShared ? sim.Slot : sim.MakeCardInterface("reader");
        Take();
        sim.CardReset += Look;
    }

    /// <summary>The card was taken out of the slot, put back, or exchanged for another one.</summary>
    public event Action? Moved;

    /// <summary>Whether there is a card in the slot that works.</summary>
    public bool HasCard => _card is not null;

    /// <summary>The answer to reset; empty without a card.</summary>
    public ReadOnlySpan<byte> Atr => _card is { } card ? card.Image.Atr : [];

    /// <summary>Resets the card: this session with it, or, when the session is shared, the card under the modem, which has to read it again.</summary>
    public void Reset()
    {
        if (_isShared && HasCard)
        {
            _do(() => _sim.Reset(_sim.IsPassedThrough));
        }

        if (_session is { } session)
        {
            session.Reset();
            _slot.Insert(session);
        }
    }

    /// <summary>Gives the card a command.</summary>
    /// <param name="command">The command APDU; what is longer than the card takes is answered with 6700.</param>
    /// <param name="answered">Takes the answer; nothing at all when there is no card.</param>
    public void Transmit(ReadOnlySpan<byte> command, CardAnswerHandler answered)
    {
        ArgumentNullException.ThrowIfNull(answered);
        if (command.Length > CommandApdu.MaxSize)
        {
            answered([(ushort)StatusWord.WrongLength >> 8, (ushort)StatusWord.WrongLength & 0xFF]);
            return;
        }

        var bytes = command.ToArray();
        _do(() => _slot.Transmit(bytes, collects: false, answer =>
        {
            answered(answer);
            if (bytes.Length > 1 && PinCommands.Concerns((Instruction)bytes[1]))
            {
                _sim.Reread();
            }
        }));
    }

    /// <summary>Ends the session; nothing is heard of the card any more.</summary>
    public void Close() => _sim.CardReset -= Look;

    private void Look()
    {
        if (_sim.Card != _card)
        {
            Take();
            Moved?.Invoke();
        }
    }

    private void Take()
    {
        _card = _sim.Card;
        if (!_isShared)
        {
            _session = _card is null ? null : new CardSession(_card);
            _slot.Insert(_session);
        }
    }
}
