using MbimProtocol.Encoding;

namespace MbimProtocol.Services.IntelToolsService;

/// <summary>The CIDs of Intel's tools.</summary>
[MbimService("4ada4962-b988-46c3-87a7-97f20f994abb", "Intel Tools")]
public enum IntelToolsCid : uint
{
    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response)]
    TraceConfig = 8,
}
