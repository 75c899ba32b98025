using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Cells;

/// <summary>The cells of providers for which a profile has none: of their id, the network's data classes and the signal.</summary>
internal static class MadeCells
{
    private const DataClass FiveG = DataClass.FiveGNsa | DataClass.FiveGSa;
    private const DataClass Hspa = DataClass.Umts | DataClass.Hsdpa | DataClass.Hsupa;
    private const int NeighborLoss = 12;
    private const int UnknownLevel = 127;
    private const int UnknownSnr = 128;
    private const int UnknownRssi = 99;

    /// <summary>The cell of a provider, which has its id as its name.</summary>
    /// <param name="profile">The modem.</param>
    /// <param name="signal">How it is heard.</param>
    /// <param name="provider">The provider's id.</param>
    public static CellProfile Serving(ModemProfile profile, SignalProfile signal, string provider)
    {
        var classes = SharedDataClasses.Available(profile);
        var cell = Of(RatOf(SharedDataClasses.HighestOf(classes)), provider, 0);
        int? rssi = signal.Rssi == UnknownRssi ? null : (2 * (int)signal.Rssi) - 113;
        double? snr = signal.Snr == UnknownSnr ? null : (signal.Snr - 47) / 2.0;
        var is4GOr5G = cell.Rat is CellRat.Lte or CellRat.Nr;
        // Where the RSSI is not known, neither is RSRQ: with RSRP it would tell it.
        return cell with
        {
            Name = provider,
            DataClass = classes,
            Rssi = rssi,
            Level = !is4GOr5G ? ClampLevel(cell.Rat, rssi + (cell.Quality ?? 0)) : signal.Rsrp == UnknownLevel ? null : (int)signal.Rsrp - 157,
            Quality = !is4GOr5G ? cell.Quality : rssi is null ? null : Quality(snr),
            Snr = is4GOr5G ? snr : null,
            Endc = cell.Rat == CellRat.Lte && (classes & DataClass.FiveGNsa) != 0 ? NameOf(provider, CellRat.Nr) : null,
        };
    }

    /// <summary>What is heard beside a made cell: one of each technology of the modem.</summary>
    public static IEnumerable<CellProfile> Neighbors(ModemProfile profile, CellProfile serving)
    {
        (CellRat Rat, DataClass Classes)[] technologies =
        [
            (CellRat.Gsm, DataClass.Gprs | DataClass.Edge),
            (CellRat.Umts, Hspa),
            (CellRat.Tdscdma, Hspa),
            (CellRat.Lte, DataClass.Lte),
            (CellRat.Nr, FiveG),
        ];
        foreach (var (rat, classes) in technologies)
        {
            if ((profile.Capabilities.DataClass & classes) != 0)
            {
                var cell = Of(rat, serving.Provider, 1);
                var level = Math.Max((serving.Level ?? -100) - NeighborLoss, CellTechnology.Of(rat).MinLevel + 1);
                yield return cell with { Level = ClampLevel(rat, level), Quality = cell.Quality ?? (rat is CellRat.Lte or CellRat.Nr ? Quality(0) : null), Snr = rat == CellRat.Nr ? 0 : null };
            }
        }
    }

    private static CellProfile Of(CellRat rat, string provider, uint number) => new()
    {
        Name = NameOf(provider, rat),
        Rat = rat,
        Provider = provider,
        AreaCode = rat is CellRat.Lte or CellRat.Nr ? 1u : 2,
        CellId = rat is CellRat.Gsm or CellRat.Cdma ? 1 + number : ((ulong)rat << 8) + 1 + number,
        Arfcn = rat switch
        {
            CellRat.Gsm => 62,
            CellRat.Umts => 10700,
            CellRat.Tdscdma => 10087,
            CellRat.Lte => 1575,
            CellRat.Nr => 636666,
            _ => 283,
        },
        PhysicalId = 10 + number,
        Quality = rat switch
        {
            CellRat.Umts => -8,
            CellRat.Cdma => -6,
            _ => null,
        },
        SystemId = rat == CellRat.Cdma ? 1 : null,
    };

    private static string NameOf(string provider, CellRat rat) => $"{provider}-{$"{rat}".ToLowerInvariant()}";

    private static CellRat RatOf(DataClass dataClass) => dataClass switch
    {
        DataClass.FiveGSa => CellRat.Nr,
        DataClass.FiveGNsa or DataClass.Lte => CellRat.Lte,
        DataClass.Umts or DataClass.Hsdpa or DataClass.Hsupa => CellRat.Umts,
        >= DataClass.OneXRtt and <= DataClass.Umb => CellRat.Cdma,
        _ => CellRat.Gsm,
    };

    private static int? ClampLevel(CellRat rat, int? level) =>
        level is { } dBm ? Math.Clamp(dBm, CellTechnology.Of(rat).MinLevel, CellTechnology.Of(rat).MaxLevel) : null;

    // RSRQ of a loaded cell: a twelfth of the block's power is the reference signal's, less what noise adds.
    private static int? Quality(double? snr) => snr is { } dB ? Math.Max(-20, (int)Math.Round(-10.8 - (10 * Math.Log10(1 + Math.Pow(10, -dB / 10))))) : null;
}
