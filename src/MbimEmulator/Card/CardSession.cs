namespace MbimEmulator.Card;

/// <summary>
/// A terminal's session with a card, from one reset to the next: the logical channels with what is selected there, the PINs that were verified, and what
/// waits for GET RESPONSE. Other sessions with the card know nothing of it.
/// </summary>
internal sealed class CardSession : ICardTerminal, IKeyState
{
    /// <summary>The logical channels, the basic one included (ETSI TS 102 221, 8.7).</summary>
    public const int ChannelCount = 20;

    /// <summary>The longest answer: 256 bytes and the status word.</summary>
    public const int MaxAnswer = 258;

    private static readonly bool[] Known = [.. Enumerable.Range(0, 256).Select(static code => Enum.IsDefined((Instruction)code))];

    // The basic channel, and as many as were ever open at once.
    private CardChannel[] _channels = new CardChannel[1];
    private readonly byte[] _answer = new byte[MaxAnswer];
    private int _verified;
    private byte[]? _waiting;
    private int _waitingSize;
    private int _waitingChannel;

    /// <summary>Powers the card up for a terminal.</summary>
    public CardSession(UiccCard card)
    {
        Card = card;
        Reset();
    }

    public UiccCard Card { get; }

    /// <summary>What the card's applications want of this terminal.</summary>
    public CardToolkit Toolkit { get; } = new();

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Atr => Card.Image.Atr;

    /// <summary>A reset, warm or cold.</summary>
    public void Reset()
    {
        Array.Clear(_channels);
        _channels[0].Select(Card.Image.MasterFile);
        _verified = 0;
        _waitingSize = 0;
        Toolkit.Reset();
    }

    /// <summary>Whether a channel is open.</summary>
    public bool IsOpen(int channel) => channel < _channels.Length && _channels[channel].IsOpen;

    /// <summary>What is selected on a channel that is open.</summary>
    public ref CardChannel Channel(int channel) => ref _channels[channel];

    /// <summary>Whether a key was verified in this session, or need not be.</summary>
    public bool IsFulfilled(byte reference) => (_verified & BitOf(reference)) != 0 || Card.FindPin(reference) is { IsEnabled: false, IsBlocked: false };

    /// <summary>A key was verified, or was not.</summary>
    public void SetVerified(byte reference, bool verified) =>
        _verified = verified ? _verified | BitOf(reference) : _verified & ~BitOf(reference);

    /// <summary>Whether something may be done to a file: the access conditions.</summary>
    public bool Allows(CardFile file, FileOperation operation) => AccessRules.Allows(this, file, operation);

    /// <summary>Gives the card a command, and takes its answer as T=0 has it: data that the command did not ask for waits for GET RESPONSE (61XX).</summary>
    /// <param name="command">Class, instruction, P1, P2, then data with its length, or the length that is expected, or both. Anything else is answered with 6700.</param>
    /// <returns>Data and status word, valid until the next call.</returns>
    public ReadOnlySpan<byte> Transmit(ReadOnlySpan<byte> command)
    {
        var answer = new CardAnswer(_answer);
        var status = Run(command, ref answer);
        if (status == StatusWord.Success && Toolkit.WaitingSize is var size and > 0)
        {
            status = StatusWord.ProactiveCommand | (StatusWord)(byte)size;
        }

        return answer.Finish(status);
    }

    /// <inheritdoc/>
    public void Transmit(ReadOnlySpan<byte> command, CardAnswerHandler answered) => answered(Transmit(command));

    /// <summary>FCP of a file, as SELECT and STATUS give it.</summary>
    public int Describe(CardFile file, Span<byte> template)
    {
        byte pins = 0;
        for (var i = 0; i < CardKeys.References.Length; i++)
        {
            if (Card.FindPin(CardKeys.References[i])!.IsEnabled)
            {
                pins |= (byte)(0x80 >> i);
            }
        }

        return file.Control.Write(file.Content.Length, Card.IsActive(file), pins, CardKeys.References, template);
    }

    private static int BitOf(byte reference) => CardKeys.References.IndexOf(reference) is var index and >= 0 ? 1 << index : 0;

    private StatusWord Run(ReadOnlySpan<byte> bytes, ref CardAnswer answer)
    {
        var isRead = CommandApdu.TryRead(bytes, out var command);
        if (!isRead || command.Instruction != Instruction.GetResponse)
        {
            // What waits for GET RESPONSE waits until the next command, whatever that is (7.3.1.1.4).
            _waitingSize = 0;
        }

        if (!isRead)
        {
            return StatusWord.WrongLength;
        }

        if (!command.IsInterIndustry && !command.IsProprietary)
        {
            return StatusWord.ClassNotSupported;
        }

        var isProprietary = command.Instruction is Instruction.TerminalProfile or Instruction.Fetch or Instruction.TerminalResponse or Instruction.Increase
            or Instruction.TerminalCapability or Instruction.Envelope or Instruction.Status;
        if (!Known[(byte)command.Instruction])
        {
            return StatusWord.InstructionNotSupported;
        }

        // The toolkit speaks on the basic channel alone (table 10.5).
        var isOfToolkit = command.Instruction is Instruction.TerminalProfile or Instruction.Fetch or Instruction.TerminalResponse or Instruction.Envelope;
        if (isProprietary != command.IsProprietary || (isOfToolkit && command.Channel != 0))
        {
            return StatusWord.ClassNotSupported;
        }

        if (command.IsSecured)
        {
            return StatusWord.SecureMessagingNotSupported;
        }

        if (!IsOpen(command.Channel))
        {
            return StatusWord.LogicalChannelNotSupported;
        }

        if (command.Instruction == Instruction.GetResponse)
        {
            return GetResponse(command, ref answer);
        }

        var status = Execute(command, ref answer);
        if (status == StatusWord.Success && answer.Size > 0 && !command.Data.IsEmpty)
        {
            // At the end of the room, of which GET RESPONSE takes what is left.
            _waiting ??= new byte[MaxAnswer - 2];
            answer.Data.CopyTo(_waiting.AsSpan(_waiting.Length - answer.Size));
            (_waitingSize, _waitingChannel) = (answer.Size, command.Channel);
            answer.Size = 0;
            return StatusWord.ResponseWaits | (StatusWord)(byte)_waitingSize;
        }

        return status;
    }

