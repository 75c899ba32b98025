namespace MbimProtocol.Services;

/// <summary>MBIM_REGISTRATION_FLAG.</summary>
[Flags]
public enum RegistrationFlags : uint
{
    None = 0,
    ManualSelectionNotAvailable = 0x1,
    PacketServiceAutomaticAttach = 0x2,
}
