namespace MbimClient.DeviceServices;

/// <summary>A device service of a modem (MBN_DEVICE_SERVICE).</summary>
/// <param name="DeviceServiceId">The service's UUID.</param>
/// <param name="CanWriteData">Whether data can be written in a data session.</param>
/// <param name="CanReadData">Whether data can be read in a data session.</param>
public sealed record DeviceServiceInformation(Guid DeviceServiceId, bool CanWriteData, bool CanReadData);
