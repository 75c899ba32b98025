using MbimClient.DeviceServices;

namespace MbimClient.WinRT;

/// <summary>An open command session of a device service.</summary>
public sealed class MobileBroadbandDeviceServiceCommandSession
{
    private readonly CommandSession _session;
    private readonly EventThread<DeviceServiceEvent> _thread;
    private TypedEventHandler<MobileBroadbandDeviceServiceCommandSession, MobileBroadbandDeviceServiceCommandEventArgs>? _commandReceived;
    private volatile bool _isClosed;

    internal MobileBroadbandDeviceServiceCommandSession(MbnClient client, CommandSession session)
    {
        _session = session;
        _thread = new EventThread<DeviceServiceEvent>(
            client,
            nameof(CommandReceived),
            () => session.ReadEventAsync(),
            item => _commandReceived?.Invoke(this, new MobileBroadbandDeviceServiceCommandEventArgs(session.Service, item)));
    }

    /// <summary>
    /// The device service told something by itself. The session has a thread for its handlers, which are called for one event after another; what
    /// they throw is reported by <see cref="MbnClient.CallbackFailed"/>. What came before the first handler waits for it.
    /// </summary>
    public event TypedEventHandler<MobileBroadbandDeviceServiceCommandSession, MobileBroadbandDeviceServiceCommandEventArgs> CommandReceived
    {
        add
        {
            lock (_thread)
            {
                _commandReceived += value;
            }

            _thread.Start();
        }

        remove
        {
            lock (_thread)
            {
                _commandReceived -= value;
            }
        }
    }

    /// <summary>Sends a query. A failure that the modem answers with is the result's status; only a call that is refused throws.</summary>
    /// <param name="commandId">The CID.</param>
    /// <param name="data">The information buffer.</param>
    public Task<MobileBroadbandDeviceServiceCommandResult> SendQueryCommandAsync(uint commandId, ReadOnlyMemory<byte> data) =>
        SendAsync(() => _session.QueryAsync(commandId, data));

    /// <summary>Sends a set. A failure that the modem answers with is the result's status; only a call that is refused throws.</summary>
    /// <param name="commandId">The CID.</param>
    /// <param name="data">The information buffer.</param>
    public Task<MobileBroadbandDeviceServiceCommandResult> SendSetCommandAsync(uint commandId, ReadOnlyMemory<byte> data) =>
        SendAsync(() => _session.SetAsync(commandId, data));

    /// <summary>Closes the session. One that is not open any more is no error.</summary>
    public void CloseSession()
    {
        _isClosed = true;
        _session.DisposeAsync().AsTask().Block(_session.Service.Client.Work);
        _session.Service.DisposeAsync().AsTask().Block(_session.Service.Client.Work);
    }

    private async Task<MobileBroadbandDeviceServiceCommandResult> SendAsync(Func<Task<CommandResponse>> send)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        try
        {
            return new MobileBroadbandDeviceServiceCommandResult(0, (await send().ProjectAsync().ConfigureAwait(false)).Data);
        }
        catch (Exception exception) when (exception.InnerException is MbnException { WasAccepted: true } failure)
        {
            return new MobileBroadbandDeviceServiceCommandResult((uint)failure.Error, default);
        }
    }
}
