namespace MbimEmulator.MbnService;

/// <summary>What an interface tells every client.</summary>
internal enum InterfaceEvent
{
    /// <summary>OnInterfaceStateChange: its modem is there.</summary>
    Arrival,

    /// <summary>OnInterfaceStateChange: its modem has gone.</summary>
    Removal,

    /// <summary>OnSessionsStateChange: its sessions are open again.</summary>
    Restored,
}
