namespace MbimEmulator.Hosting.Control.Http;

/// <summary>An open device service stream.</summary>
/// <param name="SessionId">The DSS session.</param>
/// <param name="DeviceServiceId">The UUID of the device service that the stream belongs to.</param>
public sealed record StreamState(uint SessionId, Guid DeviceServiceId);
