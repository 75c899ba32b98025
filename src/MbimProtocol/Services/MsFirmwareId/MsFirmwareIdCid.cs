using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsFirmwareIdService;

/// <summary>The CIDs of Microsoft's firmware id.</summary>
[MbimService("e9f7dea2-feaf-4009-93ce-90a3694103b6", "MS Firmware ID", IsHidden = true)]
public enum MsFirmwareIdCid : uint
{
    Get = 1,
}
