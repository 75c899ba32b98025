using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_PROVISIONED_CONTEXTS_INFO.</summary>
[InformationBuffer(BasicConnectCid.ProvisionedContexts, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public sealed partial record ProvisionedContextsInfo
{
    [CountOf(nameof(ProvisionedContexts))]
    public partial uint ProvisionedContextsCount { get; }

    public MbimArray<ProvisionedContext> ProvisionedContexts { get; init; }
}

/// <summary>MBIM_SET_PROVISIONED_CONTEXT.</summary>
[InformationBuffer(BasicConnectCid.ProvisionedContexts, BufferKind.Set)]
public sealed partial record SetProvisionedContext
{
    public uint ContextId { get; init; }

    /// <summary>One of <see cref="ContextTypes"/>.</summary>
    public Guid ContextType { get; init; }

    public string AccessString { get; init; } = "";

    [PersonalInformation]
    public string UserName { get; init; } = "";

    [PersonalInformation]
    public string Password { get; init; } = "";

    public Compression Compression { get; init; }

    public AuthProtocol AuthProtocol { get; init; }

    public string ProviderId { get; init; } = "";
}

/// <summary>MBIM_CONTEXT.</summary>
[MbimStructure]
public sealed partial record ProvisionedContext
{
    public uint ContextId { get; init; }

    /// <summary>One of <see cref="ContextTypes"/>.</summary>
    public Guid ContextType { get; init; }

    public string AccessString { get; init; } = "";

    [PersonalInformation]
    public string UserName { get; init; } = "";

    [PersonalInformation]
    public string Password { get; init; } = "";

    public Compression Compression { get; init; }

    public AuthProtocol AuthProtocol { get; init; }
}
