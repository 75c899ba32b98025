namespace MbimEmulator.MbnService;

/// <summary>What the service knows of an interface.</summary>
internal enum InterfaceState
{
    /// <summary>The modem is not there, another host has it, or no client has asked yet.</summary>
    Absent,

    /// <summary>The function has been asked for.</summary>
    Joining,

    /// <summary>The function is open, its device services are not known yet.</summary>
    Probing,

    /// <summary>Its device services are known.</summary>
    Present,

    /// <summary>The function has closed by itself and is being opened again; its sessions will be restored.</summary>
    Reopening,

    /// <summary>The modem starts again; its sessions will be restored.</summary>
    Resetting,
}
