using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_REGISTRATION_STATE_INFO, MBIM 1.0.</summary>
[OlderLayoutOf(typeof(RegistrationStateInfo), MbimExVersion.V1)]
public readonly partial record struct RegistrationStateInfoV1
{
    public NwError NwError { get; init; }

    public RegisterState RegisterState { get; init; }

    public RegisterMode RegisterMode { get; init; }

    public DataClass AvailableDataClasses { get; init; }

    public CellularClass CurrentCellularClass { get; init; }

    public string ProviderId { get; init; }

    public string ProviderName { get; init; }

    public string RoamingText { get; init; }

    public RegistrationFlags RegistrationFlag { get; init; }
}
