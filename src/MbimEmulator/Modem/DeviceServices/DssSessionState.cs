namespace MbimEmulator.Modem.DeviceServices;

/// <summary>Where a DSS session stands; one that is closed is not there.</summary>
internal enum DssSessionState
{
    Opening,
    Open,
    Closing,
}
