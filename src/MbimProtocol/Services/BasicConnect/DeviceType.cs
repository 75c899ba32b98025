namespace MbimProtocol.Services;

/// <summary>MBIM_DEVICE_TYPE.</summary>
public enum DeviceType : uint
{
    Unknown = 0,
    Embedded = 1,
    Removable = 2,
    Remote = 3,
}
