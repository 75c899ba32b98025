namespace MbimEmulator.Profiles;

/// <summary>To whom a session of a device service belongs.</summary>
public enum SessionScope
{
    /// <summary>To the client: all its objects of the service share one, so that a new object may find it open, as documented.</summary>
    Client,

    /// <summary>To the object that it was opened through.</summary>
    Object,

    /// <summary>To the device service: all clients share one.</summary>
    Service,
}
