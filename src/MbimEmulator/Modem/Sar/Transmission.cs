using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Radio;
using MbimEmulator.Time;
using MbimProtocol.Services.MsSarService;

namespace MbimEmulator.Modem.Sar;

/// <summary>
/// Whether the modem transmits: from a packet of the host on its way to the network until none has followed for the time of the hysteresis. One timer
/// runs meanwhile, however many packets there are.
/// </summary>
internal sealed class Transmission
{
    private readonly ModuleContext _modem;
    private readonly RadioModule _radio;
    private TransmissionNotification _notification;
    private TimeSpan _last;
    private ModemTimer? _ending;

    // Whether it transmits whatever the host does; null when it is up to the host.
    private bool? _forced;

    public Transmission(ModuleContext modem, RadioModule radio)
    {
        (_modem, _radio) = (modem, radio);
        radio.On += Begin;
        radio.Losing += _ => End();
    }

    /// <summary>Seconds.</summary>
    public uint Hysteresis { get; set; }

    public TransmissionState State { get; private set; }

    public TransmissionStatusInfo Info => new() { ChannelNotification = _notification, TransmissionStatus = State, HysteresisTimer = Hysteresis };

    public void Configure(SetTransmissionStatus request)
    {
        (_notification, Hysteresis) = (request.ChannelNotification, request.HysteresisTimer);
        if (_ending is not null)
        {
            _ending.Cancel();
            Await();
        }
    }

    /// <summary>A packet of the host goes to the network.</summary>
    public void Packet()
    {
        if (_forced is null)
        {
            _last = _modem.Elapsed;
            Become(TransmissionState.Active);
            _ending ??= _modem.After(TimeSpan.FromSeconds(Hysteresis), Await);
        }
    }

    /// <summary>It transmits all the time, while the radio is on, or never; or it is up to the host again.</summary>
    public void Force(bool? transmits)
    {
        var wasForced = _forced == true;
        _forced = transmits;
        if (transmits == true)
        {
            Begin();
        }
        else if (wasForced)
        {
            End();
        }
    }

    /// <summary>The modem starts again.</summary>
    public void Restart(uint hysteresis)
    {
        _ending?.Cancel();
        (_ending, _forced, _notification, Hysteresis, State) = (null, null, TransmissionNotification.Disabled, hysteresis, TransmissionState.Inactive);
    }

    // Nothing happens unless it transmits all the time.
    private void Begin()
    {
        if (_forced == true && _radio.IsOn)
        {
            _ending?.Cancel();
            _ending = null;
            Become(TransmissionState.Active);
        }
    }

    private void End()
    {
        if (State == TransmissionState.Active && _ending is null)
        {
            _last = _modem.Elapsed;
            Await();
        }
    }

    private void Await()
    {
        var rest = TimeSpan.FromSeconds(Hysteresis) - (_modem.Elapsed - _last);
        _ending = rest > TimeSpan.Zero ? _modem.After(rest, Await) : null;
        if (_ending is null)
        {
            Become(TransmissionState.Inactive);
        }
    }

    private void Become(TransmissionState state)
    {
        if (State == state)
        {
            return;
        }

        State = state;
        if (_notification == TransmissionNotification.Enabled)
        {
            _modem.Notify(MsSar.TransmissionStatus, Info);
        }
    }
}
