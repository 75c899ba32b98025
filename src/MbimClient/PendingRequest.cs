using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimClient;

/// <summary>A request that somebody awaits.</summary>
internal abstract class PendingRequest(MbimDevice device, TimeSpan timeout)
{
    public uint TransactionId { get; set; }

    /// <summary>What cancelled the request.</summary>
    public CancellationToken CancelledBy { get; set; }

    public abstract bool IsEnded { get; }

    protected MbimDevice Device => device;

    protected TimeSpan Timeout => timeout;

    public abstract void Complete(in HostCompletion completion);

    public void Cancel(CancellationToken cancelledBy) => device.Cancel(this, cancelledBy);

    protected static string Name(in HostCompletion completion)
    {
        if (completion.Request != MbimMessageType.Command)
        {
            return completion.Request.ToString().ToUpperInvariant();
        }

        var cid = MbimServices.Find(completion.DeviceServiceId, completion.Cid)?.Name ?? $"CID {completion.Cid} of {completion.DeviceServiceId}";
        return $"{cid} (transaction {completion.TransactionId})";
    }
}
