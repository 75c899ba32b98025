namespace MbimEmulator.Hosting.Control.Http;

/// <summary>What the modem hears.</summary>
/// <param name="Rssi">0 to 31; 99 when not known.</param>
/// <param name="ErrorRate">0 to 7; 99 when not known.</param>
public sealed record SignalStatus(uint Rssi, uint ErrorRate);
