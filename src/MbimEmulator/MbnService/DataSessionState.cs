namespace MbimEmulator.MbnService;

/// <summary>Where a data session is between the application and the modem. All but Closed take a place.</summary>
internal enum DataSessionState
{
    /// <summary>There is none.</summary>
    Closed,

    /// <summary>The modem has been asked to open the stream.</summary>
    Opening,

    /// <summary>Data go both ways.</summary>
    Open,

    /// <summary>The modem has been asked to close the stream.</summary>
    Closing,
}
