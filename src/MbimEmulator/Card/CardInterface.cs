using System.Runtime.CompilerServices;
using MbimEmulator.Pipeline;
using MbimEmulator.Time;

namespace MbimEmulator.Card;

/// <summary>
/// A terminal's way to its card: one command after the other, whoever asks, and what a card answers in pieces (61XX) or wants to be asked anew (6CXX) put
/// together, as T=0 leaves it to the terminal (ETSI TS 102 221, 7.3.1.1). Each command and each answer is offered to the stages of the traffic.
/// </summary>
internal sealed class CardInterface
{
    /// <summary>The longest answer that is put together, in bytes.</summary>
    public const int MaxCollected = 1 << 16;

    /// <summary>The most pieces that it is put together of.</summary>
    private const int MaxPieces = 1 << 10;

    private const byte GetResponse = (byte)Instruction.GetResponse;

    // The longest command that 6CXX asks for again: a header and Le.
    private const int MaxRepeated = 5;

    // A card that needs longer for an answer is mute. Hosts wait for the modem for 10 s and more.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly TrafficPipeline _pipeline;
    private readonly Func<TimeSpan, Action, ModemTimer> _after;
    private readonly Action _settled;
    private readonly Queue<(byte[] Command, bool Collects, CardAnswerHandler Done)> _waiting = new();
    private readonly SelectedFiles _files = new();
    private readonly CardPort _commands;
    private readonly byte[] _header = new byte[MaxRepeated];
    private byte[] _sent = [];
    private CardAnswerHandler _answered = static _ => { };
    private ICardTerminal? _card;
    private ModemTimer? _timer;
    private byte[] _collected = [];
    private int _collectedSize;
    private int _pieces;
    private int _commandSize;
    private int _sentSize;
    private bool _collects;
    private bool _isRepeated;
    private CardAnswerHandler? _done;

    // The exchange under way: whether its answer is awaited, and whether the card has the command.
    private long _exchange;
    private bool _isAwaited;
    private bool _isWithCard;
    private bool _isFresh;
    private CardLocation? _file;
    private int _generation;
    private int _depth;

    /// <summary>Makes the way of a terminal; there is no card yet.</summary>
    /// <param name="pipeline">The way of the modem's traffic.</param>
    /// <param name="after">Runs an action after a time, as an event of its own.</param>
    /// <param name="settled">Called when an answer that came later has been dealt with.</param>
    /// <param name="client">The terminal's name; null for the modem itself.</param>
    public CardInterface(TrafficPipeline pipeline, Func<TimeSpan, Action, ModemTimer> after, Action settled, string? client)
    {
        (_pipeline, _after, _settled, Client) = (pipeline, after, settled, client);
        _commands = new CardPort(this, TransferDirection.ToFunction);
        Answers = new CardPort(this, TransferDirection.ToHost);
    }

    /// <summary>A proactive command of this size waits for FETCH; 0 for 256 bytes.</summary>
    public event Action<int>? ProactiveCommandWaits;

    /// <summary>The terminal's name; null for the modem itself.</summary>
    public string? Client { get; }

    /// <summary>The card; null for none.</summary>
    public ICardTerminal? Card => _card;

    /// <summary>The command of the exchange under way; empty at an answer to reset.</summary>
    public ReadOnlySpan<byte> Command => _sent.AsSpan(0, _sentSize);

    /// <summary>The file that it concerns.</summary>
    public CardLocation File => _file ??= _files.Locate(Command);

    /// <summary>Where the answers come back.</summary>
    public CardPort Answers { get; }

