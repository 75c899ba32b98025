using MbimProtocol.Encoding;

namespace MbimProtocol.Services.AtdsService;

/// <summary>The CIDs of AT&amp;T's device service.</summary>
[MbimService("5967bdcc-7fd2-49a2-9f5c-b2e70e527db3", "ATDS")]
public enum AtdsCid : uint
{
    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response)]
    Signal = 1,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response)]
    Location = 2,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response)]
    Operators = 3,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response)]
    Rat = 4,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response)]
    RegisterState = 9,
}
