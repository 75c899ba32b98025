using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsUiccLowLevelAccessService;

/// <summary>The CIDs of Microsoft's low-level access to the UICC.</summary>
[MbimService("c2f6588e-f037-4bc9-8665-f4d44bd09367", "MS UICC Low Level Access")]
public enum MsUiccLowLevelAccessCid : uint
{
    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response)]
    Atr = 1,

    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response)]
    OpenChannel = 2,

    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response)]
    CloseChannel = 3,

    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response)]
    Apdu = 4,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response)]
    TerminalCapability = 5,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response)]
    Reset = 6,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response)]
    ApplicationList = 7,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response)]
    FileStatus = 8,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response)]
    ReadBinary = 9,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response)]
    ReadRecord = 10,
}
