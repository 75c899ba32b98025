using MbimProtocol.Encoding;

namespace MbimProtocol.Services.QmiService;

/// <summary>The CID of Qualcomm's tunnel of QMI messages.</summary>
[MbimService("d1a30bc2-f97a-6e43-bf65-c7e24fb0f0d3", "QMI")]
public enum QmiCid : uint
{
    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response | BufferKind.Notification)]
    [Notification(NotificationKind.Event)]
    Msg = 1,
}
