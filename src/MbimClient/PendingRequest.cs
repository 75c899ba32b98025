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

    /// <summary>Whether somebody may await the task. Guarded by the device.</summary>
    public bool IsGivenOut { get; set; }

    public abstract bool IsEnded { get; }

    protected MbimDevice Device => device;

    protected TimeSpan Timeout => timeout;

    public abstract void Complete(in HostCompletion completion);

    public void Cancel(CancellationToken cancelledBy) => device.Cancel(this, cancelledBy);

    /// <summary>How messages for people call a command.</summary>
    public static string Name(Guid deviceServiceId, uint cid) =>
        MbimServices.NameOf(deviceServiceId, cid) ?? $"CID {cid} of {deviceServiceId}";

    protected static string Name(in HostCompletion completion) => completion.Request == MbimMessageType.Command
        ? $"{Name(completion.DeviceServiceId, completion.Cid)} (transaction {completion.TransactionId})"
        : completion.Request.ToString().ToUpperInvariant();
}
