using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsFirmwareIdService;

/// <summary>The UUID by which Windows Update finds firmware (Microsoft, "Mobile Broadband Device Firmware Update"; FIRMWAREID there).</summary>
[InformationBuffer(MsFirmwareIdCid.Get, BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct FirmwareIdInfo
{
    /// <summary>Of one firmware: the device's vendor, product and revision, and the operator that it is for.</summary>
    public Guid FirmwareId { get; init; }
}
