using MbimProtocol.Encoding;

namespace MbimProtocol.Services.IntelThermalRfService;

/// <summary>The CIDs of Intel's thermal and radio-frequency service.</summary>
[MbimService("fdc22af2-f441-4d46-af8d-259fcdde4635", "Intel Thermal RF", IsHidden = true)]
public enum IntelThermalRfCid : uint
{
    [Notification(NotificationKind.State)]
    Rfim = 9,
}
