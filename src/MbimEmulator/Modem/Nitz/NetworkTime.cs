namespace MbimEmulator.Modem.Nitz;

/// <summary>Whether a network has told the modem the time.</summary>
internal enum NetworkTime
{
    /// <summary>None has since the modem started.</summary>
    Unknown,

    /// <summary>The modem knows it.</summary>
    Known,
}
