using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using MbimEmulator.Links;
using MbimProtocol.DataPlane;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints.Usb.UsbIp;

/// <summary>One peer of a USB/IP server: it asks for lists of devices, or imports one and is its host until the connection ends.</summary>
/// <param name="connection">The connection.</param>
/// <param name="name">A name for log messages.</param>
/// <param name="ports">The devices.</param>
/// <param name="logger">Receives the log messages.</param>
internal sealed class UsbIpConnection(ConnectionContext connection, string name, IReadOnlyList<UsbIpPort> ports, ILogger logger) : IUsbHost
{
    // No host sends more at once to a modem: neither a block nor a message is longer.
    private const int MaxData = NtbLayout.MaxMaxSize + 4096;

    private readonly PipeReader _input = connection.Transport.Input;
    private readonly Socket? _socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
    private readonly UsbOutput<UsbIpReply> _output = new(connection.Transport.Output, UsbIpReply.Write, reply => reply.Data.Dispose());
    private volatile bool _awaitsInput;

    /// <summary>Serves the peer until either side ends it.</summary>
    public async Task RunAsync()
    {
        var end = await StreamEnd.OfAsync(OperateAsync).ConfigureAwait(false);
        end.Log(logger, name);
    }

    void IUsbHost.Complete(in UsbCompletion completion)
    {
        var status = completion.Status switch
        {
            UsbStatus.Success => 0,
            UsbStatus.Stall => UsbIpProtocol.Stalled,
            UsbStatus.NoEndpoint => UsbIpProtocol.NoEntry,
            _ => UsbIpProtocol.ProtocolError,
        };
        _output.Queue(new UsbIpReply(UsbIpProtocol.SubmitReply, (uint)completion.Transfer.Id, status, completion.ActualLength, completion.Data));
    }

    void IUsbHost.Disconnected() => _input.CancelPendingRead();

    // Lists and refused imports, one after the other, until a device is imported; the answer is why it ended.
    private async Task<string> OperateAsync()
    {
        while (await ReadAsync(UsbIpProtocol.OperationSize).ConfigureAwait(false) is { } header)
        {
            if (await OperateAsync(header).ConfigureAwait(false) is { } reason)
            {
                return reason;
            }
        }

        return "end of stream";
    }

