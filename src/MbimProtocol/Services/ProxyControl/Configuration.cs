using MbimProtocol.Encoding;

namespace MbimProtocol.Services.ProxyControlService;

/// <summary>Which device the client of an mbim-proxy wants.</summary>
[InformationBuffer(ProxyControlCid.Configuration, BufferKind.Set)]
public sealed partial record ProxyConfiguration
{
    /// <summary>The path of the device node, unresolved.</summary>
    public string DevicePath { get; init; } = "";

    /// <summary>Seconds that opening may take.</summary>
    public uint Timeout { get; init; }
}
