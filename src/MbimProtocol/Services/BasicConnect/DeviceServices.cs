using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

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

/// <summary>MBIM_DEVICE_SERVICE_ELEMENT.</summary>
[MbimStructure]
public readonly partial record struct DeviceServiceElement
{
    public Guid DeviceServiceId { get; init; }

    public DssPayload DssPayload { get; init; }

    /// <summary>Streams of this service that may be open at once.</summary>
    public uint MaxDssInstances { get; init; }

    [CountOf(nameof(Cids))]
    public partial uint CidsCount { get; }

    public MbimArray<uint> Cids { get; init; }
}

/// <summary>In which directions a device service has streams.</summary>
[Flags]
public enum DssPayload : uint
{
    None = 0,
    HostToDevice = 0x1,
    DeviceToHost = 0x2,
}