    private StatusWord Execute(in CommandApdu command, ref CardAnswer answer)
    {
        switch (command.Instruction)
        {
            case Instruction.Select:
                return SelectCommand.Run(this, command, ref answer);
            case Instruction.Status:
                return SelectCommand.RunStatus(this, command, ref answer);
            case Instruction.ReadBinary:
                return BinaryCommands.Read(this, command, ref answer);
            case Instruction.UpdateBinary:
                return BinaryCommands.Update(this, command);
            case Instruction.ReadRecord:
                return RecordCommands.Read(this, command, ref answer);
            case Instruction.UpdateRecord:
                return RecordCommands.Update(this, command);
            case Instruction.SearchRecord:
                return RecordCommands.Search(this, command, ref answer);
            case Instruction.Increase:
                return RecordCommands.Increase(this, command, ref answer);
            case Instruction.ActivateFile:
                return SelectCommand.Switch(this, command, active: true);
            case Instruction.DeactivateFile:
                return SelectCommand.Switch(this, command, active: false);
            case Instruction.VerifyPin:
                return PinCommands.Verify(this, command);
            case Instruction.ChangePin:
                return PinCommands.Change(this, command);
            case Instruction.DisablePin:
                return PinCommands.Disable(this, command);
            case Instruction.EnablePin:
                return PinCommands.Enable(this, command);
            case Instruction.UnblockPin:
                return PinCommands.Unblock(this, command);
            case Instruction.Authenticate:
                return AuthenticateCommand.Run(this, command, ref answer);
            case Instruction.ManageChannel:
                return ManageChannel(command, ref answer);
            case Instruction.TerminalCapability:
                return command.Data.IsEmpty ? StatusWord.WrongLength : StatusWord.Success;
            case Instruction.TerminalProfile:
                return Toolkit.TakeProfile(command);
            case Instruction.Fetch:
                return Toolkit.Fetch(command, ref answer);
            case Instruction.TerminalResponse:
                return Toolkit.TakeResponse(command);
            case Instruction.Envelope:
                return Toolkit.TakeEnvelope(command, ref answer);
            default:
                return StatusWord.InstructionNotSupported;
        }
    }

    private StatusWord GetResponse(in CommandApdu command, ref CardAnswer answer)
    {
        if (command.P1 != 0 || command.P2 != 0)
        {
            return StatusWord.WrongParameters;
        }

        if (!command.Data.IsEmpty)
        {
            return StatusWord.WrongLength;
        }

        if (_waitingSize == 0 || command.Channel != _waitingChannel)
        {
            return StatusWord.ConditionsNotSatisfied;
        }

        if (command.Expected is not { } expected || expected > _waitingSize)
        {
            return StatusWord.RightLength | (StatusWord)(byte)_waitingSize;
        }

        answer.Put(_waiting.AsSpan(_waiting!.Length - _waitingSize, expected));
        _waitingSize -= expected;
        return _waitingSize > 0 ? StatusWord.ResponseWaits | (StatusWord)(byte)_waitingSize : StatusWord.Success;
    }

    private StatusWord ManageChannel(in CommandApdu command, ref CardAnswer answer)
    {
        if (!command.Data.IsEmpty)
        {
            return StatusWord.WrongLength;
        }

        switch (command.P1)
        {
            case 0x00 when command.P2 == 0:
                if (command.Expected != 1)
                {
                    return StatusWord.RightLength | (StatusWord)1;
                }

                var free = Array.FindIndex(_channels, static channel => !channel.IsOpen);
                if (free < 0)
                {
                    if (_channels.Length == ChannelCount)
                    {
                        return StatusWord.FunctionNotSupported;
                    }

                    free = _channels.Length;
                    Array.Resize(ref _channels, free + 1);
                }

                // From the basic channel it begins at the MF, from another one in the directory of that one, without an elementary file (8.7).
                _channels[free] = command.Channel == 0 ? default : _channels[command.Channel];
                _channels[free].Select(_channels[free].Directory ?? Card.Image.MasterFile);

                answer.Put([(byte)free]);
                return StatusWord.Success;
            case 0x80:
                var closed = command.P2 == 0 ? command.Channel : command.P2;
                if (closed is 0 or >= ChannelCount || command.Expected is not (null or 256))
                {
                    return closed is 0 or >= ChannelCount ? StatusWord.WrongParameters : StatusWord.WrongLength;
                }

                if (!IsOpen(closed))
                {
                    return StatusWord.LogicalChannelNotSupported;
                }

                _channels[closed] = default;
                return StatusWord.Success;
            default:
                return StatusWord.WrongParameters;
        }
    }
}
