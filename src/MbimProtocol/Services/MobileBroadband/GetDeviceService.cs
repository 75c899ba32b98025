using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>The device service that is wanted.</summary>
[InformationBuffer(MobileBroadbandCid.GetDeviceService, BufferKind.Set)]
public sealed partial record DeviceServiceRequest
{
    /// <summary>The context's handle.</summary>
    public uint ObjectHandle { get; init; }

    /// <summary>A GUID, with or without braces.</summary>
    public string DeviceServiceID { get; init; } = "";
}
