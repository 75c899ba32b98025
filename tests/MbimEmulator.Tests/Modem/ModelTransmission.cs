using MbimProtocol.Services.MsSarService;

namespace MbimEmulator.Tests.Modem;

/// <summary>TRANSMISSION_STATUS as "SAR" of docs/services.md has it: from a packet to the network until none has followed for the hysteresis.</summary>
internal sealed class ModelTransmission
{
    private const uint LongestHysteresis = 5;

    private bool? _forced;
    private bool _isRadioOn = true;
    private TimeSpan _last = TimeSpan.MinValue;

    public TransmissionNotification Notification { get; private set; }

    public uint Hysteresis { get; private set; } = LongestHysteresis;

    public TransmissionState State { get; private set; }

    /// <summary>Time goes by.</summary>
    public void Pass(TimeSpan now, bool isRadioOn)
    {
        if (IsForcedNow && !isRadioOn)
        {
            _last = now;
        }

        _isRadioOn = isRadioOn;
        State = IsForcedNow || (State == TransmissionState.Active && now - _last < TimeSpan.FromSeconds(Hysteresis)) ? TransmissionState.Active : TransmissionState.Inactive;
    }

    public void Configure(TransmissionNotification notification, uint hysteresis) => (Notification, Hysteresis) = (notification, hysteresis);

    public void Force(bool? forced, TimeSpan now)
    {
        if (IsForcedNow && forced != true)
        {
            _last = now;
        }

        _forced = forced;
        Pass(now, _isRadioOn);
    }

    /// <summary>A packet of the host goes to the network.</summary>
    public void Send(TimeSpan now)
    {
        if (_forced is null)
        {
            (_last, State) = (now, TransmissionState.Active);
        }
    }

    private bool IsForcedNow => _forced == true && _isRadioOn;
}
