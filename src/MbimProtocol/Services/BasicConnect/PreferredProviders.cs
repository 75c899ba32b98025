using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_PROVIDERS, in the order of preference.</summary>
[InformationBuffer(BasicConnectCid.PreferredProviders, BufferKind.Set | BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public sealed partial record PreferredProviders
{
    [CountOf(nameof(Providers))]
    public partial uint ProvidersCount { get; }

    public MbimArray<Provider> Providers { get; init; }
}