    /// <summary>Puts another card in, or none, or one that was reset: what was asked before stays without an answer.</summary>
    public void Insert(ICardTerminal? card)
    {
        _card = null;
        if (_isAwaited)
        {
            Forget();
        }

        while (_done is not null || _waiting.Count > 0)
        {
            if (_done is null)
            {
                _done = _waiting.Dequeue().Done;
            }

            Finish([]);
        }

        _card = card;
        _isFresh = true;
        _files.Reset();
        Renew();
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

    /// <summary>A command comes to the card, behind all stages. One that comes too late, or once more, is lost.</summary>
    internal void Give(long exchange, ReadOnlySpan<byte> command)
    {
        if (!_isAwaited || exchange != _exchange || _isWithCard || _card is not { } card)
        {
            return;
        }

        _isWithCard = true;
        if (command.Length > CommandApdu.MaxSize)
        {
            Answer([(ushort)StatusWord.WrongLength >> 8, (ushort)StatusWord.WrongLength & 0xFF]);
            return;
        }

        Hold(command);
        card.Transmit(command, _answered);
    }

    /// <summary>An answer comes to the terminal, behind all stages. One that comes too late, or once more, is lost.</summary>
    internal void Take(long exchange, ReadOnlySpan<byte> answer)
    {
        if (_isAwaited && exchange == _exchange)
        {
            Take(answer);
        }
    }

    private void Start(ReadOnlySpan<byte> command, bool collects, CardAnswerHandler done)
    {
        (_collects, _done, _collectedSize, _pieces, _isRepeated) = (collects, done, 0, 0, false);
        command[..Math.Min(command.Length, MaxRepeated)].CopyTo(_header);
        _commandSize = command.Length;
        Send(command);
    }

    // One command and its answer, which may come during the call.
    private void Send(ReadOnlySpan<byte> command)
    {
        if (_isFresh)
        {
            ShowReset();
        }

        var exchange = ++_exchange;
        (_isAwaited, _isWithCard) = (true, false);
        _depth++;
        try
        {
            if (!_pipeline.Has(TrafficLevel.Apdu, TransferDirection.ToFunction) || OfferCommand(exchange, command))
            {
                Give(exchange, command);
            }
        }
        finally
        {
            _depth--;
        }

        if (_isAwaited && _exchange == exchange)
        {
            Await(exchange);
        }
    }

    // What follows is apart because a piece of traffic is large, and most exchanges are seen by nobody.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ShowReset()
    {
        _isFresh = false;
        (_sentSize, _file) = (0, default(CardLocation));
        _pipeline.Show(new TrafficPiece(Answers, _card!.Atr));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool OfferCommand(long exchange, ReadOnlySpan<byte> command)
    {
        Hold(command);
        return _pipeline.Offer(new TrafficPiece(_commands, command) { Exchange = exchange });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool OfferAnswer(ReadOnlySpan<byte> answer) => _pipeline.Offer(new TrafficPiece(Answers, answer) { Exchange = _exchange });

    private void Await(long exchange) => _timer = _after(Patience, () => GiveUp(exchange));

    // What is under way to the card: as it was asked for, or as a stage has made it.
    private void Hold(ReadOnlySpan<byte> command)
    {
        if (_sent.Length < command.Length)
        {
            _sent = new byte[command.Length];
        }

        command.CopyTo(_sent);
        (_sentSize, _file) = (command.Length, null);
    }

    private void Answer(ReadOnlySpan<byte> answer)
    {
        if (!_isAwaited || !_isWithCard)
        {
            return;
        }

        var isWatched = _pipeline.Has(TrafficLevel.Apdu, TransferDirection.ToHost);
        if (isWatched)
        {
            // From what was selected before.
            _ = File;
        }

        _files.Note(Command, answer);
        if (!isWatched || OfferAnswer(answer))
        {
            Take(answer);
        }
    }

    private void GiveUp(long exchange)
    {
        if (_isAwaited && exchange == _exchange)
        {
            Forget();
            Renew();
            Finish([]);
        }
    }

    // The answer does not come any more; those who look on see that there is none.
    private void Forget()
    {
        EndExchange();
        _pipeline.Show(new TrafficPiece(Answers, []) { Exchange = _exchange });
    }

    private void EndExchange()
    {
        _isAwaited = false;
        _timer?.Cancel();
        _timer = null;
    }

    // What a card says late, after it was taken for mute or another one came, is not heard.
    private void Renew()
    {
        var generation = ++_generation;
        _answered = answer =>
        {
            if (generation == _generation)
            {
                Answer(answer);
            }
        };
    }

    private void Take(ReadOnlySpan<byte> answer)
    {
        EndExchange();
        GoOn(answer);
        if (_depth == 0)
        {
            _settled();
        }
    }

    private void GoOn(ReadOnlySpan<byte> answer)
    {
        if (_collects && answer.Length >= 2 && _card is not null)
        {
            var (first, second) = (answer[^2], answer[^1]);
            if (first == 0x61 && _collectedSize + answer.Length <= MaxCollected && ++_pieces <= MaxPieces)
            {
                Collect(answer[..^2]);
                Send([ClassOf(_header[0]), GetResponse, 0, 0, second]);
                return;
            }

            if (first == 0x6C && _commandSize <= MaxRepeated && !_isRepeated)
            {
                _isRepeated = true;
                Send([.. _header.AsSpan(0, 4), second]);
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
