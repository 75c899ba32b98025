using MbimProtocol.Encoding;

namespace MbimProtocol.Services.QduService;

/// <summary>The CIDs of Qualcomm's device update, with Quectel's own.</summary>
[MbimService("6427015f-579d-48f5-8c54-f43ed1e76f83", "QDU")]
public enum QduCid : uint
{
    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response)]
    UpdateSession = 1,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response)]
    FileOpen = 2,

    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response)]
    FileWrite = 3,

    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response)]
    QuectelReboot = 4,

    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response)]
    QuectelReadVersion = 7,

    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response)]
    Command = 8,
}
