using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_REGISTRATION_STATE_INFO, MBIMEx 2.0.</summary>
[InformationBuffer(BasicConnectCid.RegisterState, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public sealed partial record RegistrationStateInfo
{
    public NwError NwError { get; init; }

    public RegisterState RegisterState { get; init; }

    public RegisterMode RegisterMode { get; init; }

    public DataClass AvailableDataClasses { get; init; }

    public CellularClass CurrentCellularClass { get; init; }

    public string ProviderId { get; init; } = "";

    public string ProviderName { get; init; } = "";

    public string RoamingText { get; init; } = "";

    public RegistrationFlags RegistrationFlag { get; init; }

    [Since(MbimExVersion.V2)]
    public DataClass PreferredDataClasses { get; init; }
}

/// <summary>MBIM_SET_REGISTRATION_STATE.</summary>
[InformationBuffer(BasicConnectCid.RegisterState, BufferKind.Set)]
public sealed partial record SetRegisterState
{
    /// <summary>Empty for automatic registration.</summary>
    public string ProviderId { get; init; } = "";

    public RegisterAction RegisterAction { get; init; }

    /// <summary>Preferred classes; none leaves the choice to the device.</summary>
    public DataClass DataClass { get; init; }
}

/// <summary>MBIM_REGISTER_ACTION.</summary>
public enum RegisterAction : uint
{
    Automatic = 0,
    Manual = 1,
}

/// <summary>MBIM_REGISTER_MODE.</summary>
public enum RegisterMode : uint
{
    Unknown = 0,
    Automatic = 1,
    Manual = 2,
}

/// <summary>MBIM_REGISTER_STATE.</summary>
public enum RegisterState : uint
{
    Unknown = 0,
    Deregistered = 1,
    Searching = 2,
    Home = 3,
    Roaming = 4,
    Partner = 5,
    Denied = 6,
}

/// <summary>MBIM_REGISTRATION_FLAG.</summary>
[Flags]
public enum RegistrationFlags : uint
{
    None = 0,
    ManualSelectionNotAvailable = 0x1,
    PacketServiceAutomaticAttach = 0x2,
}
