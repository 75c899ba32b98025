namespace MbimEmulator.Profiles;

/// <summary>What the Mobile Broadband service does with the host's place while no session is open and no call under way.</summary>
public enum PlaceWhenIdle
{
    /// <summary>It keeps it, as long as a client has opened the service that may use something of the modem.</summary>
    Kept,

    /// <summary>It gives it up to a host that asks: applications are told of the removal, and of the arrival when that host has gone.</summary>
    Yielded,
}
