using MbimProtocol;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Sharing;

internal sealed partial class SharedHost : IMbimHostHandler<SharedRequest>
{
    void IMbimHostHandler<SharedRequest>.Send(ReadOnlySpan<byte> transfer)
    {
        if (_link is { } link && _place.Holder == link)
        {
            _function.Receive(link, transfer);
        }
    }

    void IMbimHostHandler<SharedRequest>.Completed(in HostCompletion completion, SharedRequest request)
    {
        switch (request.Purpose)
        {
            case SharedRequestPurpose.Open:
                EndOpen(completion);
                break;
            case SharedRequestPurpose.Liveness:
                EndLiveness(completion, request.Member!);
                break;
            case SharedRequestPurpose.Subscribe:
                EndSubscribe(completion, request);
                break;
            case SharedRequestPurpose.CloseStream:
                _streams.End(request.Dss!.Value, Succeeded(completion), member: null);
                break;
            default:
                EndCommand(completion, request);
                break;
        }

        SendQueued();
    }

    void IMbimHostHandler<SharedRequest>.Indicated(in MbimMessage indication)
    {
        foreach (var member in _members)
        {
            if (member.IsReady && member.Subscription.Wants(indication.DeviceServiceId, indication.Cid))
            {
                member.Guest.Indicated(indication);
            }
        }
    }

    private static bool Succeeded(in HostCompletion completion) =>
        completion.Outcome == HostOutcome.Answered && completion.Status == MbimStatus.Success;

    private void EndOpen(in HostCompletion completion)
    {
        if (completion.Outcome == HostOutcome.Disconnected)
        {
            return;
        }

        if (!Succeeded(completion))
        {
            Stop($"the function did not open: {(completion.Outcome == HostOutcome.Answered ? $"{completion.Status}" : $"{completion.Outcome}")}");
            return;
        }

        _hasOpened = true;
        foreach (var member in _members)
        {
            member.IsReady = true;
            member.Guest.Ready();
        }
    }

    // Any answer is a sign of life. Where the function turns out not to be open, opening it again makes the guest ready.
    private void EndLiveness(in HostCompletion completion, SharedHostMember member)
    {
        if (member.HasLeft || (completion.Outcome == HostOutcome.FunctionError && completion.ProtocolError == MbimProtocolError.NotOpened))
        {
            return;
        }

        if (completion.Outcome is HostOutcome.Answered or HostOutcome.FunctionError)
        {
            member.IsReady = true;
            member.Guest.Ready();
        }
        else
        {
            Leave(member);
            member.Guest.Lost($"the function did not answer: {completion.Outcome}");
        }
    }

    private void EndSubscribe(in HostCompletion completion, in SharedRequest request)
    {
        // The function may not have what the merged subscriptions say: the next guest's list is sent whatever it is.
        _isListStale |= !Succeeded(completion);
        if (!request.Member!.HasLeft)
        {
            var echoed = Succeeded(completion) ? completion with { InformationBuffer = request.Echo } : completion;
            request.Member.Guest.Completed(request.TransactionId, echoed);
        }
    }

    private void EndCommand(in HostCompletion completion, in SharedRequest request)
    {
        if (request.Dss is { } connect)
        {
            _streams.End(connect, Succeeded(completion), request.Member);
        }

        if (!request.Member!.HasLeft)
        {
            request.Member.Guest.Completed(request.TransactionId, completion);
        }

        if (Succeeded(completion) && completion.DeviceServiceId == MsBasicConnectExtensions.Id &&
            completion.Cid == MsBasicConnectExtensions.Version.Number &&
            MbimVersion.TryRead(completion.InformationBuffer, MbimExVersion.V1, MbimReadMode.Tolerant, out var agreed, out _))
        {
            ChangeVersion(agreed);
        }
    }

    private void ChangeVersion(MbimVersion version)
    {
        if (version == Version)
        {
            return;
        }

        Version = version;
        foreach (var member in _members)
        {
            if (member.IsReady)
            {
                member.Guest.VersionChanged(version);
            }
        }
    }
}
