namespace MbimEmulator.Hosting.Endpoints.Vpcd;

/// <summary>The frames of one byte that a reader sends to its card.</summary>
internal enum VpcdControl : byte
{
    /// <summary>Power off.</summary>
    Off = 0,

    /// <summary>Power on.</summary>
    On = 1,

    /// <summary>A warm reset.</summary>
    Reset = 2,

    /// <summary>The answer to reset is wanted; it comes as a frame of its own.</summary>
    Atr = 4,
}
