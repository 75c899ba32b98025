namespace MbimEmulator.Modem;

/// <summary>How far a modem has come, for those who wait for it.</summary>
public enum ModemStage
{
    /// <summary>Nothing follows by itself: it has read its SIM, registered and attached, or cannot without outside help, such as the PIN.</summary>
    Ready,

    /// <summary>It is registered with a network.</summary>
    Registered,

    /// <summary>It is attached to the packet service.</summary>
    Attached,

    /// <summary>A context is active. A modem activates none by itself: a host does.</summary>
    Connected,
}
