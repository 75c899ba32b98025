using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsHostShutdownService;

/// <summary>The CIDs by which a host says that it shuts down.</summary>
[MbimService("883b7c26-985f-43fa-9804-27d7fb80959c", "MS Host Shutdown")]
public enum MsHostShutdownCid : uint
{
    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response)]
    Notify = 1,
}
