using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>The device services of an interface; the services that Windows itself uses are not among them.</summary>
[InformationBuffer(MobileBroadbandCid.EnumerateDeviceServices, BufferKind.Response)]
public sealed partial record MbnDeviceServiceList
{
    [CountOf(nameof(DeviceServices))]
    public partial uint DeviceServicesCount { get; }

    public MbimArray<MbnDeviceService> DeviceServices { get; init; }
}
