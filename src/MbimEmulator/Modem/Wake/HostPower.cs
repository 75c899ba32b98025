namespace MbimEmulator.Modem.Wake;

/// <summary>Whether the host sleeps.</summary>
internal enum HostPower
{
    /// <summary>It does not.</summary>
    Awake,

    /// <summary>It does, until something of the modem wakes it, or it wakes by itself.</summary>
    Asleep,
}
