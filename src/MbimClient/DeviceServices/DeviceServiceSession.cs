using MbimProtocol.Encoding;
using MbimProtocol.Services;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.DeviceServices;

/// <summary>What command and data sessions have in common. Disposing closes the session.</summary>
public abstract class DeviceServiceSession : IAsyncDisposable, IMbnEventReceiver
{
    private readonly string _readMethod;
    private readonly Lazy<Task> _closing;

    private protected DeviceServiceSession(DeviceService service, string readMethod)
    {
        Service = service;
        _readMethod = readMethod;
        _closing = new Lazy<Task>(CloseOnceAsync);
        Events = new EventReader<MbnEvent>(service.Client.EventBudget, service.Client.Work);
    }

    /// <summary>The device service.</summary>
    public DeviceService Service { get; }

    /// <summary>Received events that were dropped because nobody read them in time.</summary>
    public long DroppedEvents => Events.Dropped;

    internal abstract MbimCid<NoOperation, ObjectReference, AcceptedCall> OpenMethod { get; }

    private protected abstract MbimCid<NoOperation, ObjectReference, AcceptedCall> CloseMethod { get; }

    private protected abstract MobileBroadbandCid EventCid { get; }

    private protected EventReader<MbnEvent> Events { get; }

    /// <summary>Closes the session, once; reading ends then.</summary>
    /// <exception cref="MbnException">The session was not open any more, or the modem refused.</exception>
    public Task CloseAsync() => _closing.Value;

    /// <summary>As <see cref="CloseAsync"/>, but a session that is not open any more is no error.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        GC.SuppressFinalize(this);
    }

    void IMbnEventReceiver.Receive(MbnEvent item)
    {
        if (item.Cid == EventCid && item.ObjectHandle == Service.ObjectHandle)
        {
            Events.Add(item, item.Cost);
        }
        else if (item.IsRemoval && Service.IsAt(item.InterfaceID))
        {
            Events.End(new MbnException(_readMethod, HResult.NotFound));
        }
    }

    void IMbnEventReceiver.End(MbnException? reason) => Events.End(reason?.At(_readMethod));

    private protected async ValueTask<MbnEvent> ReadNextAsync(CancellationToken cancellationToken)
    {
        var (isRead, item) = await Events.TryReadAsync(cancellationToken).ConfigureAwait(false);
        return isRead ? item : throw new MbnException(_readMethod, HResult.OpenFailed);
    }

    private async Task CloseOnceAsync()
    {
        try
        {
            await Service.CompleteAsync(CloseMethod, new ObjectReference { ObjectHandle = Service.ObjectHandle }).ConfigureAwait(false);
        }
        finally
        {
            Service.Client.Remove(this);
            Events.End(null);
        }
    }
}
