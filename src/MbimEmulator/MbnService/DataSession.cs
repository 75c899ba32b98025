namespace MbimEmulator.MbnService;

/// <summary>A data session: one device service stream of the modem.</summary>
/// <param name="key">The owner of the session.</param>
/// <param name="opener">Through which client and object it was opened.</param>
/// <param name="dssSessionId">Its id on the modem.</param>
internal sealed class DataSession(SessionKey key, DeviceServiceObject opener, byte dssSessionId)
{
    /// <summary>To whom it belongs.</summary>
    public SessionKey Key => key;

    /// <summary>Through which client and object it was opened; its events carry that object's handle.</summary>
    public DeviceServiceObject Opener => opener;

    /// <summary>Its id on the modem; another one after the modem was reset.</summary>
    public byte DssSessionId { get; set; } = dssSessionId;

    /// <summary>Where it is.</summary>
    public DataSessionState State { get; set; } = DataSessionState.Opening;

    /// <summary>It was open before the modem was reset, and is being opened again.</summary>
    public bool IsRestoring { get; set; }

    /// <summary>Nobody wants it any more: once the modem has opened it, it is closed again.</summary>
    public bool IsAbandoned { get; set; }
}
