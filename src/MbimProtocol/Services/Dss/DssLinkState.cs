namespace MbimProtocol.Services;

/// <summary>MBIM_DSS_LINK_STATE.</summary>
public enum DssLinkState : uint
{
    Deactivate = 0,
    Activate = 1,
}
