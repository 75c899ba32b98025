using MbimClient.DeviceServices;

namespace MbimClient.WinRT;

/// <summary>What a modem says of one of its device services.</summary>
public sealed class MobileBroadbandDeviceServiceInformation
{
    internal MobileBroadbandDeviceServiceInformation(DeviceServiceInformation service)
    {
        DeviceServiceId = service.DeviceServiceId;
        IsDataReadSupported = service.CanReadData;
        IsDataWriteSupported = service.CanWriteData;
    }

    /// <summary>The service's UUID.</summary>
    public Guid DeviceServiceId { get; }

    /// <summary>Whether data can be read in a data session.</summary>
    public bool IsDataReadSupported { get; }

    /// <summary>Whether data can be written in a data session.</summary>
    public bool IsDataWriteSupported { get; }
}
