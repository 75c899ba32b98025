using MbimEmulator.Links;

namespace MbimEmulator.Hosting.Endpoints.Usb;

/// <content>Control requests: the standard ones (USB 2.0, 9.4), and those that go to a function.</content>
internal sealed partial class UsbDevice
{
    // wFeatureSelector of SET_FEATURE and CLEAR_FEATURE.
    private const ushort EndpointHalt = 0;

    /// <summary>A control transfer of the host; it ends before this completes.</summary>
    /// <param name="transfer">The transfer; its length is what the host takes.</param>
    /// <param name="setup">The SETUP packet of the request.</param>
    /// <param name="data">What comes with it; the device owns it from here on.</param>
    public async ValueTask ControlAsync(UsbTransfer transfer, UsbSetup setup, Transfer data)
    {
        var length = data.Length;
        var function = FindControl(setup.Index);
        var (isDone, reply) = setup.RequestType switch
        {
            0x21 => (await SetFunctionAsync(function, setup, data).ConfigureAwait(false), default(Transfer?)),
            0xA1 => function?.Get(setup) ?? (false, null),
            _ => (await SetStandardAsync(setup, data).ConfigureAwait(false), Get(setup)),
        };
        (function ?? _functions[0]).Group.RequestOnBus(
            new BusRequest(setup.RequestType, setup.Request, setup.Value, setup.Index, setup.Length, isDone || reply is not null));
        if (!isDone && reply is null)
        {
            _host.Complete(new UsbCompletion(transfer, UsbStatus.Stall, 0, default));
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

    private UsbFunction? FindControl(ushort number)
    {
        foreach (var function in _functions)
        {
            if (function.Place.ControlInterface == number)
            {
                return function;
            }
        }

        return null;
    }

    private static async ValueTask<bool> SetFunctionAsync(UsbFunction? function, UsbSetup setup, Transfer data)
    {
        if (function is not null)
        {
            return await function.SetAsync(setup, data).ConfigureAwait(false);
        }

        data.Dispose();
        return false;
    }

    private void EndControl(in UsbTransfer transfer, Transfer reply)
    {
        if (reply.Length <= transfer.Length)
        {
            _host.Complete(new UsbCompletion(transfer, UsbStatus.Success, reply.Length, reply));
            return;
        }

        _host.Complete(new UsbCompletion(transfer, UsbStatus.Success, transfer.Length, Transfer.Copy(reply.Span[..transfer.Length])));
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
                two[0] = (byte)(FindFunction((byte)setup.Index)?.IsHalted((byte)setup.Index) == true ? 1 : 0);
                return Transfer.Copy(two);
            case UsbCodes.GetConfiguration:
                two[0] = _configuration;
                return Transfer.Copy(two[..1]);
            case UsbCodes.GetInterface when IsInterface(setup.Index):
                two[0] = AlternateOf(setup.Index);
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
                await ConfigureAsync((byte)setup.Value).ConfigureAwait(false);
                return true;
            case UsbCodes.SetInterface when AreFunctionsThere && setup.Value <= 1 && Array.Find(_functions, function => function.Place.DataInterface == setup.Index) is { } function:
                await function.SetAlternateAsync((byte)setup.Value).ConfigureAwait(false);
                return true;
            case UsbCodes.SetInterface when IsInterface(setup.Index):
                return setup.Value == 0;
            case UsbCodes.SetEndpointFeature or UsbCodes.ClearEndpointFeature when setup.Value == EndpointHalt && IsEndpoint(setup.Index):
                FindFunction((byte)setup.Index)?.SetHalt((byte)setup.Index, setup.Code == UsbCodes.SetEndpointFeature);
                return true;
            default:
                return false;
        }
    }

    // The other configurations have one interface, which is nothing of the functions'.
    private bool AreFunctionsThere => _configuration == _descriptors.MbimConfiguration;

    private bool IsInterface(ushort index) => AreFunctionsThere
        ? Array.Exists(_functions, function => index == function.Place.ControlInterface || index == function.Place.DataInterface)
        : _configuration != 0 && index == 0;

    private bool IsEndpoint(ushort index) => index is 0 or 0x80 || Array.Exists(_functions, function => function.HasEndpoint(index));
}
