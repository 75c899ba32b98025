namespace MbimEmulator.Profiles;

/// <summary>What the modem does when its host shuts down.</summary>
public sealed record HostShutdownProfile
{
    /// <summary>From PRE_SHUTDOWN until the modem is ready and answers; like all times, longer by up to <see cref="TimingsProfile.Jitter"/>.</summary>
    public TimeSpan Preparation { get; init; } = TimeSpan.FromMilliseconds(200);
}
