using MbimProtocol.Encoding;

namespace MbimProtocol.Services.UssdService;

/// <summary>The CID of USSD (MBIM 1.0, 10.5.1).</summary>
[MbimService("e550a0c8-5e82-479e-82f7-10abf4c3351f", "USSD", Order = 3, IsStandard = true, IsHidden = true)]
public enum UssdCid : uint
{
    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response | BufferKind.Notification)]
    Ussd = 1,
}
