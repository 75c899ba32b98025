using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_BASE_STATIONS_INFO_REQ: how many neighbors of each kind the host takes at most (Microsoft, "MB base stations information query support").</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.BaseStationsInfo, BufferKind.Query)]
public readonly partial record struct BaseStationsQuery
{
    public uint MaxGsmCount { get; init; }

    public uint MaxUmtsCount { get; init; }

    public uint MaxTdscdmaCount { get; init; }

    public uint MaxLteCount { get; init; }

    /// <summary>Of all CDMA cells, the serving ones included.</summary>
    public uint MaxCdmaCount { get; init; }

    [Since(MbimExVersion.V3)]
    public uint MaxNrCount { get; init; }
}

/// <summary>
/// MBIM_BASE_STATIONS_INFO, MBIMEx 3.0 (libmbim's definition, and Microsoft's pages of the structures of wwan.h): the cells that serve the modem, and those that it
/// hears beside them. A number that is not available is 0xFFFFFFFF unless its field says otherwise.
/// </summary>
[InformationBuffer(MsBasicConnectExtensionsCid.BaseStationsInfo, BufferKind.Response)]
[Since(MbimExVersion.V3)]
public sealed partial record BaseStationsInfo
{
    /// <summary>A number that is not available.</summary>
    public const uint NotAvailable = uint.MaxValue;

    /// <summary>What the serving cells are.</summary>
    public DataClassV3 SystemType { get; init; }

    public DataSubclass SystemSubType { get; init; }

    public GsmServingCellInfo? GsmServingCell { get; init; }

    public UmtsServingCellInfo? UmtsServingCell { get; init; }

    public TdscdmaServingCellInfo? TdscdmaServingCell { get; init; }

    public LteServingCellInfo? LteServingCell { get; init; }

    [Layout(FieldLayout.CountedStructArray)]
    public MbimArray<GsmNmrInfo> GsmNmr { get; init; }

    [Layout(FieldLayout.CountedStructArray)]
    public MbimArray<UmtsMrlInfo> UmtsMrl { get; init; }

    [Layout(FieldLayout.CountedStructArray)]
    public MbimArray<TdscdmaMrlInfo> TdscdmaMrl { get; init; }

    [Layout(FieldLayout.CountedStructArray)]
    public MbimArray<LteMrlInfo> LteMrl { get; init; }

    /// <summary>Serving and neighboring cells.</summary>
    [Layout(FieldLayout.CountedStructArray)]
    public MbimArray<CdmaMrlInfo> CdmaMrl { get; init; }

    [WhenAbsent]
    [Layout(FieldLayout.CountedStructArray)]
    public MbimArray<NrServingCellInfo> NrServingCells { get; init; }

    [WhenAbsent]
    [Layout(FieldLayout.CountedStructArray)]
    public MbimArray<NrNeighborCellInfo> NrNeighborCells { get; init; }
}

/// <summary>MBIM_BASE_STATIONS_INFO.</summary>
[OlderLayoutOf(typeof(BaseStationsInfo), MbimExVersion.V1)]
public sealed partial record BaseStationsInfoV1
{
    [Source(nameof(BaseStationsInfo.SystemType), ToOlder = nameof(ToOlder), ToNewest = nameof(ToNewest))]
    [Source(nameof(BaseStationsInfo.SystemSubType), ToNewest = nameof(ToSubclass))]
    public DataClass SystemType { get; init; }

    public GsmServingCellInfo? GsmServingCell { get; init; }

    public UmtsServingCellInfo? UmtsServingCell { get; init; }

    public TdscdmaServingCellInfo? TdscdmaServingCell { get; init; }

    public LteServingCellInfo? LteServingCell { get; init; }

    [Layout(FieldLayout.CountedStructArray)]
    public MbimArray<GsmNmrInfo> GsmNmr { get; init; }

    [Layout(FieldLayout.CountedStructArray)]
    public MbimArray<UmtsMrlInfo> UmtsMrl { get; init; }

    [Layout(FieldLayout.CountedStructArray)]
    public MbimArray<TdscdmaMrlInfo> TdscdmaMrl { get; init; }

    [Layout(FieldLayout.CountedStructArray)]
    public MbimArray<LteMrlInfo> LteMrl { get; init; }

