using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_REGISTRATION_STATE_INFO, MBIMEx 2.0.</summary>
[InformationBuffer(BasicConnectCid.RegisterState, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
[Since(MbimExVersion.V2)]
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

    [WhenAbsent]
    public DataClass PreferredDataClasses { get; init; }
}
