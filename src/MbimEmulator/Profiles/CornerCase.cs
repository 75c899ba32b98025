namespace MbimEmulator.Profiles;

/// <summary>What happens to a call of which the documentation does not say whether it succeeds.</summary>
public enum CornerCase
{
    /// <summary>It is refused at once.</summary>
    Refused,

    /// <summary>It is accepted and completes with S_OK.</summary>
    Accepted,
}
