using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsFirmwareIdService;

/// <summary>The CIDs of Microsoft's firmware id.</summary>
[MbimService("e9f7dea2-feaf-4009-93ce-90a3694103b6", "MS Firmware ID")]
public enum MsFirmwareIdCid : uint
{
    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response)]
    Get = 1,
}