    private async ValueTask<string?> OperateAsync(byte[] header)
    {
        var version = BinaryPrimitives.ReadUInt16BigEndian(header);
        var code = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2));
        if (version != UsbIpProtocol.Version)
        {
            throw new InvalidDataException($"USB/IP version {version:x4}; expected {UsbIpProtocol.Version:x4} (1.1.1)");
        }

        if (code is UsbIpProtocol.RequestDeviceList or UsbIpProtocol.RequestImport)
        {
            connection.Features.Get<ConnectionPlace>()?.Heard();
        }

        switch (code)
        {
            case UsbIpProtocol.RequestDeviceList:
                await ListAsync().ConfigureAwait(false);
                return null;
            case UsbIpProtocol.RequestImport:
                return await ImportAsync().ConfigureAwait(false);
            default:
                throw new InvalidDataException($"request {code:x4}; expected 8005 (device list) or 8003 (import)");
        }
    }

    private async ValueTask ListAsync()
    {
        var present = new List<UsbIpPort>();
        foreach (var port in ports)
        {
            if (await IsPluggedInAsync(port).ConfigureAwait(false))
            {
                present.Add(port);
            }
        }

        var reply = new byte[UsbIpProtocol.OperationSize + 4 + present.Sum(port => UsbIpProtocol.DeviceSize + port.InterfacesSize)];
        WriteOperation(reply, UsbIpProtocol.ReplyDeviceList, UsbIpProtocol.StatusOk);
        BinaryPrimitives.WriteInt32BigEndian(reply.AsSpan(UsbIpProtocol.OperationSize), present.Count);
        var device = reply.AsSpan(UsbIpProtocol.OperationSize + 4);
        foreach (var port in present)
        {
            port.Describe(device);
            port.DescribeInterfaces(device[UsbIpProtocol.DeviceSize..]);
            device = device[(UsbIpProtocol.DeviceSize + port.InterfacesSize)..];
        }

        await connection.Transport.Output.WriteAsync(reply).ConfigureAwait(false);
    }

    private async ValueTask<string?> ImportAsync()
    {
        if (await ReadAsync(UsbIpProtocol.BusIdSize).ConfigureAwait(false) is not { } bytes)
        {
            return "end of stream";
        }

        var end = Array.IndexOf<byte>(bytes, 0);
        var busId = Encoding.ASCII.GetString(bytes, 0, end < 0 ? bytes.Length : end);
        var port = ports.FirstOrDefault(candidate => candidate.BusId == busId);
        if (port is null || !await IsPluggedInAsync(port).ConfigureAwait(false))
        {
            EndpointLog.Refused(logger, name, $"there is no device '{busId}'");
            await ReplyImportAsync(UsbIpProtocol.StatusNoDevice, null).ConfigureAwait(false);
            return null;
        }

        var options = new ModemLinkOptions { Name = $"{name} {busId}", IsPeerGone = () => _awaitsInput && SocketEnd.IsReached(_socket) };
        var device = new UsbDevice(port.Group.Executors, port.Descriptors, options, this);
        await using (device.ConfigureAwait(false))
        {
            if (!await device.AttachAsync().ConfigureAwait(false))
            {
                EndpointLog.Refused(logger, name, device.CloseReason ?? "");
                await ReplyImportAsync(UsbIpProtocol.StatusDeviceBusy, null).ConfigureAwait(false);
                return null;
            }

            await ReplyImportAsync(UsbIpProtocol.StatusOk, port).ConfigureAwait(false);
            var why = await ServeAsync(device).ConfigureAwait(false);
            port.Leave();
            return why.IsBroken ? throw new InvalidDataException(why.Reason) : why.Reason;
        }
    }

    private async ValueTask ReplyImportAsync(uint status, UsbIpPort? port)
    {
        var reply = new byte[UsbIpProtocol.OperationSize + (port is null ? 0 : UsbIpProtocol.DeviceSize)];
        WriteOperation(reply, UsbIpProtocol.ReplyImport, status);
        port?.Describe(reply.AsSpan(UsbIpProtocol.OperationSize));
        await connection.Transport.Output.WriteAsync(reply).ConfigureAwait(false);
    }

    private async Task<StreamEnd> ServeAsync(UsbDevice device)
    {
        var writing = _output.RunAsync();
        var end = await StreamEnd.OfAsync(() => TransferAsync(device)).ConfigureAwait(false);
        device.Detach(end.Reason);
        _output.End();
        connection.Transport.Output.CancelPendingFlush();
        await writing.ConfigureAwait(false);
        if (device.Dropped.Notifications > 0)
        {
            EndpointLog.Dropped(logger, name, device.Dropped.Notifications);
        }

        if (device.Dropped.Blocks > 0)
        {
            EndpointLog.DroppedBlocks(logger, name, device.Dropped.Blocks);
        }

        return end;
    }

    private async Task<string> TransferAsync(UsbDevice device)
    {
        while (true)
        {
            await _output.WaitForRoomAsync().ConfigureAwait(false);
            _awaitsInput = true;
            var result = await _input.ReadAsync().ConfigureAwait(false);
            _awaitsInput = false;
            var rest = result.Buffer;
            try
            {
                while (device.CloseReason is null && TryRead(ref rest, out var request, out var data))
                {
                    await HandleAsync(device, request, data).ConfigureAwait(false);
                }
            }
            finally
            {
                _input.AdvanceTo(rest.Start, rest.End);
            }

            if (device.CloseReason is { } reason)
            {
                return reason;
            }

            if (result.IsCompleted)
            {
                return rest.IsEmpty ? "end of stream" : throw new InvalidDataException($"the stream ended inside a request, with {rest.Length} bytes of it");
            }
        }
    }

    /// <summary>Takes a request off the start of <paramref name="rest"/>; false when it is not whole yet.</summary>
    /// <exception cref="InvalidDataException">No host sends this.</exception>
    internal static bool TryRead(ref ReadOnlySequence<byte> rest, out UsbIpRequest request, out Transfer data)
    {
        (request, data) = (default, default);
        if (rest.Length < UsbIpProtocol.HeaderSize)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[UsbIpProtocol.HeaderSize];
        rest.Slice(0, UsbIpProtocol.HeaderSize).CopyTo(header);
        request = UsbIpRequest.Read(header);
        if (request.Command is not (UsbIpProtocol.Submit or UsbIpProtocol.Unlink))
        {
            throw new InvalidDataException($"command {request.Command:x8}; expected 1 (submit) or 2 (unlink)");
        }

        if (request.IsIsochronous)
        {
            throw new InvalidDataException($"an isochronous transfer of {request.Packets} packets; the device has no such endpoint");
        }

        if (request.Command == UsbIpProtocol.Submit && request.Length > MaxData)
        {
            throw new InvalidDataException($"a transfer of {request.Length} bytes; expected at most {MaxData}");
        }

        var length = request.HasData ? request.Length : 0;
        if (rest.Length - UsbIpProtocol.HeaderSize < length)
        {
            return false;
        }

        data = request.HasData ? Transfer.Copy(rest.Slice(UsbIpProtocol.HeaderSize, length)) : default;
        rest = rest.Slice(UsbIpProtocol.HeaderSize + length);
        return true;
    }

    private ValueTask HandleAsync(UsbDevice device, in UsbIpRequest request, Transfer data)
    {
        if (request.Command == UsbIpProtocol.Unlink)
        {
            // Whether it has ended was decided before: its reply stands in the queue then.
            var status = device.Cancel(request.Length) is not null ? UsbIpProtocol.ConnectionReset : 0;
            _output.Queue(new UsbIpReply(UsbIpProtocol.UnlinkReply, request.SequenceNumber, status, 0, default));
            return ValueTask.CompletedTask;
        }

        var endpoint = (byte)((request.Endpoint & 0x0F) | (request.IsIn ? 0x80u : 0u));
        var transfer = new UsbTransfer(request.SequenceNumber, endpoint, (int)request.Length);
        if (request.Endpoint == 0)
        {
            return device.ControlAsync(transfer, request.Setup, data);
        }

        if (!request.IsIn)
        {
            return device.SendAsync(transfer, data);
        }

        device.Receive(transfer);
        return ValueTask.CompletedTask;
    }

    private static void WriteOperation(Span<byte> reply, ushort code, uint status)
    {
        BinaryPrimitives.WriteUInt16BigEndian(reply, UsbIpProtocol.Version);
        BinaryPrimitives.WriteUInt16BigEndian(reply[2..], code);
        BinaryPrimitives.WriteUInt32BigEndian(reply[4..], status);
    }

    private static async ValueTask<bool> IsPluggedInAsync(UsbIpPort port)
    {
        try
        {
            var isPluggedIn = false;
            await port.Group.InvokeAsync(_ => isPluggedIn = port.Group.IsPluggedIn).ConfigureAwait(false);
            return isPluggedIn;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    // Exactly so many bytes; null at the end of the stream before the first.
    private async ValueTask<byte[]?> ReadAsync(int count)
    {
        while (true)
        {
            var result = await _input.ReadAsync().ConfigureAwait(false);
            var buffer = result.Buffer;
            if (buffer.Length >= count)
            {
                var bytes = buffer.Slice(0, count).ToArray();
                _input.AdvanceTo(buffer.GetPosition(count));
                return bytes;
            }

            var left = buffer.Length;
            _input.AdvanceTo(buffer.Start, buffer.End);
            // A read is cancelled when a link ends; of one that was refused nobody waits for anything.
            if (result.IsCompleted)
            {
                return left == 0 ? null : throw new InvalidDataException($"the stream ended inside a request, with {left} bytes of it");
            }
        }
    }
}
