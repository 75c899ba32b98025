namespace MbimClient.DeviceServices;

/// <summary>What a modem answered to a command.</summary>
/// <param name="ResponseId">The CID of the answer.</param>
/// <param name="Data">The information buffer.</param>
public sealed record CommandResponse(uint ResponseId, ReadOnlyMemory<byte> Data);
