namespace MbimClient.DeviceServices;

/// <summary>What a device service told by itself.</summary>
/// <param name="EventId">The CID of the notification.</param>
/// <param name="Data">The information buffer.</param>
public sealed record DeviceServiceEvent(uint EventId, ReadOnlyMemory<byte> Data);
