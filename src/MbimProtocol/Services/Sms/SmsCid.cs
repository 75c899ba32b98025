using MbimProtocol.Encoding;

namespace MbimProtocol.Services.SmsService;

/// <summary>The CIDs of SMS (MBIM 1.0, 10.5.1).</summary>
[MbimService("533fbeeb-14fe-4467-9f90-33a223e56c3f", "SMS", Order = 2, IsStandard = true, IsHidden = true)]
public enum SmsCid : uint
{
    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response | BufferKind.Notification)]
    Configuration = 1,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response | BufferKind.Notification)]
    Read = 2,

    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response)]
    Send = 3,

    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response)]
    Delete = 4,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response | BufferKind.Notification)]
    MessageStoreStatus = 5,
}
