using MbimProtocol.Encoding;

namespace MbimProtocol.Services.CompalService;

/// <summary>The CID of Compal's tunnel of AT commands.</summary>
[MbimService("a2a32a97-cab1-4f57-9ae1-451c74dda957", "Compal")]
public enum CompalCid : uint
{
    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response)]
    AtCommand = 1,
}
