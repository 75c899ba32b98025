using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsSarService;

/// <summary>The CIDs of Microsoft's control of the specific absorption rate.</summary>
[MbimService("68223d04-9f6c-4e0f-822d-28441fb72340", "MS SAR")]
public enum MsSarCid : uint
{
    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response)]
    Config = 1,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response | BufferKind.Notification)]
    [Notification(NotificationKind.State)]
    TransmissionStatus = 2,
}