    [Layout(FieldLayout.CountedStructArray)]
    public MbimArray<CdmaMrlInfo> CdmaMrl { get; init; }

    private static DataClass ToOlder(BaseStationsInfo newest) => DataClasses.ToOlder(newest.SystemType, newest.SystemSubType);

    private static DataClassV3 ToNewest(BaseStationsInfoV1 older) => DataClasses.ToNewest(older.SystemType);

    private static DataSubclass ToSubclass(BaseStationsInfoV1 older) => DataClasses.ToSubclass(older.SystemType);
}

/// <summary>MBIM_GSM_SERVING_CELL_INFO.</summary>
[MbimStructure]
public sealed partial record GsmServingCellInfo
{
    public string ProviderId { get; init; } = "";

    public uint LocationAreaCode { get; init; }

    public uint CellId { get; init; }

    /// <summary>Bit periods of 48/13 µs.</summary>
    public uint TimingAdvance { get; init; }

    public uint Arfcn { get; init; }

    /// <summary>BSIC: network and base station color code.</summary>
    public uint BaseStationId { get; init; }

    /// <summary>0 (below -110 dBm) to 63 (above -47 dBm).</summary>
    public uint RxLevel { get; init; }
}

/// <summary>MBIM_GSM_NMR_INFO.</summary>
[MbimStructure]
public sealed partial record GsmNmrInfo
{
    public string ProviderId { get; init; } = "";

    public uint LocationAreaCode { get; init; }

    public uint CellId { get; init; }

    public uint Arfcn { get; init; }

    /// <summary>BSIC.</summary>
    public uint BaseStationId { get; init; }

    /// <summary>0 (below -110 dBm) to 63 (above -47 dBm).</summary>
    public uint RxLevel { get; init; }
}

/// <summary>MBIM_UMTS_SERVING_CELL_INFO.</summary>
[MbimStructure]
public sealed partial record UmtsServingCellInfo
{
    public string ProviderId { get; init; } = "";

    public uint LocationAreaCode { get; init; }

    public uint CellId { get; init; }

    /// <summary>Channel of the uplink.</summary>
    public uint FrequencyInfoUL { get; init; }

    /// <summary>Channel of the downlink.</summary>
    public uint FrequencyInfoDL { get; init; }

    /// <summary>Channel of a TDD cell.</summary>
    public uint FrequencyInfoNT { get; init; }

    public uint Uarfcn { get; init; }

    public uint PrimaryScramblingCode { get; init; }

    /// <summary>dBm, 0 when not available.</summary>
    public int Rscp { get; init; }

    /// <summary>dB, 1 when not available.</summary>
    public int Ecno { get; init; }

    /// <summary>dB.</summary>
    public uint PathLoss { get; init; }
}

/// <summary>MBIM_UMTS_MRL_INFO.</summary>
[MbimStructure]
public sealed partial record UmtsMrlInfo
{
    public string ProviderId { get; init; } = "";

    public uint LocationAreaCode { get; init; }

    public uint CellId { get; init; }

    public uint Uarfcn { get; init; }

    public uint PrimaryScramblingCode { get; init; }

    /// <summary>dBm, 0xFFFFFFFF when not available.</summary>
    public int Rscp { get; init; }

    /// <summary>dB, 1 when not available.</summary>
    public int Ecno { get; init; }

    /// <summary>dB.</summary>
    public uint PathLoss { get; init; }
}

/// <summary>MBIM_TDSCDMA_SERVING_CELL_INFO.</summary>
[MbimStructure]
public sealed partial record TdscdmaServingCellInfo
{
    public string ProviderId { get; init; } = "";

    public uint LocationAreaCode { get; init; }

    public uint CellId { get; init; }

    public uint Uarfcn { get; init; }

    public uint CellParameterId { get; init; }

    public uint TimingAdvance { get; init; }

    /// <summary>dBm.</summary>
    public int Rscp { get; init; }

    /// <summary>dB.</summary>
    public uint PathLoss { get; init; }
}

/// <summary>MBIM_TDSCDMA_MRL_INFO.</summary>
[MbimStructure]
public sealed partial record TdscdmaMrlInfo
{
    public string ProviderId { get; init; } = "";

    public uint LocationAreaCode { get; init; }

    public uint CellId { get; init; }

    public uint Uarfcn { get; init; }

    public uint CellParameterId { get; init; }

