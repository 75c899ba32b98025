using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.MbnService;

/// <summary>An accepted call that has not completed.</summary>
/// <param name="Object">The object that the method was called on.</param>
/// <param name="RequestId">The id that the completion repeats.</param>
/// <param name="Method">The called method.</param>
/// <param name="Session">The client's OPEN that it belongs to: nothing is sent when the client has left, or has opened the service anew.</param>
internal sealed record PendingCall(DeviceServiceObject Object, uint RequestId, MobileBroadbandCid Method, int Session)
{
    private bool CanTell => Object.Client.IsOpen && Object.Client.Session == Session;

    /// <summary>It ends without a word.</summary>
    public void Drop()
    {
        if (CanTell)
        {
            Object.Client.PendingCalls--;
        }
    }

    /// <summary>It ends, with a status alone.</summary>
    public void Complete(HResult status)
    {
        if (!CanTell)
        {
            return;
        }

        Drop();

        var writer = Object.Client.Writer;
        switch (Method)
        {
            case MobileBroadbandCid.QuerySupportedCommands:
                writer.Complete(Method, new SupportedCommandsCompletion { ObjectHandle = Object.Handle, RequestID = RequestId, Status = status });
                break;
            case MobileBroadbandCid.SetCommand or MobileBroadbandCid.QueryCommand:
                writer.Complete(Method, new CommandCompletion { ObjectHandle = Object.Handle, RequestID = RequestId, Status = status });
                break;
            default:
                writer.Complete(Method, new CallCompletion { ObjectHandle = Object.Handle, RequestID = RequestId, Status = status });
                break;
        }
    }

    /// <summary>QuerySupportedCommands succeeded.</summary>
    public void Complete(DeviceServiceElement service)
    {
        if (CanTell)
        {
            Drop();
            var completion = new SupportedCommandsCompletion { ObjectHandle = Object.Handle, RequestID = RequestId, CommandIDs = service.Cids };
            Object.Client.Writer.Complete(Method, completion);
        }
    }

    /// <summary>SetCommand or QueryCommand succeeded, or a part of its answer is there.</summary>
    public void Complete(uint responseId, ReadOnlySpan<byte> data, bool hasMore)
    {
        if (CanTell)
        {
            Object.Client.PendingCalls -= hasMore ? 0 : 1;
            Object.Client.Writer.Complete(Method, new CommandCompletion
            {
                ObjectHandle = Object.Handle,
                RequestID = RequestId,
                ResponseID = responseId,
                HasMore = hasMore ? 1u : 0,
                DeviceServiceData = [.. data],
            });
        }
    }
}
