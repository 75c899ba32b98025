using MbimProtocol.Encoding;

namespace MbimProtocol.Services.QuectelService;

/// <summary>The CIDs of Quectel's service.</summary>
[MbimService("11223344-5566-7788-99aa-bbccddeeff11", "Quectel")]
public enum QuectelCid : uint
{
    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response)]
    RadioState = 1,
}
