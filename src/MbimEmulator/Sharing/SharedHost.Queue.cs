using MbimEmulator.Links;
using MbimProtocol.Host;
using MbimProtocol.Messages;

namespace MbimEmulator.Sharing;

internal sealed partial class SharedHost
{
    private static bool IsCrowded(SharedHostMember member) => member.Queued.Count >= member.Guest.MaxQueuedCommands;

    private static void Refuse(SharedHostMember member, uint transactionId, in HostCommand command, MbimStatus status) =>
        member.Guest.Completed(transactionId, new HostCompletion
        {
            Request = MbimMessageType.Command,
            Outcome = HostOutcome.Answered,
            DeviceServiceId = command.DeviceServiceId,
            Cid = command.Cid,
            Status = status,
        });

    private bool MustQueue(SharedHostMember member) => !IsOpen || member.Queued.Count > 0 || _host.OutstandingCount >= _maxOutstanding;

    private void Send(SharedHostMember member, in HostCommand command, ReadOnlySpan<byte> informationBuffer, in SharedRequest request)
    {
        if (MustQueue(member))
        {
            _turns.Add(member, new QueuedCommand(command, Transfer.Copy(informationBuffer), request));
        }
        else
        {
            _host.Command(command, informationBuffer, _clock.Elapsed, request);
        }
    }

    private void SendSubscriptions(in HostCommand set, in SharedRequest request) =>
        _host.Command(set, _subscriptions.DeviceList, Version.ExtendedVersion, _clock.Elapsed, request);

    private void SendQueued()
    {
        while (IsOpen && _host.OutstandingCount < _maxOutstanding && _turns.TryTake(out _, out var queued))
        {
            if (queued.Request.Purpose == SharedRequestPurpose.Subscribe)
            {
                SendSubscriptions(queued.Command, queued.Request);
                continue;
            }

            using (queued.InformationBuffer)
            {
                _host.Command(queued.Command, queued.InformationBuffer.Span, _clock.Elapsed, queued.Request);
            }
        }
    }

    // They were meant for a session that is over, and written in its layouts.
    private void RefuseQueued()
    {
        List<(SharedHostMember Member, uint TransactionId)> refused = [];
        while (_turns.TryTake(out var member, out var queued))
        {
            queued.InformationBuffer.Dispose();
            refused.Add((member, queued.Request.TransactionId));
        }

        // What a guest sends upon it is for the next session.
        foreach (var (member, transactionId) in refused)
        {
            if (!member.HasLeft)
            {
                member.Guest.Completed(transactionId, new HostCompletion
                {
                    Request = MbimMessageType.Command,
                    Outcome = HostOutcome.FunctionError,
                    ProtocolError = MbimProtocolError.NotOpened,
                });
            }
        }
    }
}
