using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>The network interface whose context is wanted.</summary>
[InformationBuffer(MobileBroadbandCid.GetDeviceServicesContext, BufferKind.Set)]
public sealed partial record DeviceServicesContextRequest
{
    /// <summary>A GUID, with or without braces.</summary>
    public string InterfaceID { get; init; } = "";
}
