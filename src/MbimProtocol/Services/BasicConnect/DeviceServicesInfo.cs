using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_DEVICE_SERVICES_INFO.</summary>
[InformationBuffer(BasicConnectCid.DeviceServices, BufferKind.Response, EmptyQuery = true)]
public sealed partial record DeviceServicesInfo
{
    [CountOf(nameof(DeviceServices))]
    public partial uint DeviceServicesCount { get; }

    /// <summary>Streams that may be open at once over all services.</summary>
    public uint MaxDssSessions { get; init; }

    public MbimArray<DeviceServiceElement> DeviceServices { get; init; }
}
