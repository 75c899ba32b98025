using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_VERSION_INFO: the highest versions that a side speaks.</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.Version, BufferKind.Query | BufferKind.Response)]
public readonly partial record struct MbimVersion
{
    /// <summary>bcdMBIMVersion, 0x0100.</summary>
    public ushort Version { get; init; }

    /// <summary>bcdMBIMExtendedVersion.</summary>
    public MbimExVersion ExtendedVersion { get; init; }
}
