namespace MbimEmulator.Modem.HostShutdown;

/// <summary>What the host has said of its own end.</summary>
internal enum HostState
{
    /// <summary>Nothing, or it is there again.</summary>
    Running,

    /// <summary>It will shut down (PRE_SHUTDOWN); the modem gets ready.</summary>
    Preparing,

    /// <summary>The same, and the modem has said that it is ready.</summary>
    Prepared,

    /// <summary>It shuts down now (NOTIFY).</summary>
    Off,
}
