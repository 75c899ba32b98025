using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimEmulator.MbnService;
using MbimEmulator.Modem;
using MbimProtocol;

namespace MbimEmulator;

/// <summary>
/// One modem as somebody's hand and its own firmware treat it: pulled out, plugged in, reset. What happens to the device happens to all its executors. Touch
/// it only inside the modem's mailbox.
/// </summary>
/// <param name="name">The modem's name.</param>
/// <param name="modem">The modem.</param>
/// <param name="function">Its function.</param>
/// <param name="connections">Who is connected to it.</param>
/// <param name="start">Says what the modem's start is the reason for.</param>
/// <param name="networkModem">The modem as the Mobile Broadband service has it.</param>
/// <param name="service">That service; its applications are told.</param>
/// <param name="post">Has an action run as an event of the modem's own.</param>
internal sealed class ModemPower(
    string name,
    SimulatedModem modem,
    MbimFunction function,
    ModemConnections connections,
    StartNotice start,
    INetworkModem networkModem,
    MobileBroadbandService service,
    Action<Action> post) : IModemControl
{
    private bool _isTogether;

    /// <summary>The other executors of the device.</summary>
    public IReadOnlyList<ModemPower> Others { private get; set; } = [];

    /// <inheritdoc/>
    public SimulatedModem Modem => modem;

    /// <inheritdoc/>
    public bool IsOpen => function.IsOpen;

    /// <summary>Whether the modem is plugged in.</summary>
    public bool IsPluggedIn { get; private set; } = true;

    /// <inheritdoc/>
    public void Remove() => Together(static power => power.RemoveAlone());

    /// <inheritdoc/>
    public void Insert() => Together(static power => power.InsertAlone());

    /// <inheritdoc/>
    public void Reset()
    {
        if (!IsPluggedIn)
        {
            throw new InvalidOperationException($"{name} is not plugged in; insert it first.");
        }

        Together(static power => power.ResetAlone());
    }

    /// <summary>The modem loses power: its start begins anew, and its connections end.</summary>
    public void Lose()
    {
        start.Restart();
        connections.Disconnect($"{name} lost power");
        Together(static power => power.Modem.PowerCycle(), isDone: true);
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

    private void RemoveAlone()
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

    private void InsertAlone()
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

    private void ResetAlone()
    {
        if (IsPluggedIn)
        {
            service.BeginReset(networkModem);
            connections.Disconnect($"{name} was reset");
            modem.Recover();
        }
    }

    // The others do the same, each in an event of its own.
    private void Together(Action<ModemPower> act, bool isDone = false)
    {
        if (_isTogether)
        {
            return;
        }

        if (!isDone)
        {
            Alone(act);
        }

        foreach (var other in Others)
        {
            other.Post(() => other.Alone(act));
        }
    }

    private void Post(Action action) => post(action);

    private void Alone(Action<ModemPower> act)
    {
        _isTogether = true;
        try
        {
            act(this);
        }
        finally
        {
            _isTogether = false;
        }
    }
}
