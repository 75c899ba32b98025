using MbimProtocol.Encoding;

namespace MbimProtocol.Services.IntelFirmwareUpdateService;

/// <summary>The CIDs of Intel's firmware update.</summary>
[MbimService("0ed374cb-f835-4474-bc11-3b3fd76f5641", "Intel Firmware Update", IsHidden = true)]
public enum IntelFirmwareUpdateCid : uint
{
    ModemReboot = 1,
}
