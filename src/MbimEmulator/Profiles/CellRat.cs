namespace MbimEmulator.Profiles;

/// <summary>The radio access technology of a cell.</summary>
public enum CellRat
{
    /// <summary>GSM with GPRS and EDGE.</summary>
    Gsm,

    /// <summary>UMTS, with HSPA.</summary>
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
