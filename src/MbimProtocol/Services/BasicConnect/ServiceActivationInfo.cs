using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_SERVICE_ACTIVATION_INFO.</summary>
[InformationBuffer(BasicConnectCid.ServiceActivation, BufferKind.Response)]
public readonly partial record struct ServiceActivationInfo
{
    public NwError NwError { get; init; }

    /// <summary>Carrier-specific bytes.</summary>
    [Layout(FieldLayout.RemainingBytes)]
    public MbimArray<byte> Buffer { get; init; }
}
