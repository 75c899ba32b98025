using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MulticarrierService;

/// <summary>MBIM_MULTICARRIER_CAPABILITIES.</summary>
[InformationBuffer(MulticarrierCid.Capabilities, BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct MulticarrierCapabilitiesInfo
{
    public MulticarrierCapabilities Capabilities { get; init; }
}

/// <summary>MBIM_MULTICARRIER_FLAGS.</summary>
[Flags]
public enum MulticarrierCapabilities : uint
{
    None = 0,

    /// <summary>VISIBLE_PROVIDERS may come from a list instead of a scan of the network.</summary>
    StaticScan = 0x1,

    /// <summary>For other firmware, and so for some other home providers, the modem loses power and starts again.</summary>
    FirmwareRequiresReboot = 0x2,
}
