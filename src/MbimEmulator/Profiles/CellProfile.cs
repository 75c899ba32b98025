using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Profiles;

/// <summary>A cell on the air. What is null is not available to the modem, and it says so.</summary>
public sealed record CellProfile
{
    /// <summary>Its name, by which the modem is moved there: letters, digits, '.', '-' and '_', which no other cell has.</summary>
    public required string Name { get; init; }

    /// <summary>Its technology.</summary>
    public required CellRat Rat { get; init; }

    /// <summary>The provider's id: MCC and MNC, 5 or 6 digits.</summary>
    public required string Provider { get; init; }

    /// <summary>LAC of GSM, UMTS and TD-SCDMA, TAC of LTE and NR, NID of CDMA.</summary>
    public uint? AreaCode { get; init; }

    /// <summary>The cell's identity in its network: NCI of NR, base station id of CDMA.</summary>
    public ulong? CellId { get; init; }

    /// <summary>The channel of the downlink: ARFCN, UARFCN, EARFCN or NR-ARFCN.</summary>
    public uint? Arfcn { get; init; }

    /// <summary>What tells it from others of its channel: BSIC, primary scrambling code, cell parameter id, physical cell id, or offset of the PN sequence.</summary>
    public uint? PhysicalId { get; init; }

    /// <summary>dBm: RSSI of GSM and CDMA, RSCP of UMTS and TD-SCDMA, RSRP of LTE and NR.</summary>
    public int? Level { get; init; }

    /// <summary>dB: Ec/No of UMTS, RSRQ of LTE and NR, Ec/Io of CDMA.</summary>
    public int? Quality { get; init; }

    /// <summary>dB, of LTE and NR.</summary>
    public double? Snr { get; init; }

    /// <summary>dBm: the RSSI, where it is not <see cref="Level"/> and is not to be made of level, quality and bandwidth.</summary>
    public int? Rssi { get; init; }

    /// <summary>In the units of its technology.</summary>
    public uint? TimingAdvance { get; init; }

    /// <summary>MHz, of LTE and NR; null for 20 and 100.</summary>
    public uint? Bandwidth { get; init; }

    /// <summary>The NR cell that serves beside this LTE cell (EN-DC, 5G NSA), by its name.</summary>
    public string? Endc { get; init; }

    /// <summary>Its data classes; null for all of its technology.</summary>
    public DataClass? DataClass { get; init; }

    /// <summary>System id, of CDMA.</summary>
    public uint? SystemId { get; init; }

    /// <summary>Degrees, north is positive; of CDMA.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees, east is positive; of CDMA.</summary>
    public double? Longitude { get; init; }
}
