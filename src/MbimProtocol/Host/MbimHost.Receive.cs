using MbimProtocol.Framing;
using MbimProtocol.Messages;

namespace MbimProtocol.Host;

public sealed partial class MbimHost<TState>
{
    /// <summary>Takes one transfer from the function: a message or a fragment, with its true length.</summary>
    public void Receive(ReadOnlySpan<byte> transfer, TimeSpan now)
    {
        if (transfer.Length < MessageHeader.Size)
        {
            MalformedTransfers++;
            return;
        }

        var header = MessageHeader.Read(transfer);
        if (!IsAwaited(header))
        {
            StrayTransfers++;
            return;
        }

        var reassembler = header.Type == MbimMessageType.IndicateStatus ? _indications : _answers;
        var result = reassembler.Add(transfer, now, out var bytes);
        if (result.AbandonedTransactionId is { } abandoned)
        {
            Refuse(header.Type, abandoned, MbimProtocolError.FragmentOutOfSequence);
        }

        if (result.Error is { } error)
        {
            Refuse(header.Type, result.TransactionId, error);
        }
        else if (result.Outcome == FragmentOutcome.Complete && IsAwaited(header))
        {
            Take(bytes, header);
        }
    }

    /// <summary>Does what is due: repeats OPEN, ends requests whose time is over, and gives up on fragments that did not come.</summary>
    public void Tick(TimeSpan now)
    {
        if (_answers.Expire(now, out var transactionId))
        {
            Refuse(MbimMessageType.CommandDone, transactionId, MbimProtocolError.TimeoutFragment);
        }

        if (_indications.Expire(now, out transactionId))
        {
            Refuse(MbimMessageType.IndicateStatus, transactionId, MbimProtocolError.TimeoutFragment);
        }

        if (now < _earliest)
        {
            return;
        }

        _sweep.Clear();
        foreach (var (id, request) in _outstanding)
        {
            if (request.Deadline <= now)
            {
                _sweep.Add(id);
            }
        }

        _sweep.Sort();
        for (var index = 0; index < _sweep.Count; index++)
        {
            if (_outstanding.TryGetValue(_sweep[index], out var request) && request.Deadline <= now)
            {
                Expire(request, now);
            }
        }

        _earliest = TimeSpan.MaxValue;
        foreach (var (_, request) in _outstanding)
        {
            _earliest = Earlier(_earliest, request.Deadline);
        }
    }

    private bool IsAwaited(MessageHeader header) => header.Type == MbimMessageType.IndicateStatus
        ? State == MbimHostState.Open || (State == MbimHostState.Opening && _isAttached)
        : _outstanding.TryGetValue(header.TransactionId, out var request) && request.IsAnsweredBy(header.Type);

    private void Take(ReadOnlySpan<byte> bytes, MessageHeader header)
    {
        if (!MbimMessage.TryParse(bytes, MbimReadMode.Tolerant, out var message, out var error))
        {
            MalformedTransfers++;
            SendHostError(header.TransactionId, MbimProtocolError.LengthMismatch);
            if (header.Type != MbimMessageType.IndicateStatus)
            {
                var refused = _outstanding[header.TransactionId];
                EndUnopened(refused);
                End(refused, new HostCompletion { Outcome = HostOutcome.Malformed, FormatError = error });
            }

            return;
        }

        if (message.Type == MbimMessageType.IndicateStatus)
        {
            _handler.Indicated(message);
            return;
        }

        var request = _outstanding[message.TransactionId];
        switch (message.Type)
        {
            case MbimMessageType.CommandDone:
                TakeAnswer(request, message);
                break;
            case MbimMessageType.FunctionError:
                TakeFunctionError(request, message.Error);
                break;
            default:
                State = message.Type == MbimMessageType.OpenDone && message.Status == MbimStatus.Success ? MbimHostState.Open : MbimHostState.Closed;
                End(request, new HostCompletion { Outcome = HostOutcome.Answered, Status = message.Status });
                break;
        }
    }

