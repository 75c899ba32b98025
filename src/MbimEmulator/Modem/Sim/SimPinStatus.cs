namespace MbimEmulator.Modem.Sim;

/// <summary>What the modem knows of a PIN of its card.</summary>
/// <param name="IsEnabled">Whether it has to be verified.</param>
/// <param name="IsVerified">Whether it was, or need not be.</param>
/// <param name="Attempts">Wrong PINs until it is blocked; 0 when it is.</param>
/// <param name="PukAttempts">Wrong PUKs until the SIM is lost; 0 when it is.</param>
internal readonly record struct SimPinStatus(bool IsEnabled, bool IsVerified, int Attempts, int PukAttempts)
{
    public bool IsBlocked => Attempts == 0;

    /// <summary>No PUK helps any more.</summary>
    public bool IsLost => PukAttempts == 0;

    public bool IsLocked => IsBlocked || !IsVerified;
}
