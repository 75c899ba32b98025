using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_SET_SERVICE_ACTIVATION.</summary>
[InformationBuffer(BasicConnectCid.ServiceActivation, BufferKind.Set)]
public readonly partial record struct SetServiceActivation
{
    /// <summary>Carrier-specific bytes.</summary>
    [Layout(FieldLayout.RemainingBytes)]
    public MbimArray<byte> Buffer { get; init; }
}
