using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_MS_LTE_ATTACH_STATUS: with what the modem is attached to LTE (Microsoft, "MB LTE Attach Operations").</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.LteAttachInfo, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public sealed partial record LteAttachInfo
{
    public LteAttachState LteAttachState { get; init; }

    /// <summary>Why the network refused the last attach.</summary>
    [Since(MbimExVersion.V3)]
    public NwError NwError { get; init; }

    public ContextIpType IpType { get; init; }

    /// <summary>That of the default bearer; empty while there is none.</summary>
    public string AccessString { get; init; } = "";

    [PersonalInformation]
    public string UserName { get; init; } = "";

    [PersonalInformation]
    public string Password { get; init; } = "";

    public Compression Compression { get; init; }

    public AuthProtocol AuthProtocol { get; init; }
}

/// <summary>MBIM_MS_LTE_ATTACH_STATE.</summary>
public enum LteAttachState : uint
{
    Detached = 0,
    Attached = 1,
}
