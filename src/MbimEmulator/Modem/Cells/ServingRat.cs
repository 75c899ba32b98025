namespace MbimEmulator.Modem.Cells;

/// <summary>The technology of the cell in which the modem is registered; the values behind the first are those of <see cref="Profiles.CellRat"/>.</summary>
internal enum ServingRat
{
    /// <summary>It is registered in none.</summary>
    None,

    /// <summary>GSM.</summary>
    Gsm,

    /// <summary>UMTS.</summary>
    Umts,

    /// <summary>TD-SCDMA.</summary>
    Tdscdma,

    /// <summary>LTE.</summary>
    Lte,

    /// <summary>5G NR.</summary>
    Nr,

    /// <summary>CDMA2000.</summary>
    Cdma,
}