    private void TakeAnswer(HostRequest<TState> request, in MbimMessage message)
    {
        if (message.DeviceServiceId != request.DeviceServiceId)
        {
            EndMismatched(request, "DeviceServiceId", 20, $"{request.DeviceServiceId}", $"{message.DeviceServiceId}");
        }
        else if (message.Cid != request.Cid)
        {
            EndMismatched(request, "CID", 36, $"{request.Cid}", $"{message.Cid}");
        }
        else
        {
            End(request, new HostCompletion
            {
                Outcome = HostOutcome.Answered,
                Status = message.Status,
                InformationBuffer = message.InformationBuffer,
            });
        }
    }

    private void TakeFunctionError(HostRequest<TState> request, MbimProtocolError error)
    {
        if (request.Type != MbimMessageType.Command)
        {
            State = MbimHostState.Closed;
        }
        else if (error == MbimProtocolError.NotOpened)
        {
            State = MbimHostState.Closed;
            DropHalfIndication();
            EndAll(HostOutcome.FunctionError, error);
            return;
        }

        End(request, new HostCompletion { Outcome = HostOutcome.FunctionError, ProtocolError = error });
    }

    private void EndMismatched(HostRequest<TState> request, string field, long offset, string expected, string found) =>
        End(request, new HostCompletion
        {
            Outcome = HostOutcome.Malformed,
            FormatError = new MbimFormatError(MbimFormatErrorKind.Value, field, offset, $"{expected}, as in the command", found),
        });

    private void Refuse(MbimMessageType type, uint transactionId, MbimProtocolError error)
    {
        MalformedTransfers++;
        SendHostError(transactionId, error);
        if (type != MbimMessageType.IndicateStatus && _outstanding.TryGetValue(transactionId, out var request))
        {
            EndUnopened(request);
            End(request, new HostCompletion { Outcome = HostOutcome.HostError, ProtocolError = error });
        }
    }

    private void Expire(HostRequest<TState> request, TimeSpan now)
    {
        if (request.Type == MbimMessageType.Open && now < request.GiveUp)
        {
            _outstanding.Remove(request.TransactionId);
            SendOpen(request, now);
            return;
        }

        GiveUp(request, HostOutcome.TimedOut);
    }

    private void GiveUp(HostRequest<TState> request, HostOutcome outcome)
    {
        EndUnopened(request);
        if (request.Type == MbimMessageType.Command)
        {
            SendHostError(request.TransactionId, MbimProtocolError.Cancel);
        }

        End(request, new HostCompletion { Outcome = outcome });
    }

    private void EndUnopened(HostRequest<TState> request)
    {
        if (request.Type != MbimMessageType.Command)
        {
            State = MbimHostState.Closed;
        }
    }

    private void EndAll(HostOutcome outcome, MbimProtocolError error)
    {
        _sweep.Clear();
        _sweep.AddRange(_outstanding.Keys);
        _sweep.Sort();
        for (var index = 0; index < _sweep.Count; index++)
        {
            if (_outstanding.TryGetValue(_sweep[index], out var request))
            {
                End(request, new HostCompletion { Outcome = outcome, ProtocolError = error });
            }
        }
    }

    private void End(HostRequest<TState> request, in HostCompletion how)
    {
        _outstanding.Remove(request.TransactionId);
        if (_outstanding.Count == 0)
        {
            _earliest = TimeSpan.MaxValue;
        }

        if (_answers.IsPending && _answers.PendingTransactionId == request.TransactionId)
        {
            _answers.Reset();
        }

        var completion = how with
        {
            Request = request.Type,
            TransactionId = request.TransactionId,
            DeviceServiceId = request.DeviceServiceId,
            Cid = request.Cid,
        };
        var state = request.State;
        request.State = default!;
        _free.Push(request);
        _handler.Completed(completion, state);
    }
}
