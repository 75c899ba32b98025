using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_MS_LTE_ATTACH_CONFIG_INFO: with which contexts the modem attaches to LTE (Microsoft, "MB LTE Attach Operations").</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.LteAttachConfiguration, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public sealed partial record LteAttachConfigurationInfo
{
    [CountOf(nameof(Configurations))]
    public partial uint ConfigurationCount { get; }

    /// <summary>Three, one for each <see cref="LteAttachConfiguration.Roaming"/>.</summary>
    public MbimArray<LteAttachConfiguration> Configurations { get; init; }
}

/// <summary>MBIM_MS_SET_LTE_ATTACH_CONFIG.</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.LteAttachConfiguration, BufferKind.Set)]
public sealed partial record SetLteAttachConfiguration
{
    public LteAttachContextOperation Operation { get; init; }

    [CountOf(nameof(Configurations))]
    public partial uint ConfigurationCount { get; }

    /// <inheritdoc cref="LteAttachConfigurationInfo.Configurations"/>
    public MbimArray<LteAttachConfiguration> Configurations { get; init; }
}

/// <summary>MBIM_MS_LTE_ATTACH_CONTEXT.</summary>
[MbimStructure]
public sealed partial record LteAttachConfiguration
{
    public ContextIpType IpType { get; init; }

    public LteAttachContextRoamingControl Roaming { get; init; }

    public ContextSource Source { get; init; }

    /// <summary>At most 100 characters; empty when the network is to choose.</summary>
    public string AccessString { get; init; } = "";

    /// <summary>At most 255 characters.</summary>
    [PersonalInformation]
    public string UserName { get; init; } = "";

    /// <summary>At most 255 characters.</summary>
    [PersonalInformation]
    public string Password { get; init; } = "";

    public Compression Compression { get; init; }

    public AuthProtocol AuthProtocol { get; init; }
}

/// <summary>MBIM_MS_LTE_ATTACH_CONTEXT_OPERATIONS.</summary>
public enum LteAttachContextOperation : uint
{
    /// <summary>Replaces all three contexts.</summary>
    Default = 0,

    /// <summary>The contexts of the factory; the other fields mean nothing.</summary>
    RestoreFactory = 1,
}

/// <summary>MBIM_MS_LTE_ATTACH_CONTEXT_ROAMING_CONTROL: the networks in which the modem attaches with a context.</summary>
public enum LteAttachContextRoamingControl : uint
{
    Home = 0,
    Partner = 1,
    NonPartner = 2,
}
