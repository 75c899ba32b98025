using MbimProtocol.Encoding;

namespace MbimProtocol.Services.AtdsService;

/// <summary>The CIDs of AT&amp;T's device service.</summary>
[MbimService("5967bdcc-7fd2-49a2-9f5c-b2e70e527db3", "ATDS", IsHidden = true)]
public enum AtdsCid : uint
{
    Signal = 1,

    Location = 2,

    Operators = 3,

    Rat = 4,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response)]
    RegisterState = 9,
}
