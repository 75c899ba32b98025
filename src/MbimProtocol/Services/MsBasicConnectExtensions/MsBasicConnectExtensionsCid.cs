using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>The CIDs of Microsoft's Basic Connect Extensions.</summary>
[MbimService("3d01dcc5-fef5-4d05-0d3a-bef7058e9aaf", "MS Basic Connect Extensions", Order = 9, IsHidden = true)]
public enum MsBasicConnectExtensionsCid : uint
{
    ModemLoggingConfig = 13,
    Version = 15,
}
