using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_PROVIDERS that a scan found.</summary>
[InformationBuffer(BasicConnectCid.VisibleProviders, BufferKind.Response)]
public sealed partial record VisibleProviders
{
    [CountOf(nameof(Providers))]
    public partial uint ProvidersCount { get; }

    public MbimArray<Provider> Providers { get; init; }
}
