namespace MbimProtocol.Services;

/// <summary>In which directions a device service has streams.</summary>
[Flags]
public enum DssPayload : uint
{
    None = 0,
    HostToDevice = 0x1,
    DeviceToHost = 0x2,
}
