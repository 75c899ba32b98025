namespace MbimEmulator.Hosting.Control.Http;

/// <summary>An open device service stream.</summary>
/// <param name="SessionId">The DSS session.</param>
/// <param name="DeviceServiceId">Whose it is.</param>
public sealed record StreamState(uint SessionId, Guid DeviceServiceId);
