namespace MbimEmulator.Card;

/// <summary>
/// The modem's way to the card in its slot: one command after the other, whoever asks, and what a card answers in pieces (61XX) or wants to be asked anew
/// (6CXX) put together, as T=0 leaves it to the terminal (ETSI TS 102 221, 7.3.1.1).
/// </summary>
internal sealed class CardInterface
{
    /// <summary>The longest answer that is put together, in bytes.</summary>
    public const int MaxCollected = 1 << 16;

    /// <summary>The most pieces that it is put together of.</summary>
    private const int MaxPieces = 1 << 10;

    private const byte GetResponse = (byte)Instruction.GetResponse;

    private readonly Queue<(byte[] Command, bool Collects, CardAnswerHandler Done)> _waiting = new();
    private readonly CardAnswerHandler _answered;
    private readonly byte[] _command = new byte[CommandApdu.MaxSize];
    private ICardTerminal? _card;
    private byte[] _collected = [];
    private int _collectedSize;
    private int _pieces;
    private int _commandSize;
    private bool _collects;
    private bool _isRepeated;
    private CardAnswerHandler? _done;

    public CardInterface() => _answered = Take;

    /// <summary>A proactive command of this size waits for FETCH; 0 for 256 bytes.</summary>
    public event Action<int>? ProactiveCommandWaits;

    /// <summary>The card; null for none.</summary>
    public ICardTerminal? Card => _card;

    /// <summary>Puts another card in, or none: what was asked of the one before stays without an answer.</summary>
    public void Insert(ICardTerminal? card)
    {
        _card = null;
        while (_done is not null || _waiting.Count > 0)
        {
            if (_done is null)
            {
                _done = _waiting.Dequeue().Done;
            }

            Finish([]);
        }

        _card = card;
    }

    /// <summary>Gives the card a command, when those before it are done.</summary>
    /// <param name="command">Up to 261 bytes.</param>
    /// <param name="collects">Whether 61XX and 6CXX are dealt with here.</param>
    /// <param name="done">Takes the answer; nothing when there is no card, or it is mute.</param>
    public void Transmit(ReadOnlySpan<byte> command, bool collects, CardAnswerHandler done)
    {
        if (_card is null)
        {
            done([]);
        }
        else if (_done is not null)
        {
            _waiting.Enqueue((command.ToArray(), collects, done));
        }
        else
        {
            Start(command, collects, done);
        }
    }

    private void Start(ReadOnlySpan<byte> command, bool collects, CardAnswerHandler done)
    {
        (_collects, _done, _collectedSize, _pieces, _isRepeated) = (collects, done, 0, 0, false);
        command.CopyTo(_command);
        _commandSize = command.Length;
        _card!.Transmit(command, _answered);
    }

    private void Take(ReadOnlySpan<byte> answer)
    {
        if (_done is null)
        {
            return;
        }

        if (_collects && answer.Length >= 2 && _card is { } card)
        {
            var (first, second) = (answer[^2], answer[^1]);
            if (first == 0x61 && _collectedSize + answer.Length <= MaxCollected && ++_pieces <= MaxPieces)
            {
                Collect(answer[..^2]);
                card.Transmit([ClassOf(_command[0]), GetResponse, 0, 0, second], _answered);
                return;
            }

            if (first == 0x6C && _commandSize <= 5 && !_isRepeated)
            {
                _isRepeated = true;
                card.Transmit([.. _command.AsSpan(0, 4), second], _answered);
                return;
            }
        }

        if (_collectedSize == 0)
        {
            Finish(answer);
            return;
        }

        Collect(answer);
        Finish(_collected.AsSpan(0, _collectedSize));
    }

    private void Finish(ReadOnlySpan<byte> answer)
    {
        var done = _done!;
        _done = null;
        int? waits = answer.Length >= 2 && answer[^2] == 0x91 ? answer[^1] : null;
        done(answer);
        while (_done is null && _card is not null && _waiting.TryDequeue(out var next))
        {
            Start(next.Command, next.Collects, next.Done);
        }

        if (waits is { } size)
        {
            ProactiveCommandWaits?.Invoke(size);
        }
    }

    // GET RESPONSE belongs to the channel of the command, in the class of ISO/IEC 7816-4.
    private static byte ClassOf(byte commandClass) => (byte)((commandClass & 0x40) == 0 ? commandClass & 0x03 : 0x40 | (commandClass & 0x0F));

    private void Collect(ReadOnlySpan<byte> bytes)
    {
        if (_collected.Length < _collectedSize + bytes.Length)
        {
            Array.Resize(ref _collected, Math.Max(_collectedSize + bytes.Length, 2 * _collected.Length));
        }

        bytes.CopyTo(_collected.AsSpan(_collectedSize));
        _collectedSize += bytes.Length;
    }
}
