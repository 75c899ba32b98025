using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_PROVIDERS of a multi-carrier device.</summary>
[InformationBuffer(BasicConnectCid.MulticarrierProviders, BufferKind.Set | BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public sealed partial record MulticarrierProviders
{
    [CountOf(nameof(Providers))]
    public partial uint ProvidersCount { get; }

    public MbimArray<Provider> Providers { get; init; }
}
