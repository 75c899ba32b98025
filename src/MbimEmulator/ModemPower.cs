using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimEmulator.MbnService;
using MbimEmulator.Modem;
using MbimProtocol;

namespace MbimEmulator;

/// <summary>One modem as somebody's hand and its own firmware treat it: pulled out, plugged in, reset. Touch it only inside the modem's mailbox.</summary>
/// <param name="name">The modem's name.</param>
/// <param name="modem">The modem.</param>
/// <param name="function">Its function.</param>
/// <param name="connections">Who is connected to it.</param>
/// <param name="networkModem">The modem as the Mobile Broadband service has it.</param>
/// <param name="service">That service; its applications are told.</param>
internal sealed class ModemPower(
    string name, SimulatedModem modem, MbimFunction function, ModemConnections connections, INetworkModem networkModem, MobileBroadbandService service) : IModemControl
{
    /// <inheritdoc/>
    public SimulatedModem Modem => modem;

    /// <inheritdoc/>
    public bool IsOpen => function.IsOpen;

    /// <summary>Whether the modem is plugged in.</summary>
    public bool IsPluggedIn { get; private set; } = true;

    /// <inheritdoc/>
    public void Remove()
    {
        if (IsPluggedIn)
        {
            IsPluggedIn = false;
            connections.Refuse($"{name} is not plugged in");
            service.Unplug(networkModem);
            modem.PowerCycle();
            connections.Shared.Stop($"{name} was removed");
        }
    }

    /// <inheritdoc/>
    public void Insert()
    {
        if (!IsPluggedIn)
        {
            IsPluggedIn = true;
            modem.PowerCycle();

            // Whoever waits is admitted after the power cycle, which would end its connection.
            connections.Allow();
            service.Plug(networkModem);
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        if (!IsPluggedIn)
        {
            throw new InvalidOperationException($"{name} is not plugged in; insert it first.");
        }

        service.BeginReset(networkModem);
        connections.Disconnect($"{name} was reset");
        modem.Recover();
    }

    /// <inheritdoc/>
    public void ResetBus()
    {
        if (function.HostLink is not { Options: { Carrier: CarrierKind.Usb } options } link)
        {
            throw new InvalidOperationException($"{name} has no USB host; attach one first.");
        }

        function.LosePower();
        link.Discard();
        options.BusReset?.Invoke();
    }

    /// <inheritdoc/>
    public void AgreeVersion(MbimExVersion version) => function.AgreeVersion(version);
}
