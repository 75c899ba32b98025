using MbimEmulator.Modem.Cells;
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
    private const uint Unknown = CellMeasures.UnknownRssi;
    private const uint UnknownRsrp = CellMeasures.UnknownRsrp;
    private const uint UnknownSnr = CellMeasures.UnknownSnr;
    private const uint Never = uint.MaxValue;

    // Timers hold about 49 days.
    private const uint LongestInterval = 30 * 24 * 3600;

    private readonly ModuleContext _modem;
    private readonly SignalProfile _profile;
    private readonly CellsModule _cells;
    private uint _errorRate;
    private bool _available;
    private ModemTimer? _due;
    private SignalStateInfo _reported;

    public SignalMeter(ModuleContext modem, CellsModule cells)
    {
        (_modem, _cells) = (modem, cells);
        _profile = modem.Profile.Signal;
        _errorRate = _profile.ErrorRate;
        Info = new SignalStateInfo
        {
            SignalStrengthInterval = _profile.Interval,
            RssiThreshold = _profile.RssiThreshold,
            ErrorRateThreshold = _profile.ErrorRateThreshold,
        };
        Measure();
        _reported = Info;
        cells.Heard += Hear;
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

    public static void Register(ModuleHandlers<SignalMeter> handlers)
    {
        handlers.Query(BasicConnect.SignalState, static (meter, transaction, _) => transaction.Complete(meter.InfoFor(transaction.Version)));
        handlers.Set(BasicConnect.SignalState, static (meter, transaction, request) =>
        {
            meter.Configure(request);
            transaction.Complete(meter.InfoFor(transaction.Version));
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
        _errorRate = errorRate;
        _cells.SetRssi(rssi);
    }

    /// <summary>The radio hears a network, or none, which is always reported; or it hears another signal.</summary>
    public void Hear()
    {
        var was = _available;
        Measure();
        if (_available != was)
        {
            Report();
        }
        else
        {
            ReportIfDue();
        }
    }

    private static bool Reaches(uint threshold, uint before, uint after) =>
        threshold != Never && before != after && Math.Abs((long)after - before) >= threshold;

    // The default of RSRP and SNR: as many dB as the threshold of RSSI stands for.
    private static bool Reaches(uint threshold, RsrpSnrInfo before, RsrpSnrInfo after) =>
        threshold != Never && (Reaches(DecibelsOf(threshold), before.Rsrp, after.Rsrp) || Reaches(2 * DecibelsOf(threshold), before.Snr, after.Snr));

    private static uint DecibelsOf(uint rssiThreshold) => (uint)Math.Min(2 * (ulong)rssiThreshold, Never / 2);

    private void Measure()
    {
        var cell = _cells.Measured;
        _available = cell is not null;
        Info = Info with
        {
            Rssi = cell is null ? Unknown : CellMeasures.Rssi(cell),
            ErrorRate = cell is null ? Unknown : _errorRate,
            RsrpSnr = cell is null ? [] : List(cell),
        };
    }

    private MbimArray<RsrpSnrInfo> List(CellProfile cell)
    {
        List<RsrpSnrInfo> list = [];
        if (cell.Rat is CellRat.Nr || (cell.Rat == CellRat.Lte && (cell.Level ?? cell.Snr) is not null))
        {
            list.Add(Describe(cell, cell.Rat == CellRat.Nr ? DataClass.FiveGSa : DataClass.Lte));
        }

        if (_cells.Secondary is { } secondary)
        {
            list.Add(Describe(secondary, DataClass.FiveGNsa));
        }

        return list.ToMbimArray();
    }

    private static RsrpSnrInfo Describe(CellProfile cell, DataClass system) =>
        new() { Rsrp = CellMeasures.Rsrp(cell) ?? UnknownRsrp, Snr = CellMeasures.Snr(cell) ?? UnknownSnr, SystemType = system };

    private void ReportIfDue()
    {
        if (Info.Rssi == _reported.Rssi && Info.ErrorRate == _reported.ErrorRate && Info.RsrpSnr == _reported.RsrpSnr)
        {
            _due?.Cancel();
            _due = null;
        }
        else if (ReachesThreshold())
        {
            Report();
        }
        else if (Info.SignalStrengthInterval != Never)
        {
            _due ??= _modem.After(TimeSpan.FromSeconds(Math.Min(Info.SignalStrengthInterval, LongestInterval)), Report);
        }
    }

    // Another system is another signal, however strong.
    private bool ReachesThreshold() =>
        Reaches(Info.RssiThreshold, _reported.Rssi, Info.Rssi)
        || Reaches(Info.ErrorRateThreshold, _reported.ErrorRate, Info.ErrorRate)
        || !Info.RsrpSnr.Select(system => system.SystemType).SequenceEqual(_reported.RsrpSnr.Select(system => system.SystemType))
        || Info.RsrpSnr.Zip(_reported.RsrpSnr).Any(pair => Reaches(Info.RssiThreshold, pair.Second, pair.First));

    private void Report()
    {
        _due?.Cancel();
        _due = null;
        _reported = Info;
        _modem.Notify(BasicConnect.SignalState, InfoFor(_modem.Version));
    }
}
