using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimClient;

/// <summary>A request that somebody awaits.</summary>
internal abstract class PendingRequest(DeviceSession session, TimeSpan timeout)
{
    public uint TransactionId { get; set; }

    /// <summary>What cancelled the request.</summary>
    public CancellationToken CancelledBy { get; set; }

    /// <summary>Whether somebody may await the task. Guarded by the session.</summary>
    public bool IsGivenOut { get; set; }

    public abstract bool IsEnded { get; }

    protected DeviceSession Session => session;

    protected TimeSpan Timeout => timeout;

    public abstract void Complete(in HostCompletion completion);

    public void Cancel(CancellationToken cancelledBy) => session.Cancel(this, cancelledBy);

    /// <summary>How messages for people call a command.</summary>
    public static string Name(Guid deviceServiceId, uint cid) =>
        MbimServices.NameOf(deviceServiceId, cid) ?? $"CID {cid} of {deviceServiceId}";

    protected static string Name(in HostCompletion completion) => completion.Request == MbimMessageType.Command
        ? $"{Name(completion.DeviceServiceId, completion.Cid)} (transaction {completion.TransactionId})"
        : completion.Request.ToString().ToUpperInvariant();
}
