using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_PCO_VALUE: what the network said of a context beside its addresses (Microsoft, "MB Protocol Configuration Options (PCO) operations").</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.Pco, BufferKind.Query | BufferKind.Response | BufferKind.Notification)]
public sealed partial record PcoValue
{
    /// <summary>All that counts in a query.</summary>
    public uint SessionId { get; init; }

    /// <summary>At most 256.</summary>
    [SizeOf(nameof(PcoDataBuffer))]
    public partial uint PcoDataSize { get; }

    public PcoType PcoDataType { get; init; }

    /// <summary>As in 3GPP TS 24.008, 10.5.6.3; empty while the network has said nothing.</summary>
    [Layout(FieldLayout.InlineBytes)]
    public MbimArray<byte> PcoDataBuffer { get; init; }
}

/// <summary>MBIM_PCO_TYPE.</summary>
public enum PcoType : uint
{
    /// <summary>All that came from the network.</summary>
    Complete = 0,

    /// <summary>Some of it; the configuration protocol in octet 3 may be wrong.</summary>
    Partial = 1,
}
