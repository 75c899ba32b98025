using MbimClient.DeviceServices;

namespace MbimClient.WinRT;

/// <summary>An open data session of a device service.</summary>
public sealed class MobileBroadbandDeviceServiceDataSession
{
    private readonly DataSession _session;
    private readonly EventThread<ReadOnlyMemory<byte>> _thread;
    private TypedEventHandler<MobileBroadbandDeviceServiceDataSession, MobileBroadbandDeviceServiceDataReceivedEventArgs>? _dataReceived;
    private volatile bool _isClosed;

    internal MobileBroadbandDeviceServiceDataSession(MbnClient client, DataSession session)
    {
        _session = session;
        _thread = new EventThread<ReadOnlyMemory<byte>>(
            client,
            nameof(DataReceived),
            () => session.ReadAsync(),
            data => _dataReceived?.Invoke(this, new MobileBroadbandDeviceServiceDataReceivedEventArgs(data)));
    }

    /// <summary>
    /// A datagram came. The session has a thread for its handlers, which are called for one datagram after another; what they throw is reported by
    /// <see cref="MbnClient.CallbackFailed"/>. What came before the first handler waits for it.
    /// </summary>
    public event TypedEventHandler<MobileBroadbandDeviceServiceDataSession, MobileBroadbandDeviceServiceDataReceivedEventArgs> DataReceived
    {
        add
        {
            lock (_thread)
            {
                _dataReceived += value;
            }

            _thread.Start();
        }

        remove
        {
            lock (_thread)
            {
                _dataReceived -= value;
            }
        }
    }

    /// <summary>Writes one datagram; done when the modem has taken it.</summary>
    /// <param name="value">Up to MaxDeviceServiceDataSizeInBytes bytes.</param>
    public async Task WriteDataAsync(ReadOnlyMemory<byte> value)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        await _session.WriteAsync(value).ProjectAsync().ConfigureAwait(false);
    }

    /// <summary>Closes the session. One that is not open any more is no error.</summary>
    public void CloseSession()
    {
        _isClosed = true;
        _session.DisposeAsync().AsTask().Block(_session.Service.Client.Work);
        _session.Service.DisposeAsync().AsTask().Block(_session.Service.Client.Work);
    }
}
