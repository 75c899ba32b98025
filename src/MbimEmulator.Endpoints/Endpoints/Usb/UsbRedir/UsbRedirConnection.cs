using System.IO.Pipelines;
using System.Net.Sockets;
using MbimEmulator.Links;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;

/// <summary>
/// One guest of a usb-redir server: it is the device's host from when the place is free until it goes, or the modem does. A modem that is unplugged
/// and plugged in again, or resets itself, leaves the bus and comes back on the same connection.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="name">A name for log messages.</param>
/// <param name="group">The modem of the device's first executor.</param>
/// <param name="descriptors">Its descriptors.</param>
/// <param name="logger">Receives the log messages.</param>
internal sealed partial class UsbRedirConnection(
    ConnectionContext connection, string name, ModemGroup group, UsbDescriptors descriptors, ILogger logger) : IUsbHost, IAsyncDisposable
{
    private readonly PipeReader _input = connection.Transport.Input;
    private readonly Socket? _socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
    private readonly UsbOutput<UsbRedirReply> _output = new(connection.Transport.Output, UsbRedirReply.Write, reply => reply.Data.Dispose());
    private readonly UsbRedirDescription _description = new(descriptors);
    private volatile bool _awaitsInput;
    private Task _writing = Task.CompletedTask;
    private string _end = "a bug";

    // What both sides can do; null before the guest's hello.
    private UsbRedirCapabilities? _shared;

    // From when it asks for the host's place until it leaves the bus.
    private UsbDevice? _device;
    private Task<bool>? _attaching;
    private bool _isOnBus;
    private bool _awaitsAck;

    private UsbRedirCapabilities Shared => _shared ?? UsbRedirCapabilities.None;

    /// <summary>Serves the guest until either side ends it.</summary>
    public async Task RunAsync()
    {
        _writing = _output.RunAsync();
        Send(UsbRedirPacketType.Hello, UsbRedirDescription.Hello());
        var end = await StreamEnd.OfAsync(ServeAsync).ConfigureAwait(false);
        end.Log(logger, name);
        _end = end.Reason;
    }

    /// <summary>The device leaves the bus, and what waits for the guest is written or dropped.</summary>
    public async ValueTask DisposeAsync()
    {
        await LeaveAsync(_end).ConfigureAwait(false);
        _output.End();
        connection.Transport.Output.CancelPendingFlush();
        await _writing.ConfigureAwait(false);
    }

    void IUsbHost.Disconnected() => _input.CancelPendingRead();

    private async Task<string> ServeAsync()
    {
        while (true)
        {
            await _output.WaitForRoomAsync().ConfigureAwait(false);
            if (_shared is not null && await UpdateAsync().ConfigureAwait(false) is { } end)
            {
                return end;
            }

            _awaitsInput = true;
            var result = await _input.ReadAsync().ConfigureAwait(false);
            _awaitsInput = false;
            var rest = result.Buffer;
            try
            {
                while (UsbRedirReader.TryRead(ref rest, _shared, out var request))
                {
                    if (await HandleAsync(request).ConfigureAwait(false) is { } reason)
                    {
                        return reason;
                    }
                }
            }
            finally
            {
                _input.AdvanceTo(rest.Start, rest.End);
            }

            if (result.IsCompleted)
            {
                return rest.IsEmpty ? "end of stream" : throw new InvalidDataException($"the stream ended inside a packet, with {rest.Length} bytes of it");
            }
        }
    }

    // What has become of the device since the last look; the answer is why the connection ends, if it does.
    private async ValueTask<string?> UpdateAsync()
    {
        if (_isOnBus && _device is { CloseReason: { } reason })
        {
            await LeaveAsync(reason).ConfigureAwait(false);
            Send(UsbRedirPacketType.DeviceDisconnect, []);
            _awaitsAck = Shared.HasFlag(UsbRedirCapabilities.DisconnectAck);
        }

        if (_device is null && !_awaitsAck)
        {
            try
            {
                var options = new ModemLinkOptions { Name = name, IsPatient = true, IsPeerGone = () => _awaitsInput && SocketEnd.IsReached(_socket) };
                _device = new UsbDevice(group.Executors, descriptors, options, this);
            }
            catch (ObjectDisposedException)
            {
                return $"{group.Name} was stopped";
            }

            _attaching = _device.AttachAsync().AsTask();
            _ = WakeAsync(_attaching);
        }

        if (!_isOnBus && _device is not null && _attaching is { IsCompleted: true })
        {
            if (!await _attaching.ConfigureAwait(false))
            {
                return _device.CloseReason;
            }

            SendDescription(_device);
            Send(UsbRedirPacketType.DeviceConnect, _description.Connect(Shared));
            _isOnBus = true;
        }

        return null;
    }

    private async Task WakeAsync(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _input.CancelPendingRead();
    }

    // Nothing of the device comes behind this.
    private async ValueTask LeaveAsync(string reason)
    {
        if (_device is not { } device)
        {
            return;
        }

        device.Detach(reason);
        await ((Task)_attaching!).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        (_device, _attaching, _isOnBus) = (null, null, false);
        if (device.Dropped.Notifications > 0)
        {
            EndpointLog.Dropped(logger, name, device.Dropped.Notifications);
        }

        if (device.Dropped.Blocks > 0)
        {
            EndpointLog.DroppedBlocks(logger, name, device.Dropped.Blocks);
        }
    }

    private void SendDescription(UsbDevice device)
    {
        Send(UsbRedirPacketType.EndpointInfo, _description.Endpoints(device.Configuration, device.AlternateOf, Shared));
        Send(UsbRedirPacketType.InterfaceInfo, _description.Interfaces(device.Configuration));
    }

    private void Send(UsbRedirPacketType type, byte[] body) => _output.Queue(new UsbRedirReply(type, 0, Shared, [], Transfer.Copy(body)));

    private void SendStatus(UsbRedirPacketType type, ulong id, UsbRedirStatus status, params ReadOnlySpan<byte> more) =>
        _output.Queue(new UsbRedirReply(type, id, Shared, [(byte)status, .. more]));
}
