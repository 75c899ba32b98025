using MbimProtocol.Encoding;

namespace MbimProtocol.Services.IntelAtTunnelService;

/// <summary>The CID of Intel's tunnel of AT commands.</summary>
[MbimService("da138c64-6515-4893-92b2-a1e1ca7c81ca", "Intel AT Tunnel")]
public enum IntelAtTunnelCid : uint
{
    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response)]
    AtCommand = 1,
}
