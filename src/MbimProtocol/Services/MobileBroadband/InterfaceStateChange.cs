using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>OnInterfaceStateChange.</summary>
[InformationBuffer(MobileBroadbandCid.InterfaceStateChange, BufferKind.Notification)]
public sealed partial record InterfaceStateChange
{
    /// <summary>A GUID in braces, in capitals.</summary>
    public string InterfaceID { get; init; } = "";

    public MbnDeviceServicesInterfaceState State { get; init; }
}

/// <summary>MBN_DEVICE_SERVICES_INTERFACE_STATE.</summary>
public enum MbnDeviceServicesInterfaceState : uint
{
    Arrival = 0,
    Removal = 1,
}
