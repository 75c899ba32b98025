using System.Buffers.Binary;
using MbimEmulator.Pipeline;
using MbimProtocol;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Services.ProxyControlService;

namespace MbimEmulator.Journal.Linting;

/// <summary>
/// Looks over a host's shoulder: it is shown every control transfer between one function and the host that has it, as the host sent and got
/// them, and says which of <see cref="LinterAssertions"/> the host broke. Not for use by several threads at once.
/// </summary>
public sealed class HostLinter : IDisposable
{
    // So many answers may be missing at once; a host beyond that has been told of it.
    private const int MaxOutstanding = 4096;

    private static readonly TimeSpan OpenPatience = TimeSpan.FromSeconds(1);

    private readonly HostLinterOptions _options;
    private readonly LinterReport _report;
    private readonly CommandFragments _commands;
    private readonly FunctionFragments _answers;
    private readonly CommandContents _contents;
    private readonly HashSet<uint> _outstanding = [];
    private FunctionState _state;
    private TimeSpan _openSent;
    private uint? _maxControlTransfer;

    /// <summary>Begins with a host that has just come to a function that is not open.</summary>
    /// <param name="options">What the host may know of the function.</param>
    /// <param name="report">Takes each finding, within the call that shows the transfer.</param>
    public HostLinter(HostLinterOptions options, Action<LinterFinding> report)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(report);
        _options = options;
        _report = new LinterReport(report);
        _commands = new CommandFragments(_report);
        _answers = new FunctionFragments(_report);
        _contents = new CommandContents(_report);
    }

    private enum FunctionState
    {
        Closed,
        Opening,
        Open,
        Closing,
    }

    /// <summary>Another host comes, or the same one anew: what was outstanding is over, an MBIM session goes on.</summary>
    /// <param name="isOpen">Whether the function is open.</param>
    public void Attach(bool isOpen)
    {
        _state = isOpen ? FunctionState.Open : FunctionState.Closed;
        _outstanding.Clear();
        _commands.Reset();
        _answers.Reset();
        _contents.BeginConnection();
    }

    /// <summary>Shows a control transfer.</summary>
    /// <param name="direction">The direction in which the transfer is sent.</param>
    /// <param name="transfer">The transfer's true bytes.</param>
    /// <param name="now">The time on any clock that never goes back.</param>
    /// <param name="messageId">What findings are to call the message; the number of its entry in the journal.</param>
    public void Observe(TransferDirection direction, ReadOnlySpan<byte> transfer, TimeSpan now, long messageId = 0)
    {
        _report.MessageId = messageId;
        _answers.Expire(now);
        _commands.Expire(now);
        if (direction == TransferDirection.ToHost)
        {
            TakeAnswer(transfer, now);
            return;
        }

        _answers.Judge(now, isClosing: false);
        if (transfer.Length < MessageHeader.Size)
        {
            _report.TransactionId = 0;
            _report.Add(LinterAssertions.MessageLength, $"A transfer of {transfer.Length} bytes has no header of {MessageHeader.Size}.");
            return;
        }

        var header = MessageHeader.Read(transfer);
        _report.TransactionId = header.TransactionId;
        if (CheckHeader(header, transfer))
        {
            Take(header, transfer, now);
        }
    }

    /// <summary>Gives the memory of unfinished messages back.</summary>
    public void Dispose()
    {
        _commands.Dispose();
        _answers.Dispose();
    }

    private bool CheckHeader(MessageHeader header, ReadOnlySpan<byte> transfer)
    {
        if (!MbimMessage.IsOfHost(header.Type))
        {
            _report.Add(LinterAssertions.MessageType, $"The type is 0x{(uint)header.Type:x8}.");
            return false;
        }

        if (header.Length != (uint)transfer.Length)
        {
            _report.Add(LinterAssertions.MessageLength, $"MessageLength is {header.Length}, the transfer has {transfer.Length} bytes.");
            return false;
        }

        if (header.TransactionId == 0)
        {
            _report.Add(LinterAssertions.NoTransactionId, $"A message of type {header.Type} has it.");
        }

        CheckSize(transfer.Length);
        var size = MbimMessage.HeaderSize(header.Type);
        if (header.Type == MbimMessageType.Command ? transfer.Length < LeastSize(transfer) : transfer.Length != size)
        {
            _report.Add(LinterAssertions.Size, $"{header.Type} has {transfer.Length} bytes.");
            return false;
        }

        return true;
    }

    private static int LeastSize(ReadOnlySpan<byte> transfer)
    {
        const int FragmentSize = MessageHeader.Size + FragmentHeader.Size;
        return transfer.Length >= FragmentSize && FragmentHeader.Read(transfer[FragmentHeader.Offset..]) == new FragmentHeader(1, 0)
            ? MbimMessage.CommandHeaderSize
            : FragmentSize;
    }

    private void CheckSize(int length)
    {
        if (length > _maxControlTransfer)
        {
            _report.Add(LinterAssertions.OverOpen, $"The transfer has {length} bytes, OPEN announced {_maxControlTransfer}.");
        }
        else if (length > _options.MaxControlMessage)
        {
            _report.Add(LinterAssertions.OverFunction, $"The transfer has {length} bytes, the function takes {_options.MaxControlMessage}.");
        }
    }

    private void Take(MessageHeader header, ReadOnlySpan<byte> transfer, TimeSpan now)
    {
        if (_state == FunctionState.Closing && header.Type != MbimMessageType.Open)
        {
            _report.Add(LinterAssertions.Closing, $"{header.Type} came before CLOSE_DONE.");
            return;
        }

        switch (header.Type)
        {
            case MbimMessageType.Open:
                Open(U32(transfer, MessageHeader.Size), now);
                break;
            case MbimMessageType.Close:
                _answers.Judge(now, isClosing: true);
                EndSession(_state == FunctionState.Closed ? FunctionState.Closed : FunctionState.Closing);
                break;
            case MbimMessageType.HostError:
                TakeHostError(header.TransactionId, (MbimProtocolError)U32(transfer, MessageHeader.Size));
                break;
            default:
                TakeCommand(transfer, now);
                break;
        }
    }

    private void Open(uint maxControlTransfer, TimeSpan now)
    {
        if (_state == FunctionState.Opening && now - _openSent < OpenPatience)
        {
            _report.Add(LinterAssertions.HastyOpen, $"The last one was sent {(now - _openSent).TotalMilliseconds:0} ms before.");
        }

        if (maxControlTransfer < FragmentSplitter.MinMaxControlTransfer)
        {
            _report.Add(LinterAssertions.SmallTransfers, $"MaxControlTransfer is {maxControlTransfer}.");
        }

        _answers.Judge(now, isClosing: true);
        EndSession(FunctionState.Opening);
        _contents.BeginSession();
        _openSent = now;
        _maxControlTransfer = Math.Max(maxControlTransfer, FragmentSplitter.MinMaxControlTransfer);
    }

    private void EndSession(FunctionState state)
    {
        _state = state;
        _outstanding.Clear();
        _commands.Reset();
        _answers.Reset();
    }

    private void TakeHostError(uint transactionId, MbimProtocolError error)
    {
        if (!Enum.IsDefined(error))
        {
            _report.Add(LinterAssertions.ErrorCode, $"The code is {(uint)error}.");
        }

        _answers.TakeHostError(transactionId);
        if (error == MbimProtocolError.Cancel)
        {
            _outstanding.Remove(transactionId);
            _commands.Cancel(transactionId);
        }
    }

    private void TakeCommand(ReadOnlySpan<byte> transfer, TimeSpan now)
    {
        var isFirst = FragmentHeader.Read(transfer[FragmentHeader.Offset..]).Current == 0;
        if (_state == FunctionState.Closed && !IsForProxy(transfer))
        {
            if (isFirst)
            {
                _report.Add(LinterAssertions.NotOpened, "The function is closed.");
            }

            return;
        }

        if (_state == FunctionState.Opening && isFirst)
        {
            _report.Add(LinterAssertions.NotYetOpened, "OPEN has not been answered.");
        }

        if (!_commands.TryJoin(transfer, now, out var whole))
        {
            return;
        }

        if (!MbimMessage.TryParse(whole, MbimReadMode.Strict, out var message, out var error))
        {
            _report.Add(LinterAssertions.BufferLength, $"{error}.");
            if (!MbimMessage.TryParse(whole, MbimReadMode.Tolerant, out message, out _))
            {
                return;
            }
        }

        TakeTransaction(message.TransactionId);
        _contents.Check(message);
    }

    private void TakeTransaction(uint transactionId)
    {
        if (_outstanding.Contains(transactionId))
        {
            _report.Add(LinterAssertions.DuplicatedTid, $"The command with TransactionId {transactionId} has not been answered.");
        }
        else if (_outstanding.Count < MaxOutstanding)
        {
            _outstanding.Add(transactionId);
        }

        if (_outstanding.Count > _options.MaxOutstandingCommands)
        {
            _report.Add(
                LinterAssertions.TooManyOutstanding, $"{_outstanding.Count} commands wait for an answer, the function takes {_options.MaxOutstandingCommands}.");
        }
    }

    // What the mbim-proxy protocol says to the proxy itself comes before OPEN.
    private static bool IsForProxy(ReadOnlySpan<byte> transfer) =>
        transfer.Length >= MbimMessage.CommandHeaderSize && new Guid(transfer.Slice(20, 16), bigEndian: true) == ProxyControl.Id;

    // What is wrong with the function's messages is not the host's fault; it is taken for what it says.
    private void TakeAnswer(ReadOnlySpan<byte> transfer, TimeSpan now)
    {
        if (transfer.Length < MessageHeader.Size)
        {
            return;
        }

        var header = MessageHeader.Read(transfer);
        var code = transfer.Length >= MessageHeader.Size + 4 ? U32(transfer, MessageHeader.Size) : 0;
        switch (header.Type)
        {
            case MbimMessageType.OpenDone when _state == FunctionState.Opening:
                _state = code == (uint)MbimStatus.Success ? FunctionState.Open : FunctionState.Closed;
                break;
            case MbimMessageType.CloseDone when _state == FunctionState.Closing:
                _state = FunctionState.Closed;
                break;
            case MbimMessageType.FunctionError:
                TakeFunctionError(header.TransactionId, (MbimProtocolError)code);
                break;
            case MbimMessageType.IndicateStatus:
                _answers.TryJoin(transfer, now, out _, out _);
                break;
            case MbimMessageType.CommandDone:
                TakeCommandDone(header.TransactionId, transfer, now);
                break;
            default:
                break;
        }
    }

    private void TakeFunctionError(uint transactionId, MbimProtocolError error)
    {
        if (error == MbimProtocolError.NotOpened)
        {
            EndSession(FunctionState.Closed);
        }
        else if (error != MbimProtocolError.DuplicatedTid)
        {
            _outstanding.Remove(transactionId);
        }

        if (_state == FunctionState.Opening && error is MbimProtocolError.MaxTransfer or MbimProtocolError.Unknown)
        {
            _state = FunctionState.Closed;
        }
    }

    private void TakeCommandDone(uint transactionId, ReadOnlySpan<byte> transfer, TimeSpan now)
    {
        // What is not awaited any more, hosts ignore.
        if (!_outstanding.Contains(transactionId))
        {
            return;
        }

        if (_answers.TryJoin(transfer, now, out var whole, out var isBroken))
        {
            _outstanding.Remove(transactionId);
            if (MbimMessage.TryParse(whole, MbimReadMode.Tolerant, out var answer, out _) && answer.Status == MbimStatus.Success)
            {
                _contents.Learn(answer);
            }
        }
        else if (isBroken)
        {
            _outstanding.Remove(transactionId);
        }
    }

    private static uint U32(ReadOnlySpan<byte> transfer, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(transfer[offset..]);
}
