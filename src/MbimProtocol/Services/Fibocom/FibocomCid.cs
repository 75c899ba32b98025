using MbimProtocol.Encoding;

namespace MbimProtocol.Services.FibocomService;

/// <summary>The CID of Fibocom's tunnel of AT commands.</summary>
[MbimService("ffffffff-abca-4b11-a4e2-f2fc87f94488", "Fibocom")]
public enum FibocomCid : uint
{
    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response)]
    AtCommand = 1,
}
