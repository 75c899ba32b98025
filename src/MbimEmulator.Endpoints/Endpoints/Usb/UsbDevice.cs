using MbimEmulator.Links;

namespace MbimEmulator.Hosting.Endpoints.Usb;

/// <summary>
/// A device on a USB bus, from its attachment to one host to its removal, with an MBIM function for each of its executors: descriptors, control requests,
/// notifications and bulk transfers. Whatever carries the bus calls it with transfers, one thread at a time; it answers through <see cref="IUsbHost"/>.
/// Transfers are whole ones: no packets, no zero-length packets (the bus below has done with them).
/// </summary>
internal sealed partial class UsbDevice : IAsyncDisposable
{
    private readonly UsbDescriptors _descriptors;
    private readonly IUsbHost _host;
    private readonly UsbFunction[] _functions;
    private byte _configuration;

    /// <summary>Makes the device; it is not on the bus before <see cref="AttachAsync"/>.</summary>
    /// <param name="executors">The device's modems, one for each function.</param>
    /// <param name="descriptors">Its descriptors.</param>
    /// <param name="options">What the links are called, whether their peer is gone, and whether they wait for the host's place.</param>
    /// <param name="host">The host.</param>
    /// <exception cref="ObjectDisposedException">The modem has ended.</exception>
    public UsbDevice(IReadOnlyList<ModemGroup> executors, UsbDescriptors descriptors, ModemLinkOptions options, IUsbHost host)
    {
        _descriptors = descriptors;
        _host = host;
        _functions = [.. executors.Zip(descriptors.Functions, (executor, place) => new UsbFunction(executor, place, options, host))];
    }

    /// <summary>Why it is off the bus; null while it is on it. It leaves as a whole.</summary>
    public string? CloseReason => Array.Find(_functions, function => function.CloseReason is not null)?.CloseReason;

    /// <summary>bConfigurationValue of the configuration that the host chose; 0 for none.</summary>
    public byte Configuration => _configuration;

    /// <summary>Notifications of its modems and blocks that were thrown away because the host took nothing.</summary>
    public (long Notifications, long Blocks) Dropped => (_functions.Sum(function => function.Dropped.Notifications), _functions.Sum(function => function.Dropped.Blocks));

    /// <summary>Asks for the host's place on all functions; false when another host has one of them, and <see cref="CloseReason"/> names that.</summary>
    public async ValueTask<bool> AttachAsync()
    {
        foreach (var function in _functions)
        {
            if (!await function.AttachAsync().ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>bAlternateSetting of a data interface; 0 for any other interface.</summary>
    public byte AlternateOf(ushort number) => Array.Find(_functions, function => function.Place.DataInterface == number)?.Alternate ?? 0;

    /// <summary>The host takes data from an endpoint. The transfer ends when there are some.</summary>
    public void Receive(in UsbTransfer transfer)
    {
        if (FindFunction(transfer.Endpoint) is { } function)
        {
            function.Receive(transfer);
        }
        else
        {
            _host.Complete(new UsbCompletion(transfer, UsbStatus.NoEndpoint, 0, default));
        }
    }

    /// <summary>
    /// The host takes every notification of an interrupt endpoint from here on: each is the end of a transfer of 64 bytes, with id 0. Any other end than success
    /// is the last one.
    /// </summary>
    /// <param name="endpoint">The endpoint, one of <see cref="UsbDescriptors.Functions"/>.</param>
    /// <param name="begun">Called once, before the first of them, with what came of it.</param>
    public void StartNotifying(byte endpoint, Action<UsbStatus> begun) => FindFunction(endpoint)!.StartNotifying(begun);

    /// <summary>The host takes no more notifications of an interrupt endpoint. They wait.</summary>
    public void StopNotifying(byte endpoint) => FindFunction(endpoint)!.StopNotifying();

    /// <summary>The host sends a block. The transfer ends when the function has taken it over.</summary>
    public ValueTask SendAsync(UsbTransfer transfer, Transfer data)
    {
        if (FindFunction(transfer.Endpoint) is { } function)
        {
            return function.SendAsync(transfer, data);
        }

        data.Dispose();
        _host.Complete(new UsbCompletion(transfer, UsbStatus.NoEndpoint, 0, default));
        return ValueTask.CompletedTask;
    }

    /// <summary>The host gives up a transfer.</summary>
    /// <returns>Its endpoint, when it never will end; null when it has ended already, or never was.</returns>
    public byte? Cancel(ulong id)
    {
        foreach (var function in _functions)
        {
            if (function.Cancel(id) is { } endpoint)
            {
                return endpoint;
            }
        }

        return null;
    }

    /// <summary>The bus was reset: the device is as it was when it came onto the bus, and what waited ends.</summary>
    public ValueTask ResetBusAsync() => ConfigureAsync(0);

    /// <summary>Leaves the bus, for this reason.</summary>
    public void Detach(string reason)
    {
        foreach (var function in _functions)
        {
            function.Detach(reason);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Detach("the host has detached the device");
        return ValueTask.CompletedTask;
    }

    private async ValueTask ConfigureAsync(byte configuration)
    {
        foreach (var function in _functions)
        {
            await function.ResetBusAsync(configuration == _descriptors.MbimConfiguration).ConfigureAwait(false);
        }

        _configuration = configuration;
    }

    private UsbFunction? FindFunction(byte endpoint)
    {
        foreach (var function in _functions)
        {
            if (function.Place.Has(endpoint))
            {
                return function;
            }
        }

        return null;
    }
}
