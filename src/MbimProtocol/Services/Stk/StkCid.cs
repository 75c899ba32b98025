using MbimProtocol.Encoding;

namespace MbimProtocol.Services.StkService;

/// <summary>The CIDs of the SIM Toolkit (MBIM 1.0, 10.5.1).</summary>
[MbimService("d8f20131-fcb5-4e17-8602-d6ed3816164c", "STK", Order = 5, IsStandard = true)]
public enum StkCid : uint
{
    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response | BufferKind.Notification)]
    Pac = 1,

    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response)]
    TerminalResponse = 2,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response)]
    Envelope = 3,
}
