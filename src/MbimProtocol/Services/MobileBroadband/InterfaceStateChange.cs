using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>OnInterfaceStateChange.</summary>
[InformationBuffer(MobileBroadbandCid.InterfaceStateChange, BufferKind.Notification)]
public sealed partial record InterfaceStateChange
{
    /// <summary>A GUID in braces, in capitals.</summary>
    public string InterfaceID { get; init; } = "";

    public MbnDeviceServicesInterfaceState State { get; init; }
}
