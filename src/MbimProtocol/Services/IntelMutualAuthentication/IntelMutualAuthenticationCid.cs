using MbimProtocol.Encoding;

namespace MbimProtocol.Services.IntelMutualAuthenticationService;

/// <summary>The CIDs of Intel's mutual authentication.</summary>
[MbimService("f85d46ef-ab26-4081-9868-4d183c0a3aec", "Intel Mutual Authentication")]
public enum IntelMutualAuthenticationCid : uint
{
    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response)]
    FccLock = 1,
}
