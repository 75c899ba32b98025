using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsHostShutdownService;

/// <summary>The CIDs by which a host says that it shuts down (Microsoft, "HOST Shutdown Device Service"); their buffers are empty.</summary>
[MbimService("883b7c26-985f-43fa-9804-27d7fb80959c", "MS Host Shutdown", IsHidden = true)]
public enum MsHostShutdownCid : uint
{
    /// <summary>MSHOSTSHUTDOWN: the host goes to S4 or S5, and the modem may lose power.</summary>
    [EmptySet]
    Notify = 1,

    /// <summary>MSHOSTPRESHUTDOWN: the host will; the answer says that the modem is ready for it.</summary>
    [EmptySet]
    PreShutdown = 2,
}
