namespace MbimClient.DeviceServices;

/// <summary>What can become of an interface.</summary>
public enum InterfaceChangeKind
{
    /// <summary>Its modem came, and offers device services.</summary>
    Arrival,

    /// <summary>Its modem went; sessions and objects of it are of no use any more.</summary>
    Removal,

    /// <summary>Its sessions, interrupted while the host slept or the modem was reset, are open again.</summary>
    SessionsRestored,
}
