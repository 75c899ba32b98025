using System.Runtime.CompilerServices;
using MbimProtocol.Framing;
using MbimProtocol.Messages;

namespace MbimProtocol.Server;

public sealed partial class MbimServer
{
    // It and TakeCommand are units of their own to the compiler: the whole way of a command in one method is more than it optimizes.

    /// <summary>Takes one transfer from the host: a message or a fragment, with its true length.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Receive(ReadOnlySpan<byte> transfer, TimeSpan now)
    {
        if (_options.ChecksTransfers && !Check(transfer))
        {
            return;
        }

        Tick(now);
        var result = _fragments.Add(transfer, now, out var whole);
        if (result.AbandonedTransactionId is { } abandoned)
        {
            Refuse([], abandoned, MbimProtocolError.FragmentOutOfSequence);
        }

        switch (result.Outcome)
        {
            case FragmentOutcome.Complete:
                Take(whole);
                break;
            case FragmentOutcome.More:
                break;
            default:
                // Only what is too short for a header has no error of its own, and no transaction id either.
                Refuse(transfer, result.TransactionId, result.Error ?? MbimProtocolError.LengthMismatch);
                break;
        }
    }

    /// <summary>Handles a whole message that <see cref="IMbimServerHandler.Received"/> kept, as it was or changed.</summary>
    public void TakeMessage(ReadOnlySpan<byte> bytes)
    {
        if (MbimMessage.TryParse(bytes, _options.ReadMode, out var message, out _))
        {
            Handle(message);
        }
        else
        {
            RefuseUnreadable(bytes);
        }
    }

    /// <summary>Heeds a HOST_ERROR that came by another way than a transfer of its own, such as behind the end of a connection.</summary>
    public void TakeHostError(uint transactionId, MbimProtocolError error)
    {
        HostErrors++;
        if (error == MbimProtocolError.Cancel && _transactions is not null)
        {
            _transactions.Cancel(transactionId);
            if (_fragments.IsPending && _fragments.PendingTransactionId == transactionId)
            {
                _fragments.Reset();
            }
        }

        _handler.HostError(transactionId, error);
    }

    /// <summary>Does what is due: gives up on fragments that did not come.</summary>
    public void Tick(TimeSpan now)
    {
        if (_fragments.Expire(now, out var transactionId))
        {
            Refuse([], transactionId, MbimProtocolError.TimeoutFragment);
        }
    }

    private bool Check(ReadOnlySpan<byte> transfer)
    {
        if (transfer.Length < MessageHeader.Size)
        {
            Refuse(transfer, 0, MbimProtocolError.LengthMismatch);
            return false;
        }

        var header = MessageHeader.Read(transfer);
        if (transfer.Length > MaxInbound)
        {
            Refuse(transfer, header.TransactionId, MbimProtocolError.MaxTransfer);
            return false;
        }

        // Where the length is wrong, that is what the host is told first.
        if (header.Length != (uint)transfer.Length)
        {
            return true;
        }

        if (!MbimMessage.IsOfHost(header.Type))
        {
            Refuse(transfer, header.TransactionId, MbimProtocolError.Unknown);
            return false;
        }

        return header.Type != MbimMessageType.Command || IsOpen || _options.TakesUnopenedCommands || RefuseUnopened(transfer, header.TransactionId);
    }

    private uint MaxInbound
    {
        get
        {
            // Before OPEN nothing is agreed, and NOT_OPENED tells the host more.
            var limit = IsOpen ? MaxControlTransfer : _options.MaxControlTransfer;
            return _options.AcceptsOversize ? MessageFramer.FunctionMaxLength(limit) : limit;
        }
    }

    // One answer for each message: the fragments behind the first are dropped in silence.
    private bool RefuseUnopened(ReadOnlySpan<byte> transfer, uint transactionId)
    {
        var hasFragmentHeader = transfer.Length >= MessageHeader.Size + FragmentHeader.Size;
        if (!hasFragmentHeader || FragmentHeader.Read(transfer[FragmentHeader.Offset..]).Current == 0)
        {
            Refuse(transfer, transactionId, MbimProtocolError.NotOpened);
        }

        return false;
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        var isMessage = MbimMessage.TryParse(bytes, _options.ReadMode, out var message, out _);
        if (!_handler.Received(bytes, message))
        {
            return;
        }

        if (isMessage)
        {
            Handle(message);
        }
        else
        {
            RefuseUnreadable(bytes);
        }
    }

    private void RefuseUnreadable(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < MessageHeader.Size)
        {
            Refuse(bytes, 0, MbimProtocolError.LengthMismatch);
            return;
        }

        var header = MessageHeader.Read(bytes);
        var isKnown = _options.IgnoresForeignMessages ? MbimMessage.HeaderSize(header.Type) > 0 : MbimMessage.IsOfHost(header.Type);
        Refuse(bytes, header.TransactionId, isKnown ? MbimProtocolError.LengthMismatch : MbimProtocolError.Unknown);
    }

    private void Handle(in MbimMessage message)
    {
        ReceivedMessages++;
        switch (message.Type)
        {
            case MbimMessageType.Open:
                Open(message.TransactionId, message.MaxControlTransfer);
                break;
            case MbimMessageType.Close:
                EndSession();
                MbimMessageWriter.WriteCloseDone(_message, message.TransactionId, MbimStatus.Success);
                Send();
                break;
            case MbimMessageType.Command:
                TakeCommand(message);
                break;
            case MbimMessageType.HostError:
                TakeHostError(message.TransactionId, message.Error);
                break;
            default:
                TakeForeign(message);
                break;
        }
    }

    private void Open(uint transactionId, uint maxControlTransfer)
    {
        if (!_options.SendsWholeMessages && maxControlTransfer < FragmentSplitter.MinMaxControlTransfer)
        {
            Refuse([], transactionId, MbimProtocolError.MaxTransfer);
            return;
        }

        EndSession();
        MaxControlTransfer = Math.Min(maxControlTransfer, _options.MaxControlTransfer);
        _pendingOpen = transactionId;
        if (_handler.Opening() is { } status)
        {
            CompleteOpen(status);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeCommand(in MbimMessage message)
    {
        if (!IsOpen && !_options.TakesUnopenedCommands)
        {
            Refuse([], message.TransactionId, MbimProtocolError.NotOpened);
        }
        else if (_transactions is null)
        {
            _handler.Command(default, message);
        }
        else if (_transactions.Count >= _options.MaxOutstandingCommands && !_transactions.Contains(message.TransactionId))
        {
            CommandDone(message.TransactionId, message.DeviceServiceId, message.Cid, MbimStatus.Busy, []);
        }
        else if (_transactions.TryBegin(message.TransactionId, message.DeviceServiceId, message.Cid, out var transaction))
        {
            _handler.Command(transaction, message);
        }
        else
        {
            Refuse([], message.TransactionId, MbimProtocolError.DuplicatedTid);
        }
    }

    private void TakeForeign(in MbimMessage message)
    {
        if (_options.IgnoresForeignMessages)
        {
            _handler.Ignored(message);
        }
        else
        {
            Refuse([], message.TransactionId, MbimProtocolError.Unknown);
        }
    }

    private void Refuse(ReadOnlySpan<byte> bytes, uint transactionId, MbimProtocolError error)
    {
        _handler.Refused(bytes, transactionId, error);
        FunctionError(transactionId, error);
    }
}
