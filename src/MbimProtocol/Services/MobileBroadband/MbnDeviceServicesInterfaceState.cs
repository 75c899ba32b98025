namespace MbimProtocol.Services;

/// <summary>MBN_DEVICE_SERVICES_INTERFACE_STATE.</summary>
public enum MbnDeviceServicesInterfaceState : uint
{
    Arrival = 0,
    Removal = 1,
}
