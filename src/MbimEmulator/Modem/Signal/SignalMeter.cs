using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Signal;

/// <summary>
/// The signal and its reports: a change of a threshold or more is reported at once, a smaller one at the end of the interval. Nothing is
/// scheduled while everything is reported. SIGNAL_STATE.
/// </summary>
internal sealed class SignalMeter : ModemModule
{
    private const uint Unknown = 99;
    private const uint UnknownRsrp = 127;
    private const uint UnknownSnr = 128;
    private const uint Never = uint.MaxValue;

    // Timers hold about 49 days.
    private const uint LongestInterval = 30 * 24 * 3600;

    private readonly ModuleContext _modem;
    private readonly SignalProfile _profile;
    private uint _rssi;
    private uint _errorRate;
    private bool _available = true;
    private ModemTimer? _due;
    private SignalStateInfo _reported;

    public SignalMeter(ModuleContext modem)
    {
        _modem = modem;
        _profile = modem.Profile.Signal;
        _rssi = _profile.Rssi;
        _errorRate = _profile.ErrorRate;
        Info = new SignalStateInfo
        {
            SignalStrengthInterval = _profile.Interval,
            RssiThreshold = _profile.RssiThreshold,
            ErrorRateThreshold = _profile.ErrorRateThreshold,
        };
        Measure();
        _reported = Info;
    }

    public static ModuleDescription Description { get; } = new("signal")
    {
        Changes = SignalChanges.All,
        States = [ModuleState.Of<SignalMeter>("rssi", meter => meter.Info.Rssi) with { Max = 256 }],
    };

    public SignalStateInfo Info { get; private set; }

    /// <summary>
    /// What a host is told: from MBIMEx 2.0 on RSSI is not known where the list has RSRP or SNR, so that a signal is not told in two ways.
    /// </summary>
    public SignalStateInfo InfoFor(MbimExVersion version) =>
        version >= MbimExVersion.V2 && Info.RsrpSnr.Any(cell => cell.Rsrp != UnknownRsrp || cell.Snr != UnknownSnr) ? Info with { Rssi = Unknown } : Info;

    public override void Register(ModuleHandlers handlers)
    {
        handlers.Query(BasicConnect.SignalState, (transaction, _) => transaction.Complete(InfoFor(transaction.Version)));
        handlers.Set(BasicConnect.SignalState, (transaction, request) =>
        {
            Configure(request);
            transaction.Complete(InfoFor(transaction.Version));
        });
    }

    public override void TellState(StateQuery query) => query.Tell(BasicConnect.SignalState, InfoFor(query.Version));

    /// <summary>Changes the reports; 0 stands for the modem's own value.</summary>
    public void Configure(SetSignalState request)
    {
        Info = Info with
        {
            SignalStrengthInterval = OrOwn(request.SignalStrengthInterval, _profile.Interval),
            RssiThreshold = OrOwn(request.RssiThreshold, _profile.RssiThreshold),
            ErrorRateThreshold = OrOwn(request.ErrorRateThreshold, _profile.ErrorRateThreshold),
        };
        _due?.Cancel();
        _due = null;
        ReportIfDue();

        static uint OrOwn(uint value, uint own) => value == 0 ? own : value;
    }

    public void Set(uint rssi, uint errorRate)
    {
        _rssi = rssi;
        _errorRate = errorRate;
        Measure();
        ReportIfDue();
    }

    /// <summary>The radio hears a network, or none; that is always reported.</summary>
    public void SetAvailable(bool available)
    {
        if (available == _available)
        {
            return;
        }

        _available = available;
        Measure();
        Report();
    }

    private static bool Reaches(uint threshold, uint before, uint after) =>
        threshold != Never && before != after && Math.Abs((long)after - before) >= threshold;

    private void Measure() =>
        Info = Info with
        {
            Rssi = _available ? _rssi : Unknown,
            ErrorRate = _available ? _errorRate : Unknown,
            RsrpSnr = _available ? Cells() : [],
        };

    private MbimArray<RsrpSnrInfo> Cells() =>
        [new() { Rsrp = _profile.Rsrp, Snr = _profile.Snr, SystemType = SharedDataClasses.Highest(_modem.Profile) }];

    private void ReportIfDue()
    {
        if (Info.Rssi == _reported.Rssi && Info.ErrorRate == _reported.ErrorRate)
        {
            _due?.Cancel();
            _due = null;
        }
        else if (Reaches(Info.RssiThreshold, _reported.Rssi, Info.Rssi) || Reaches(Info.ErrorRateThreshold, _reported.ErrorRate, Info.ErrorRate))
        {
            Report();
        }
        else if (Info.SignalStrengthInterval != Never)
        {
            _due ??= _modem.After(TimeSpan.FromSeconds(Math.Min(Info.SignalStrengthInterval, LongestInterval)), Report);
        }
    }

    private void Report()
    {
        _due?.Cancel();
        _due = null;
        _reported = Info;
        _modem.Notify(BasicConnect.SignalState, InfoFor(_modem.Version));
    }
}
