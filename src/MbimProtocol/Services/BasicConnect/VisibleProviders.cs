using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_VISIBLE_PROVIDERS_REQ.</summary>
[InformationBuffer(BasicConnectCid.VisibleProviders, BufferKind.Query)]
public readonly partial record struct VisibleProvidersQuery
{
    public VisibleProvidersAction Action { get; init; }
}

/// <summary>MBIM_PROVIDERS that a scan found.</summary>
[InformationBuffer(BasicConnectCid.VisibleProviders, BufferKind.Response)]
public sealed partial record VisibleProviders
{
    [CountOf(nameof(Providers))]
    public partial uint ProvidersCount { get; }

    public MbimArray<Provider> Providers { get; init; }
}

/// <summary>MBIM_VISIBLE_PROVIDERS_ACTION.</summary>
public enum VisibleProvidersAction : uint
{
    FullScan = 0,
    RestrictedScan = 1,
}
