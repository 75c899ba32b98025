using MbimEmulator.Links;

namespace MbimEmulator.Hosting.Endpoints.Usb;

/// <content>The standard requests (USB 2.0, 9.4).</content>
internal sealed partial class UsbDevice
{
    // wFeatureSelector of SET_FEATURE and CLEAR_FEATURE.
    private const ushort EndpointHalt = 0;

    private static readonly byte[] HaltableEndpoints = [UsbDescriptors.InterruptIn, UsbDescriptors.BulkIn, UsbDescriptors.BulkOut];

    /// <summary>A control transfer of the host; it ends before this completes.</summary>
    /// <param name="transfer">The transfer; its length is what the host takes.</param>
    /// <param name="setup">The SETUP packet of the request.</param>
    /// <param name="data">What comes with it; the device owns it from here on.</param>
    public async ValueTask ControlAsync(UsbTransfer transfer, UsbSetup setup, Transfer data)
    {
        var length = data.Length;
        var (isDone, reply) = setup.RequestType switch
        {
            0x21 => (await SetMbimAsync(setup, data).ConfigureAwait(false), default(Transfer?)),
            0xA1 => GetMbim(setup),
            _ => (await SetStandardAsync(setup, data).ConfigureAwait(false), Get(setup)),
        };
        _group.RequestOnBus(new BusRequest(setup.RequestType, setup.Request, setup.Value, setup.Index, setup.Length, isDone || reply is not null));
        lock (_lock)
        {
            if (!isDone && reply is null)
            {
                End(transfer, UsbStatus.Stall);
            }
            else if (reply is { } bytes)
            {
                EndControl(transfer with { Length = Math.Min(transfer.Length, setup.Length) }, bytes);
            }
            else
            {
                _host.Complete(new UsbCompletion(transfer, UsbStatus.Success, length, default));
            }
        }
    }

    private void EndControl(in UsbTransfer transfer, Transfer reply)
    {
        if (reply.Length <= transfer.Length)
        {
            _host.Complete(new UsbCompletion(transfer, UsbStatus.Success, reply.Length, reply));
            return;
        }

        EndIn(transfer, reply.Span);
        reply.Dispose();
    }

    private Transfer? Get(in UsbSetup setup)
    {
        if (setup.Code == UsbCodes.GetDescriptor)
        {
            return _descriptors.Find(setup.Value) is { } descriptor ? Transfer.Copy(descriptor) : null;
        }

        Span<byte> two = [0, 0];
        switch (setup.Code)
        {
            case UsbCodes.GetDeviceStatus:
            case UsbCodes.GetInterfaceStatus when IsInterface(setup.Index):
                return Transfer.Copy(two);
            case UsbCodes.GetEndpointStatus when IsEndpoint(setup.Index):
                two[0] = (byte)(IsHalted((byte)setup.Index) ? 1 : 0);
                return Transfer.Copy(two);
            case UsbCodes.GetConfiguration:
                two[0] = _configuration;
                return Transfer.Copy(two[..1]);
            case UsbCodes.GetInterface when IsInterface(setup.Index):
                two[0] = setup.Index == _descriptors.DataInterface ? _alternate : (byte)0;
                return Transfer.Copy(two[..1]);
            default:
                return null;
        }
    }

    private async ValueTask<bool> SetStandardAsync(UsbSetup setup, Transfer data)
    {
        data.Dispose();
        switch (setup.Code)
        {
            case UsbCodes.SetAddress:
                return true;
            case UsbCodes.SetConfiguration when setup.Value <= _descriptors.Configurations:
                await ResetBusAsync().ConfigureAwait(false);
                _configuration = (byte)setup.Value;
                return true;
            case UsbCodes.SetInterface when setup.Index == _descriptors.DataInterface && IsFunctionThere && setup.Value <= 1:
                await SetAlternateAsync((byte)setup.Value).ConfigureAwait(false);
                return true;
            case UsbCodes.SetInterface when IsInterface(setup.Index):
                return setup.Value == 0;
            case UsbCodes.SetEndpointFeature when setup.Value == EndpointHalt && IsEndpoint(setup.Index):
                SetHalt((byte)setup.Index, true);
                return true;
            case UsbCodes.ClearEndpointFeature when setup.Value == EndpointHalt && IsEndpoint(setup.Index):
                SetHalt((byte)setup.Index, false);
                return true;
            default:
                return false;
        }
    }

    // The other configurations have one interface, which is nothing of the function's.
    private bool IsFunctionThere => _configuration == _descriptors.MbimConfiguration;

    private bool IsInterface(ushort index) =>
        IsFunctionThere ? index == _descriptors.ControlInterface || index == _descriptors.DataInterface : _configuration != 0 && index == 0;

    private bool IsEndpoint(ushort index) =>
        index is 0 or 0x80
        || (index == UsbDescriptors.InterruptIn && IsFunctionThere)
        || (index is UsbDescriptors.BulkIn or UsbDescriptors.BulkOut && _alternate != 0);

    private bool IsHalted(byte endpoint) => (_halted & (1 << (Array.IndexOf(HaltableEndpoints, endpoint) + 1)) & ~1) != 0;

    private void SetHalt(byte endpoint, bool isHalted)
    {
        lock (_lock)
        {
            var bit = (1 << (Array.IndexOf(HaltableEndpoints, endpoint) + 1)) & ~1;
            _halted = isHalted ? _halted | bit : _halted & ~bit;
            if (isHalted && endpoint == UsbDescriptors.InterruptIn)
            {
                EndInterrupts(UsbStatus.Stall);
            }
            else if (isHalted && endpoint == UsbDescriptors.BulkIn)
            {
                EndAll(_bulkIns, UsbStatus.Stall);
            }

            MatchLocked();
        }
    }

    // Without data the function's blocks are as after a reset (USB NCM 1.0, 7.2).
    private async ValueTask SetAlternateAsync(byte alternate)
    {
        lock (_lock)
        {
            _halted &= 1 << (Array.IndexOf(HaltableEndpoints, UsbDescriptors.InterruptIn) + 1);
            _alternate = alternate;
            if (alternate == 0)
            {
                EndAll(_bulkIns, UsbStatus.NoEndpoint);
                ForgetBlock();
            }
        }

        if (alternate == 0)
        {
            await ChooseBlocksAsync(FirstFormat, (int)_ntb.InMaxSize, maxDatagrams: 0).ConfigureAwait(false);
        }
    }
}
