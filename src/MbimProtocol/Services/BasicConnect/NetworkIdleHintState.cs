namespace MbimProtocol.Services;

/// <summary>MBIM_NETWORK_IDLE_HINT_STATE.</summary>
public enum NetworkIdleHintState : uint
{
    Disabled = 0,
    Enabled = 1,
}
