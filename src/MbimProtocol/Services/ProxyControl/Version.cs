using MbimProtocol.Encoding;

namespace MbimProtocol.Services.ProxyControlService;

/// <summary>The versions that the device of an mbim-proxy agreed on.</summary>
[InformationBuffer(ProxyControlCid.Version, BufferKind.Notification)]
public readonly partial record struct ProxyVersion
{
    /// <summary>BCD, 0x0100.</summary>
    public ushort MbimVersion { get; init; }

    /// <summary>BCD.</summary>
    public MbimExVersion MbimExtendedVersion { get; init; }
}
