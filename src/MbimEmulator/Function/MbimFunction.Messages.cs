using System.Buffers;
using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimEmulator.Function;

/// <content>What comes from its host and goes to it.</content>
public sealed partial class MbimFunction
{
    private readonly FunctionPort _transfersIn;
    private readonly FunctionPort _transfersOut;
    private readonly FunctionPort _messagesIn;
    private readonly FunctionPort _messagesOut;
    private long _messages;
    private OutboundMessage _outbound;
    private string? _closeReason;

    void IMbimServerHandler.Command(Transaction transaction, in MbimMessage command)
    {
        if (Dispatcher.Find(transaction.DeviceServiceId, command.Cid, command.CommandType, out var status) is { } handler)
        {
            handler.Handle(Dispatcher.Modem, transaction, command.InformationBuffer, _readMode);
        }
        else
        {
            transaction.Fail(status);
        }
    }

    bool IMbimServerHandler.Received(ReadOnlySpan<byte> bytes, in MbimMessage message) =>
        !_pipeline.Has(TrafficLevel.Message, TransferDirection.ToFunction, bytes)
        || _pipeline.Offer(new TrafficPiece(_messagesIn, bytes) { Origin = HostLink, IsUnreadable = message.Type == 0 });

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
        if (_pipeline.Has(TrafficLevel.Message, TransferDirection.ToHost, message.Bytes)
            && !_pipeline.Offer(new TrafficPiece(_messagesOut, message.Bytes, ref outbound) { Origin = link, CloseReason = closeReason }))
        {
            return false;
        }

        Watch?.MessageLeft(message);
        _outbound = outbound;
        _closeReason = closeReason;
        return true;
    }

    void IMbimServerHandler.Send(ReadOnlySpan<byte> transfer)
    {
        if (_pipeline.Has(TrafficLevel.Transfer, TransferDirection.ToHost))
        {
            Offer(new TrafficPiece(_transfersOut, transfer, ref _outbound) { Origin = HostLink, CloseReason = _closeReason });
        }
        else
        {
            HostLink!.Enqueue(Transfer.Copy(transfer), _outbound, _closeReason);
        }
    }

    void IMbimServerHandler.SendRented(byte[] rented, int length)
    {
        if (_pipeline.Has(TrafficLevel.Transfer, TransferDirection.ToHost))
        {
            Offer(new TrafficPiece(_transfersOut, rented.AsSpan(0, length), ref _outbound) { Origin = HostLink, CloseReason = _closeReason });
            ArrayPool<byte>.Shared.Return(rented);
        }
        else
        {
            HostLink!.Enqueue(Transfer.Own(rented, length), _outbound, _closeReason);
        }
    }

    MbimStatus? IMbimServerHandler.Opening()
    {
        Data.RestartHost();
        Opened();
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
        if (HostLink is { } link)
        {
            _pipeline.Refused(link, bytes, Version, error);
        }

        FunctionLog.FunctionError(_logger, error, transactionId);
    }

    /// <summary>Handles one control transfer of the host.</summary>
    internal void Receive(ModemLink link, ReadOnlySpan<byte> transfer)
    {
        Watch?.HostSpoke();
        if (_pipeline.Has(TrafficLevel.Transfer, TransferDirection.ToFunction))
        {
            Offer(new TrafficPiece(_transfersIn, transfer) { Origin = link });
        }
        else
        {
            TakeTransfer(transfer);
        }
    }

    /// <summary>Handles one control transfer that a host sent behind CLOSE, before its connection ended: HOST_ERROR is noted, nothing is answered.</summary>
    internal void ReceiveBehindClose(ModemLink link, ReadOnlySpan<byte> transfer)
    {
        if (MbimMessage.TryParse(transfer, MbimReadMode.Tolerant, out var message, out _) && message.Type == MbimMessageType.HostError)
        {
            _pipeline.Show(new TrafficPiece(_transfersIn, transfer) { Origin = link });
            _pipeline.Show(new TrafficPiece(_messagesIn, transfer) { Origin = link });
            _server.TakeHostError(message.TransactionId, message.Error);
        }
    }

    /// <summary>Handles one control transfer of the host behind the stages.</summary>
    internal void TakeTransfer(ReadOnlySpan<byte> transfer) => _timer.Receive(transfer);

    /// <summary>Handles one whole message of the host behind the stages.</summary>
    internal void TakeMessage(ReadOnlySpan<byte> message) => _server.TakeMessage(message);

    /// <summary>Whether bytes are a message to the function.</summary>
    internal bool CanRead(ReadOnlySpan<byte> bytes) => MbimMessage.TryParse(bytes, _readMode, out _, out _);

    /// <summary>Sends a message that a stage has passed on, in the transfers that it has planned.</summary>
    internal void SendPlanned(in TrafficPiece message)
    {
        if (Watch is { } watch && MbimMessage.TryParse(message.Bytes, MbimReadMode.Tolerant, out var parsed, out _))
        {
            watch.MessageLeft(parsed);
        }

        var plan = message.Kept?.Plan ?? PlannedTransfer.Split(message.Bytes, MaxControlTransfer);
        for (var i = 0; i < plan.Count; i++)
        {
            var transfer = new TrafficPiece(_transfersOut, plan[i].Bytes, in message.Outbound)
            {
                Origin = message.Origin,
                CloseReason = i == plan.Count - 1 ? message.CloseReason : null,
                Gap = plan[i].Gap,
                Kept = message.Kept,
            };
            if (_pipeline.OfferPlanned(transfer))
            {
                transfer.Port.Deliver(transfer);
            }
        }
    }

    /// <summary>How the link treats a message that a stage has made.</summary>
    internal OutboundMessage NumberOf(ReadOnlySpan<byte> message) =>
        NumberOf(MbimMessage.TryParse(message, MbimReadMode.Tolerant, out var parsed, out _) ? parsed : default);

    private void Offer(in TrafficPiece piece)
    {
        if (_pipeline.Offer(piece))
        {
            piece.Port.Deliver(piece);
        }
    }

    private OutboundMessage NumberOf(in MbimMessage message) => message.Type == MbimMessageType.IndicateStatus
        ? NotificationKinds.Of(++_messages, message.DeviceServiceId, message.Cid, message.InformationBuffer)
        : new OutboundMessage(++_messages, OutboundKind.Answer);
}
