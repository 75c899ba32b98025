using MbimProtocol.Encoding;

namespace MbimProtocol.Services.GoogleService;

/// <summary>The CIDs of Google's service.</summary>
[MbimService("3e1e92cf-c53d-4f14-85d0-a86ad9e12245", "Google")]
public enum GoogleCid : uint
{
    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response | BufferKind.Notification)]
    [Notification(NotificationKind.State)]
    CarrierLock = 1,
}
