using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_PROVIDER as the home provider.</summary>
[InformationBuffer(BasicConnectCid.HomeProvider, BufferKind.Set | BufferKind.Response, EmptyQuery = true)]
public sealed partial record HomeProvider
{
    public Provider Provider { get; init; } = new();
}
