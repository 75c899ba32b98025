using MbimProtocol.Encoding;

namespace MbimProtocol.Services.ProxyControlService;

/// <summary>The CIDs of the mbim-proxy's own service.</summary>
[MbimService("838cf7fb-8d0d-4d7f-871e-d71dbefbb39b", "Proxy Control", Order = 8)]
public enum ProxyControlCid : uint
{
    Configuration = 1,
    Version = 2,
}
