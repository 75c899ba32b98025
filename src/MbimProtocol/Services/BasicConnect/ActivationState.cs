namespace MbimProtocol.Services;

/// <summary>MBIM_ACTIVATION_STATE.</summary>
public enum ActivationState : uint
{
    Unknown = 0,
    Activated = 1,
    Activating = 2,
    Deactivated = 3,
    Deactivating = 4,
}
