using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_VISIBLE_PROVIDERS_REQ.</summary>
[InformationBuffer(BasicConnectCid.VisibleProviders, BufferKind.Query)]
public readonly partial record struct VisibleProvidersQuery
{
    public VisibleProvidersAction Action { get; init; }
}
