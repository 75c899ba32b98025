using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>The device services of an interface; the services that Windows itself uses are not among them.</summary>
[InformationBuffer(MobileBroadbandCid.EnumerateDeviceServices, BufferKind.Response)]
public sealed partial record MbnDeviceServiceList
{
    [CountOf(nameof(DeviceServices))]
    public partial uint DeviceServicesCount { get; }

    public MbimArray<MbnDeviceService> DeviceServices { get; init; }
}

/// <summary>MBN_DEVICE_SERVICE.</summary>
[MbimStructure]
public sealed partial record MbnDeviceService
{
    /// <summary>A GUID in braces, in capitals.</summary>
    public string DeviceServiceID { get; init; } = "";

    /// <summary>1 when data can be written in a data session, otherwise 0.</summary>
    public uint DataWriteSupported { get; init; }

    /// <summary>1 when data can be read in a data session, otherwise 0.</summary>
    public uint DataReadSupported { get; init; }
}
