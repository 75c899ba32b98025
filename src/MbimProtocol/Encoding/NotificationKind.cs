namespace MbimProtocol.Encoding;

/// <summary>What a notification tells, and so what becomes of it while its host lags behind.</summary>
public enum NotificationKind
{
    /// <summary>Something happened: each notification counts.</summary>
    Event,

    /// <summary>How something is now: a newer notification of the same state makes it worthless.</summary>
    State,
}
