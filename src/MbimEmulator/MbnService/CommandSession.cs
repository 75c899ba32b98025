namespace MbimEmulator.MbnService;

/// <summary>A command session: the application may give commands and hears of events. It takes no place on the modem.</summary>
/// <param name="key">The owner of the session.</param>
/// <param name="opener">Through which client and object it was opened.</param>
internal sealed class CommandSession(SessionKey key, DeviceServiceObject opener)
{
    /// <summary>To whom it belongs.</summary>
    public SessionKey Key => key;

    /// <summary>Through which client and object it was opened; its events carry that object's handle.</summary>
    public DeviceServiceObject Opener => opener;

    /// <summary>Whether the modem has been told to notify; false while the session opens.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Whether the application wants it; false while the session closes.</summary>
    public bool IsWanted { get; set; } = true;
}
