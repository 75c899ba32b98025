namespace MbimEmulator.Profiles;

/// <summary>How long things take, on the modem's clock.</summary>
public sealed record TimingsProfile
{
    /// <summary>From power or insertion until the SIM was read.</summary>
    public TimeSpan SimInitialize { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>From DEVICE_SLOT_MAPPINGS until the modem uses another slot.</summary>
    public TimeSpan SlotSwitch { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The SIM checks a PIN or PUK.</summary>
    public TimeSpan Pin { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>From searching to registered, or refused.</summary>
    public TimeSpan Register { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Attaching to the packet service.</summary>
    public TimeSpan Attach { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Detaching from it.</summary>
    public TimeSpan Detach { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Activating a context.</summary>
    public TimeSpan Activate { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Deactivating a context.</summary>
    public TimeSpan Deactivate { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Scanning for providers.</summary>
    public TimeSpan Scan { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>SERVICE_ACTIVATION.</summary>
    public TimeSpan ServiceActivation { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Opening or closing a device service stream.</summary>
    public TimeSpan DssConnect { get; init; }

    /// <summary>From the answer to DEVICE_RESET to the loss of power.</summary>
    public TimeSpan DeviceReset { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>From a SIM that is ready to a modem that is configured for its carrier.</summary>
    public TimeSpan Configure { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Percent, 0 to 100, by which each of them may be longer, drawn anew each time.</summary>
    public int Jitter { get; init; }
}
