namespace MbimProtocol.Services;

/// <summary>MBIM_ACTIVATION_COMMAND.</summary>
public enum ActivationCommand : uint
{
    Deactivate = 0,
    Activate = 1,
}
