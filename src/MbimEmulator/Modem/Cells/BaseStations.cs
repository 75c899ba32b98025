using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Cells;

/// <summary>BASE_STATIONS_INFO of cells.</summary>
internal static class BaseStations
{
    private const uint NotAvailable = BaseStationsInfo.NotAvailable;

    // GPS time began then, and is ahead of UTC by leap seconds.
    private static readonly DateTimeOffset GpsEpoch = new(1980, 1, 6, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan LeapSeconds = TimeSpan.FromSeconds(18);

    /// <summary>As many cells of each kind as the page has for a default.</summary>
    public static BaseStationsQuery Default => new() { MaxGsmCount = 15, MaxUmtsCount = 15, MaxTdscdmaCount = 15, MaxLteCount = 15, MaxCdmaCount = 12, MaxNrCount = 15 };

    /// <summary>Whether a host with these layouts is told of no cell at all, which ends ModemManager 1.24.</summary>
    public static bool IsEmpty(BaseStationsInfo info, MbimExVersion version) =>
        info.GsmServingCell is null && info.UmtsServingCell is null && info.TdscdmaServingCell is null && info.LteServingCell is null
        && info.GsmNmr.Count + info.UmtsMrl.Count + info.TdscdmaMrl.Count + info.LteMrl.Count + info.CdmaMrl.Count == 0
        && (version < MbimExVersion.V3 || info.NrServingCells.Count + info.NrNeighborCells.Count == 0);

    /// <param name="serving">The serving cell; null for none.</param>
    /// <param name="secondary">The NR cell beside it; null for none.</param>
    /// <param name="neighbors">The other cells that are heard.</param>
    /// <param name="most">How many the host takes.</param>
    /// <param name="current">The data class in use.</param>
    /// <param name="now">The time, in UTC.</param>
    public static BaseStationsInfo Describe(
        CellProfile? serving, CellProfile? secondary, IEnumerable<CellProfile> neighbors, BaseStationsQuery most, DataClass current, DateTimeOffset now)
    {
        var all = neighbors.ToArray();
        var (systemType, subclass) = SharedDataClasses.ToV3(current);
        var gpsSeconds = (uint)Math.Clamp((now - GpsEpoch + LeapSeconds).TotalSeconds, 0, NotAvailable - 1);
        CellProfile[] cdma = [.. serving?.Rat == CellRat.Cdma ? [serving] : Array.Empty<CellProfile>(), .. all.Where(cell => cell.Rat == CellRat.Cdma)];
        CellProfile[] nr = [.. serving?.Rat == CellRat.Nr ? [serving] : Array.Empty<CellProfile>(), .. secondary is null ? Array.Empty<CellProfile>() : [secondary]];
        return new BaseStationsInfo
        {
            SystemType = current == DataClass.FiveGNsa ? systemType | DataClassV3.Lte : systemType,
            SystemSubType = subclass,
            GsmServingCell = serving?.Rat == CellRat.Gsm ? GsmServing(serving) : null,
            UmtsServingCell = serving?.Rat == CellRat.Umts ? UmtsServing(serving) : null,
            TdscdmaServingCell = serving?.Rat == CellRat.Tdscdma ? TdscdmaServing(serving) : null,
            LteServingCell = serving?.Rat == CellRat.Lte ? LteServing(serving) : null,
            GsmNmr = Take(CellRat.Gsm, most.MaxGsmCount, GsmNeighbor),
            UmtsMrl = Take(CellRat.Umts, most.MaxUmtsCount, UmtsNeighbor),
            TdscdmaMrl = Take(CellRat.Tdscdma, most.MaxTdscdmaCount, TdscdmaNeighbor),
            LteMrl = Take(CellRat.Lte, most.MaxLteCount, LteNeighbor),
            CdmaMrl = cdma.Take(Count(most.MaxCdmaCount)).Select(cell => Cdma(cell, cell == serving, gpsSeconds)).ToMbimArray(),
            NrServingCells = nr.Select(NrServing).ToMbimArray(),
            NrNeighborCells = Take(CellRat.Nr, most.MaxNrCount, NrNeighbor),
        };

        MbimArray<T> Take<T>(CellRat rat, uint count, Func<CellProfile, T> describe) =>
            all.Where(cell => cell.Rat == rat).Take(Count(count)).Select(describe).ToMbimArray();

        static int Count(uint count) => (int)Math.Min(count, int.MaxValue);
    }

    private static GsmServingCellInfo GsmServing(CellProfile cell) => new()
    {
        ProviderId = cell.Provider,
        LocationAreaCode = Area(cell),
        CellId = Id(cell),
        TimingAdvance = cell.TimingAdvance ?? NotAvailable,
        Arfcn = cell.Arfcn ?? NotAvailable,
        BaseStationId = cell.PhysicalId ?? NotAvailable,
        RxLevel = RxLevel(cell),
    };

    private static GsmNmrInfo GsmNeighbor(CellProfile cell) => new()
    {
        ProviderId = cell.Provider,
        LocationAreaCode = Area(cell),
        CellId = Id(cell),
        Arfcn = cell.Arfcn ?? NotAvailable,
        BaseStationId = cell.PhysicalId ?? NotAvailable,
        RxLevel = RxLevel(cell),
    };

    private static UmtsServingCellInfo UmtsServing(CellProfile cell) => new()
    {
        ProviderId = cell.Provider,
        LocationAreaCode = Area(cell),
        CellId = Id(cell),
        FrequencyInfoUL = NotAvailable,
        FrequencyInfoDL = cell.Arfcn ?? NotAvailable,
        FrequencyInfoNT = NotAvailable,
        Uarfcn = cell.Arfcn ?? NotAvailable,
        PrimaryScramblingCode = cell.PhysicalId ?? NotAvailable,
        Rscp = cell.Level ?? 0,
        Ecno = cell.Quality ?? 1,
        PathLoss = NotAvailable,
    };

    private static UmtsMrlInfo UmtsNeighbor(CellProfile cell) => new()
    {
        ProviderId = cell.Provider,
        LocationAreaCode = Area(cell),
        CellId = Id(cell),
        Uarfcn = cell.Arfcn ?? NotAvailable,
        PrimaryScramblingCode = cell.PhysicalId ?? NotAvailable,
        Rscp = cell.Level ?? unchecked((int)NotAvailable),
        Ecno = cell.Quality ?? 1,
        PathLoss = NotAvailable,
    };

    private static TdscdmaServingCellInfo TdscdmaServing(CellProfile cell) => new()
    {
        ProviderId = cell.Provider,
        LocationAreaCode = Area(cell),
        CellId = Id(cell),
        Uarfcn = cell.Arfcn ?? NotAvailable,
        CellParameterId = cell.PhysicalId ?? NotAvailable,
        TimingAdvance = cell.TimingAdvance ?? NotAvailable,
        Rscp = cell.Level ?? unchecked((int)NotAvailable),
        PathLoss = NotAvailable,
    };

    private static TdscdmaMrlInfo TdscdmaNeighbor(CellProfile cell) => new()
    {
        ProviderId = cell.Provider,
        LocationAreaCode = Area(cell),
        CellId = Id(cell),
        Uarfcn = cell.Arfcn ?? NotAvailable,
        CellParameterId = cell.PhysicalId ?? NotAvailable,
        TimingAdvance = cell.TimingAdvance ?? NotAvailable,
        Rscp = cell.Level ?? unchecked((int)NotAvailable),
        PathLoss = NotAvailable,
    };

    private static LteServingCellInfo LteServing(CellProfile cell) => new()
    {
        ProviderId = cell.Provider,
        CellId = Id(cell),
        Earfcn = cell.Arfcn ?? NotAvailable,
        PhysicalCellId = cell.PhysicalId ?? NotAvailable,
        Tac = Area(cell),
        Rsrp = cell.Level ?? unchecked((int)NotAvailable),
        Rsrq = cell.Quality ?? unchecked((int)NotAvailable),
        TimingAdvance = cell.TimingAdvance ?? NotAvailable,
    };

    private static LteMrlInfo LteNeighbor(CellProfile cell) => new()
    {
        ProviderId = cell.Provider,
        CellId = Id(cell),
        Earfcn = cell.Arfcn ?? NotAvailable,
        PhysicalCellId = cell.PhysicalId ?? NotAvailable,
        Tac = Area(cell),
        Rsrp = cell.Level ?? unchecked((int)NotAvailable),
        Rsrq = cell.Quality ?? unchecked((int)NotAvailable),
    };

    private static CdmaMrlInfo Cdma(CellProfile cell, bool isServing, uint gpsSeconds) => new()
    {
        ServingCellFlag = isServing ? 1u : 0,
        Nid = Area(cell),
        Sid = cell.SystemId ?? NotAvailable,
        BaseStationId = Id(cell),
        BaseLatitude = QuarterSeconds(cell.Latitude, 22),
        BaseLongitude = QuarterSeconds(cell.Longitude, 23),
        RefPn = cell.PhysicalId ?? NotAvailable,
        GpsSeconds = gpsSeconds,
        PilotStrength = cell.Quality is { } dB ? (uint)Math.Clamp(-2 * dB, 0, 63) : NotAvailable,
    };

    private static NrServingCellInfo NrServing(CellProfile cell) => new()
    {
        ProviderId = cell.Provider,
        Nci = cell.CellId ?? ulong.MaxValue,
        PhysicalCellId = cell.PhysicalId ?? NotAvailable,
        Nrarfcn = cell.Arfcn ?? NotAvailable,
        Tac = Area(cell),
        Rsrp = Rsrp(cell),
        Rsrq = Rsrq(cell),
        Sinr = Sinr(cell),
        TimingAdvance = cell.TimingAdvance ?? ulong.MaxValue,
    };

    private static NrNeighborCellInfo NrNeighbor(CellProfile cell) => new()
    {
        SystemSubType = DataSubclass.FiveGNr,
        ProviderId = cell.Provider,
        CellId = cell.CellId is { } id ? $"{id:X}" : "",
        PhysicalCellId = cell.PhysicalId ?? NotAvailable,
        Tac = Area(cell),
        Rsrp = Rsrp(cell),
        Rsrq = Rsrq(cell),
        Sinr = Sinr(cell),
    };

    private static uint Area(CellProfile cell) => cell.AreaCode ?? NotAvailable;

    private static uint Id(CellProfile cell) => (uint?)cell.CellId ?? NotAvailable;

    private static uint RxLevel(CellProfile cell) => cell.Level is { } dBm ? (uint)Math.Clamp(dBm + 110, 0, 63) : NotAvailable;

    // NR: 0 to 127 for -156 to -31 dBm, -43 to 20 dB and -23 to 40 dB.
    private static uint Rsrp(CellProfile cell) => cell.Level is { } dBm ? (uint)Math.Clamp(dBm + 156, 0, 127) : NotAvailable;

    private static uint Sinr(CellProfile cell) => CellMeasures.Sinr127(cell) ?? NotAvailable;

    private static uint Rsrq(CellProfile cell) => cell.Quality is { } dB ? (uint)Math.Clamp((dB + 43) * 2, 0, 127) : NotAvailable;

    private static uint QuarterSeconds(double? degrees, int bits) =>
        degrees is { } value ? (uint)(int)Math.Round(value * 3600 * 4) & ((1u << bits) - 1) : NotAvailable;
}
