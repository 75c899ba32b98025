using MbimEmulator.Faults;
using MbimEmulator.Links;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimEmulator.Function;

/// <content>What comes from its host and goes to it.</content>
public sealed partial class MbimFunction
{
    private long _messages;
    private OutboundMessage _outbound;
    private string? _closeReason;

    /// <summary>Acts on messages while it has rules for them.</summary>
    internal FaultEngine? Faults { get; set; }

    void IMbimServerHandler.Command(Transaction transaction, in MbimMessage command)
    {
        if (Dispatcher.Find(command.DeviceServiceId, command.Cid, command.CommandType, out var status) is { } handler)
        {
            handler.Handle(transaction, command.InformationBuffer, _readMode);
        }
        else
        {
            transaction.Fail(status);
        }
    }

    bool IMbimServerHandler.Received(ReadOnlySpan<byte> bytes, in MbimMessage message)
    {
        if (Faults is { IsActive: true } faults && faults.TakeToFunction(bytes))
        {
            return false;
        }

        if (message.Type != 0)
        {
            _journal.Message(HostLink, TransferDirection.ToFunction, bytes, Version);
        }

        return true;
    }

    bool IMbimServerHandler.Sending(in MbimMessage message)
    {
        var link = HostLink!;
        var outbound = NumberOf(message);
        if (outbound.Kind != OutboundKind.Answer && !link.MakeRoom(outbound))
        {
            return false;
        }

        SentMessages++;
        var closeReason = message.Type == MbimMessageType.CloseDone && link.Options.Carrier == CarrierKind.Pty ? "the host closed the function" : null;
        if (Faults is { IsActive: true } faults && faults.TakeToHost(message.Bytes, outbound, closeReason))
        {
            return false;
        }

        _journal.Message(link, TransferDirection.ToHost, message.Bytes, Version);
        _outbound = outbound;
        _closeReason = closeReason;
        return true;
    }

    void IMbimServerHandler.Send(ReadOnlySpan<byte> transfer) => SendTransfer(HostLink!, transfer, _outbound, _closeReason);

    MbimStatus? IMbimServerHandler.Opening()
    {
        Data.RestartHost();
        return MbimStatus.Success;
    }

    void IMbimServerHandler.Closed()
    {
        _subscriptions.Reset();
        Closed();
    }

    void IMbimServerHandler.HostError(uint transactionId, MbimProtocolError error) => FunctionLog.HostError(_logger, error, transactionId);

    void IMbimServerHandler.Refused(ReadOnlySpan<byte> bytes, uint transactionId, MbimProtocolError error)
    {
        if (error == MbimProtocolError.NotOpened && !bytes.IsEmpty)
        {
            _journal.Message(HostLink, TransferDirection.ToFunction, bytes, Version);
        }
        else if (!bytes.IsEmpty || error == MbimProtocolError.LengthMismatch)
        {
            _journal.Transfer(HostLink, TransferDirection.ToFunction, bytes, text: $"refused with {error}");
        }

        FunctionLog.FunctionError(_logger, error, transactionId);
    }

    /// <summary>Handles one control transfer of the host.</summary>
    internal void Receive(ModemLink link, ReadOnlySpan<byte> transfer)
    {
        _tap.Show(link, TransferDirection.ToFunction, Version, transfer);
        if (Faults is not { IsActive: true } faults || !faults.TakeTransferToFunction(transfer))
        {
            TakeTransfer(transfer);
        }
    }

    /// <summary>Handles one control transfer that a host sent behind CLOSE, before its connection ended: HOST_ERROR is noted, nothing is answered.</summary>
    internal void ReceiveBehindClose(ModemLink link, ReadOnlySpan<byte> transfer)
    {
        if (MbimMessage.TryParse(transfer, MbimReadMode.Tolerant, out var message, out _) && message.Type == MbimMessageType.HostError)
        {
            _tap.Show(link, TransferDirection.ToFunction, Version, transfer);
            _journal.Message(link, TransferDirection.ToFunction, transfer, Version);
            _server.TakeHostError(message.TransactionId, message.Error);
        }
    }

    /// <summary>Handles one control transfer of the host behind the rules that act on transfers.</summary>
    internal void TakeTransfer(ReadOnlySpan<byte> transfer) => _timer.Receive(transfer);

    /// <summary>Handles one whole message of the host behind the rules that act on messages.</summary>
    /// <param name="whole">The message.</param>
    /// <param name="messageId">What the journal knows it by already; 0 when it does not.</param>
    internal void TakeMessage(ReadOnlySpan<byte> whole, long messageId)
    {
        if (MbimMessage.TryParse(whole, _readMode, out _, out _))
        {
            _journal.Message(HostLink, TransferDirection.ToFunction, whole, Version, messageId);
        }

        _server.TakeMessage(whole);
    }

    /// <summary>How the link treats a message that a rule has made.</summary>
    internal OutboundMessage NumberOf(ReadOnlySpan<byte> message) =>
        NumberOf(MbimMessage.TryParse(message, MbimReadMode.Tolerant, out var parsed, out _) ? parsed : default);

    /// <summary>One transfer to the host, as it is.</summary>
    internal void SendTransfer(ModemLink link, ReadOnlySpan<byte> transfer, in OutboundMessage message, string? closeReason)
    {
        _tap.Show(link, TransferDirection.ToHost, Version, transfer);
        link.Enqueue(transfer, message, closeReason);
    }

    private OutboundMessage NumberOf(in MbimMessage message) => message.Type == MbimMessageType.IndicateStatus
        ? NotificationKinds.Of(++_messages, message.DeviceServiceId, message.Cid, message.InformationBuffer)
        : new OutboundMessage(++_messages, OutboundKind.Answer);
}
