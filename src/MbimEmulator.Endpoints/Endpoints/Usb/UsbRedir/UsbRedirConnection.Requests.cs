using System.Diagnostics;

namespace MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;

/// <content>What the guest asks for, and what comes of it.</content>
internal sealed partial class UsbRedirConnection
{
    // A control request ends before the next packet is read.
    private UsbCompletion _controlEnd;

    // The id of the next notification of each interrupt endpoint, by its number.
    private readonly ulong[] _nextInterrupt = new ulong[16];

    void IUsbHost.Complete(in UsbCompletion completion)
    {
        var transfer = completion.Transfer;
        var status = StatusOf(completion.Status);
        switch (transfer.Endpoint)
        {
            case var endpoint when IsInterrupt(endpoint) && completion.Status == UsbStatus.Success:
                _output.Queue(UsbRedirReply.Interrupt(_nextInterrupt[endpoint & 0x0F]++, transfer.Endpoint, status, completion.Data, Shared));
                break;
            case var endpoint when IsInterrupt(endpoint):
                // That is how a guest knows that it has to start again, whatever the reason.
                SendStatus(UsbRedirPacketType.InterruptStatus, 0, UsbRedirStatus.Stall, transfer.Endpoint);
                break;
            case 0x00 or 0x80:
                _controlEnd = completion;
                break;
            default:
                _output.Queue(UsbRedirReply.Bulk(transfer.Id, transfer.Endpoint, 0, status, completion.ActualLength, completion.Data, Shared));
                break;
        }
    }

    private static UsbRedirStatus StatusOf(UsbStatus status) => status switch
    {
        UsbStatus.Success => UsbRedirStatus.Success,
        UsbStatus.Stall => UsbRedirStatus.Stall,
        UsbStatus.NoEndpoint => UsbRedirStatus.Invalid,
        UsbStatus.Reset => UsbRedirStatus.Cancelled,
        _ => throw new UnreachableException(),
    };

    // The answer is why the connection ends, if it does.
    private async ValueTask<string?> HandleAsync(UsbRedirRequest request)
    {
        switch (request.Type)
        {
            case UsbRedirPacketType.Hello:
                connection.Features.Get<ConnectionPlace>()?.Heard();
                _shared = request.Capabilities & UsbRedirCapabilities.Offered;
                return null;
            case UsbRedirPacketType.DisconnectAck:
                _awaitsAck = false;
                return null;
            case UsbRedirPacketType.FilterReject:
                EndpointLog.Rejected(logger, name);
                return "the guest rejected the device";
            default:
                // Without a device there is nothing to answer: the guest knows by now that its requests have ended, or will soon.
                if (_device is { } device && _isOnBus)
                {
                    await HandleAsync(device, request).ConfigureAwait(false);
                }
                else
                {
                    request.Data.Dispose();
                }

                return null;
        }
    }

    private ValueTask HandleAsync(UsbDevice device, in UsbRedirRequest request)
    {
        switch (request.Type)
        {
            case UsbRedirPacketType.Reset:
                return device.ResetBusAsync();
            case UsbRedirPacketType.SetConfiguration or UsbRedirPacketType.GetConfiguration or UsbRedirPacketType.SetAlternate
                or UsbRedirPacketType.GetAlternate or UsbRedirPacketType.ControlData:
                return ControlAsync(device, request);
            case UsbRedirPacketType.BulkData:
                return TransferAsync(device, request);
            case UsbRedirPacketType.CancelData:
                // A transfer that has ended was answered already; a guest gets one answer in any case.
                if (device.Cancel(request.Id) is { } endpoint)
                {
                    _output.Queue(UsbRedirReply.Bulk(request.Id, endpoint, 0, UsbRedirStatus.Cancelled, 0, default, Shared));
                }

                break;
            case UsbRedirPacketType.StartInterrupts when IsInterrupt(request.Endpoint):
                StartInterrupts(device, request.Endpoint, request.Id);
                break;
            case UsbRedirPacketType.StopInterrupts when IsInterrupt(request.Endpoint):
                device.StopNotifying(request.Endpoint);
                SendStatus(UsbRedirPacketType.InterruptStatus, request.Id, UsbRedirStatus.Success, request.Endpoint);
                break;
            case UsbRedirPacketType.StartInterrupts or UsbRedirPacketType.StopInterrupts:
                SendStatus(UsbRedirPacketType.InterruptStatus, request.Id, UsbRedirStatus.Invalid, request.Endpoint);
                break;
            case UsbRedirPacketType.StartIso or UsbRedirPacketType.StopIso or UsbRedirPacketType.IsoData:
                request.Data.Dispose();
                SendStatus(UsbRedirPacketType.IsoStatus, request.Id, UsbRedirStatus.Invalid, request.Endpoint);
                break;
            case UsbRedirPacketType.InterruptData:
                request.Data.Dispose();
                _output.Queue(UsbRedirReply.Interrupt(request.Id, request.Endpoint, UsbRedirStatus.Invalid, default, Shared));
                break;
            default:
                // filter_filter: the guest applies its filter itself, and says so with filter_reject.
                request.Data.Dispose();
                break;
        }

        return ValueTask.CompletedTask;
    }

