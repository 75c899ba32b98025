using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Profiles;

/// <summary>What the cells of one technology have: how files call it, and the ranges of Microsoft's page "MB base stations information query support" and of wwan.h.</summary>
/// <param name="AreaKey">The key of <see cref="CellProfile.AreaCode"/>.</param>
/// <param name="MaxAreaCode">Its highest value.</param>
/// <param name="MaxCellId">The highest <see cref="CellProfile.CellId"/>.</param>
/// <param name="MaxArfcn">The highest <see cref="CellProfile.Arfcn"/>.</param>
/// <param name="PhysicalKey">The key of <see cref="CellProfile.PhysicalId"/>.</param>
/// <param name="MaxPhysicalId">Its highest value.</param>
/// <param name="LevelKey">The key of <see cref="CellProfile.Level"/>.</param>
/// <param name="MinLevel">The lowest level, in dBm; a cell below it is not heard.</param>
/// <param name="MaxLevel">The highest level, in dBm.</param>
/// <param name="DataClass">The data classes of such cells.</param>
internal sealed record CellTechnology(
    string AreaKey, uint MaxAreaCode, ulong MaxCellId, uint MaxArfcn, string PhysicalKey, uint MaxPhysicalId, string LevelKey, int MinLevel, int MaxLevel, DataClass DataClass)
{
    private const DataClass Hspa = DataClass.Umts | DataClass.Hsdpa | DataClass.Hsupa;

    // In the order of CellRat. EARFCNs go to 262143 (3GPP TS 36.101), further than the page has them.
    private static readonly CellTechnology[] All =
    [
        new("lac", 65535, 65535, 1023, "bsic", 63, "rssi", -110, -47, DataClass.Gprs | DataClass.Edge),
        new("lac", 65535, 268435455, 16383, "psc", 511, "rscp", -120, -25, Hspa) { QualityKey = "ecno", MinQuality = -50 },
        new("lac", 65535, 268435455, 16383, "cellParameter", 127, "rscp", -120, -25, Hspa),
        new("tac", 65535, 268435455, 262143, "pci", 503, "rsrp", -140, -44, DataClass.Lte) { QualityKey = "rsrq", MinQuality = -20, MaxQuality = -3, Bandwidth = 20 },
        new("tac", 16777215, 68719476735, 3279165, "pci", 1007, "rsrp", -156, -31, DataClass.FiveGSa) { QualityKey = "rsrq", MinQuality = -43, MaxQuality = 20, Bandwidth = 100 },
        new("nid", 65535, 65535, 2047, "pn", 511, "rssi", -113, -51, DataClass.OneXRtt | DataClass.OneXEvdo | DataClass.OneXEvdoRevA) { QualityKey = "ecio", MinQuality = -31 },
    ];

    /// <summary>The key of <see cref="CellProfile.Quality"/>; null for none.</summary>
    public string? QualityKey { get; init; }

    /// <summary>The lowest quality, in dB.</summary>
    public int MinQuality { get; init; }

    /// <summary>The highest quality, in dB.</summary>
    public int MaxQuality { get; init; }

    /// <summary>The bandwidth in MHz, if a cell does not say it; 0 where it does not matter.</summary>
    public uint Bandwidth { get; init; }

    public static CellTechnology Of(CellRat rat) => All[(int)rat];
}
