namespace MbimProtocol.Services;

/// <summary>MBIM_VISIBLE_PROVIDERS_ACTION.</summary>
public enum VisibleProvidersAction : uint
{
    FullScan = 0,
    RestrictedScan = 1,
}