    public uint TimingAdvance { get; init; }

    /// <summary>dBm.</summary>
    public int Rscp { get; init; }

    /// <summary>dB.</summary>
    public uint PathLoss { get; init; }
}

/// <summary>MBIM_LTE_SERVING_CELL_INFO.</summary>
[MbimStructure]
public sealed partial record LteServingCellInfo
{
    public string ProviderId { get; init; } = "";

    public uint CellId { get; init; }

    public uint Earfcn { get; init; }

    public uint PhysicalCellId { get; init; }

    public uint Tac { get; init; }

    /// <summary>dBm.</summary>
    public int Rsrp { get; init; }

    /// <summary>dB.</summary>
    public int Rsrq { get; init; }

    public uint TimingAdvance { get; init; }
}

/// <summary>MBIM_LTE_MRL_INFO.</summary>
[MbimStructure]
public sealed partial record LteMrlInfo
{
    public string ProviderId { get; init; } = "";

    public uint CellId { get; init; }

    public uint Earfcn { get; init; }

    public uint PhysicalCellId { get; init; }

    public uint Tac { get; init; }

    /// <summary>dBm.</summary>
    public int Rsrp { get; init; }

    /// <summary>dB.</summary>
    public int Rsrq { get; init; }
}

/// <summary>MBIM_CDMA_MRL_INFO.</summary>
[MbimStructure]
public readonly partial record struct CdmaMrlInfo
{
    /// <summary>1 for a serving cell, 0 for a neighbor.</summary>
    public uint ServingCellFlag { get; init; }

    public uint Nid { get; init; }

    public uint Sid { get; init; }

    public uint BaseStationId { get; init; }

    /// <summary>Units of 0.25 seconds of arc, two's complement in the low 22 bits; north is positive.</summary>
    public uint BaseLatitude { get; init; }

    /// <summary>Units of 0.25 seconds of arc, two's complement in the low 23 bits; east is positive.</summary>
    public uint BaseLongitude { get; init; }

    /// <summary>The offset of the pilot's PN sequence.</summary>
    public uint RefPn { get; init; }

    public uint GpsSeconds { get; init; }

    /// <summary>0 to 63.</summary>
    public uint PilotStrength { get; init; }
}

/// <summary>MBIM_NR_SERVING_CELL_INFO (WWAN_NR_SERVING_CELLS_INFO of wwan.h).</summary>
[MbimStructure]
public sealed partial record NrServingCellInfo
{
    public string ProviderId { get; init; } = "";

    /// <summary>36 bits; all 64 bits set when not available.</summary>
    public ulong Nci { get; init; }

    public uint PhysicalCellId { get; init; }

    public uint Nrarfcn { get; init; }

    /// <summary>24 bits.</summary>
    public uint Tac { get; init; }

    /// <summary>0 (-156 dBm) to 127 (-31 dBm), in steps of 1 dBm.</summary>
    public uint Rsrp { get; init; }

    /// <summary>0 (-43 dB) to 127 (20 dB), in steps of 0.5 dB.</summary>
    public uint Rsrq { get; init; }

    /// <summary>0 (-23 dB) to 127 (40 dB), in steps of 0.5 dB.</summary>
    public uint Sinr { get; init; }

    /// <summary>Microseconds; all 64 bits set when not available.</summary>
    public ulong TimingAdvance { get; init; }
}

/// <summary>MBIM_NR_NEIGHBOR_CELL_INFO (WWAN_NR_NEIGHBOR_CELLS_INFO of wwan.h).</summary>
[MbimStructure]
public sealed partial record NrNeighborCellInfo
{
    public DataSubclass SystemSubType { get; init; }

    public string ProviderId { get; init; } = "";

    /// <summary>The cell's identity as text; empty when not available.</summary>
    public string CellId { get; init; } = "";

    public uint PhysicalCellId { get; init; }

    public uint Tac { get; init; }

    /// <summary>0 (-156 dBm) to 127 (-31 dBm), in steps of 1 dBm.</summary>
    public uint Rsrp { get; init; }

    /// <summary>0 (-43 dB) to 127 (20 dB), in steps of 0.5 dB.</summary>
    public uint Rsrq { get; init; }

    /// <summary>0 (-23 dB) to 127 (40 dB), in steps of 0.5 dB.</summary>
    public uint Sinr { get; init; }
}
