using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_SET_SERVICE_ACTIVATION.</summary>
[InformationBuffer(BasicConnectCid.ServiceActivation, BufferKind.Set)]
public readonly partial record struct SetServiceActivation
{
    /// <summary>Carrier-specific bytes.</summary>
    [Layout(FieldLayout.RemainingBytes)]
    public MbimArray<byte> Buffer { get; init; }
}

/// <summary>MBIM_SERVICE_ACTIVATION_INFO.</summary>
[InformationBuffer(BasicConnectCid.ServiceActivation, BufferKind.Response)]
public readonly partial record struct ServiceActivationInfo
{
    public NwError NwError { get; init; }

    /// <summary>Carrier-specific bytes.</summary>
    [Layout(FieldLayout.RemainingBytes)]
    public MbimArray<byte> Buffer { get; init; }
}