    private bool IsInterrupt(byte endpoint) => descriptors.FunctionOf(endpoint)?.InterruptIn == endpoint;

    private void StartInterrupts(UsbDevice device, byte endpoint, ulong id) => device.StartNotifying(endpoint, status =>
    {
        _nextInterrupt[endpoint & 0x0F] = 0;
        SendStatus(UsbRedirPacketType.InterruptStatus, id, StatusOf(status), endpoint);
    });

    private ValueTask TransferAsync(UsbDevice device, in UsbRedirRequest request)
    {
        if (request.StreamId != 0 || descriptors.FunctionOf(request.Endpoint) is null || IsInterrupt(request.Endpoint))
        {
            request.Data.Dispose();
            _output.Queue(UsbRedirReply.Bulk(request.Id, request.Endpoint, request.StreamId, UsbRedirStatus.Invalid, 0, default, Shared));
            return ValueTask.CompletedTask;
        }

        var transfer = new UsbTransfer(request.Id, request.Endpoint, request.Length);
        if ((request.Endpoint & 0x80) == 0)
        {
            return device.SendAsync(transfer, request.Data);
        }

        device.Receive(transfer);
        return ValueTask.CompletedTask;
    }

    private async ValueTask ControlAsync(UsbDevice device, UsbRedirRequest request)
    {
        var setup = request.Setup;
        var endpoint = (byte)(setup.RequestType & 0x80);
        if (request.Type == UsbRedirPacketType.ControlData && request.Endpoint != endpoint)
        {
            request.Data.Dispose();
            _output.Queue(UsbRedirReply.Control(request, UsbRedirStatus.Invalid, 0, default, Shared));
            return;
        }

        await device.ControlAsync(new UsbTransfer(request.Id, endpoint, setup.Length), setup, request.Data).ConfigureAwait(false);
        var end = _controlEnd;
        if (end.Status == UsbStatus.Success && setup.Code is UsbCodes.SetConfiguration or UsbCodes.SetInterface)
        {
            // Before the answer: the guest has to know the endpoints when it goes on.
            SendDescription(device);
        }

        if (request.Type == UsbRedirPacketType.ControlData)
        {
            _output.Queue(UsbRedirReply.Control(request, StatusOf(end.Status), end.ActualLength, end.Data, Shared));
            return;
        }

        var value = setup.IsIn && end.ActualLength > 0 ? end.Data.Span[0] : (byte)setup.Value;
        end.Data.Dispose();
        if (setup.Code is UsbCodes.SetConfiguration or UsbCodes.GetConfiguration)
        {
            SendStatus(UsbRedirPacketType.ConfigurationStatus, request.Id, StatusOf(end.Status), value);
        }
        else
        {
            SendStatus(UsbRedirPacketType.AlternateStatus, request.Id, StatusOf(end.Status), (byte)setup.Index, value);
        }
    }
}
