using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_MS_MODEM_CONFIG_INFO, MBIMEx 3.0: which configuration the modem has for its SIM.</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.ModemConfiguration, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public sealed partial record ModemConfigurationInfo
{
    public ModemConfigurationStatus ConfigurationStatus { get; init; }

    /// <summary>The maker's name for it; empty while the modem has none.</summary>
    [Layout(FieldLayout.TlvString)]
    public string ConfigurationName { get; init; } = "";

    public MbimArray<Tlv> UnnamedIes { get; init; }
}

/// <summary>MBIM_MS_MODEM_CONFIG_STATUS.</summary>
public enum ModemConfigurationStatus : uint
{
    /// <summary>There is no SIM that is ready.</summary>
    Unknown = 0,

    /// <summary>The SIM is ready, and the modem configures itself for it.</summary>
    Started = 1,

    /// <summary>The modem is configured.</summary>
    Completed = 2,
}
