using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_MS_PROVISIONED_CONTEXT_INFO_V2 (Microsoft, "MB provisioned context operations").</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.ProvisionedContexts, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public sealed partial record ProvisionedContextsInfoV2
{
    [CountOf(nameof(ProvisionedContexts))]
    public partial uint ProvisionedContextsCount { get; }

    public MbimArray<ProvisionedContextV2> ProvisionedContexts { get; init; }
}

/// <summary>MBIM_SET_MS_PROVISIONED_CONTEXT_V2: the context of a type, for the provider of the SIM.</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.ProvisionedContexts, BufferKind.Set)]
public sealed partial record SetProvisionedContextV2
{
    public ContextOperation Operation { get; init; }

    /// <summary>One of <see cref="ContextTypes"/>, or another.</summary>
    public Guid ContextType { get; init; }

    public ContextIpType IpType { get; init; }

    public ContextState State { get; init; }

    public ContextRoamingControl Roaming { get; init; }

    public ContextMediaType MediaType { get; init; }

    public ContextSource Source { get; init; }

    /// <summary>At most 100 characters.</summary>
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

/// <summary>MBIM_MS_CONTEXT_V2.</summary>
[MbimStructure]
public sealed partial record ProvisionedContextV2
{
    public uint ContextId { get; init; }

    /// <inheritdoc cref="SetProvisionedContextV2.ContextType"/>
    public Guid ContextType { get; init; }

    public ContextIpType IpType { get; init; }

    public ContextState State { get; init; }

    public ContextRoamingControl Roaming { get; init; }

    public ContextMediaType MediaType { get; init; }

    public ContextSource Source { get; init; }

    public string AccessString { get; init; } = "";

    [PersonalInformation]
    public string UserName { get; init; } = "";

    [PersonalInformation]
    public string Password { get; init; } = "";

    public Compression Compression { get; init; }

    public AuthProtocol AuthProtocol { get; init; }
}

/// <summary>MBIM_MS_CONTEXT_OPERATIONS.</summary>
public enum ContextOperation : uint
{
    /// <summary>Adds the context, or replaces the one of its type.</summary>
    Default = 0,

    /// <summary>Deletes the contexts of the type; the other fields mean nothing.</summary>
    Delete = 1,

    /// <summary>The contexts of the factory, and no others; the other fields mean nothing.</summary>
    RestoreFactory = 2,
}

/// <summary>MBIM_MS_CONTEXT_ENABLE: whether the modem may use a context.</summary>
public enum ContextState : uint
{
    Disabled = 0,
    Enabled = 1,
}

/// <summary>MBIM_MS_CONTEXT_ROAMING_CONTROL: the networks in which a context may be used.</summary>
public enum ContextRoamingControl : uint
{
    HomeOnly = 0,
    PartnerOnly = 1,
    NonPartnerOnly = 2,
    HomeAndPartner = 3,
    HomeAndNonPartner = 4,
    PartnerAndNonPartner = 5,
    AllowAll = 6,
}

/// <summary>MBIM_MS_CONTEXT_MEDIA_TYPE: over what a context may be used.</summary>
public enum ContextMediaType : uint
{
    CellularOnly = 0,

    /// <summary>Registered over Wi-Fi alone (iWLAN).</summary>
    WifiOnly = 1,
    All = 2,
}

/// <summary>MBIM_MS_CONTEXT_SOURCE: who made a context.</summary>
public enum ContextSource : uint
{
    /// <summary>An administrator, from the host.</summary>
    Admin = 0,

    /// <summary>The user, from the host.</summary>
    User = 1,

    /// <summary>The operator, by OMA-DM or the like.</summary>
    Operator = 2,

    /// <summary>The maker of the modem.</summary>
    Modem = 3,

    /// <summary>The host's own list of access points.</summary>
    Device = 4,
}
