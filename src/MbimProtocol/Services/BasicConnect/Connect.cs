using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>The query of CONNECT, MBIMEx 3.0.</summary>
[InformationBuffer(BasicConnectCid.Connect, BufferKind.Query)]
[Since(MbimExVersion.V3)]
public readonly partial record struct ConnectQuery
{
    public uint SessionId { get; init; }
}

/// <summary>The query of CONNECT, MBIM 1.0: MBIM_CONNECT_INFO, of which only the session counts.</summary>
[OlderLayoutOf(typeof(ConnectQuery), MbimExVersion.V1)]
public readonly partial record struct ConnectQueryV1
{
    public uint SessionId { get; init; }

    [WhenAbsent]
    public ActivationState ActivationState { get; init; }

    [WhenAbsent]
    public VoiceCallState VoiceCallState { get; init; }

    [WhenAbsent]
    public ContextIpType IpType { get; init; }

    /// <summary>One of <see cref="ContextTypes"/>.</summary>
    [WhenAbsent]
    public Guid ContextType { get; init; }

    [WhenAbsent]
    public NwError NwError { get; init; }
}

/// <summary>MBIM_SET_CONNECT, MBIMEx 3.0.</summary>
[InformationBuffer(BasicConnectCid.Connect, BufferKind.Set)]
[Since(MbimExVersion.V3)]
public sealed partial record SetConnect
{
    public uint SessionId { get; init; }

    public ActivationCommand ActivationCommand { get; init; }

    public Compression Compression { get; init; }

    public AuthProtocol AuthProtocol { get; init; }

    public ContextIpType IpType { get; init; }

    /// <summary>One of <see cref="ContextTypes"/>.</summary>
    public Guid ContextType { get; init; }

    [WhenAbsent]
    public AccessMediaType MediaPreference { get; init; }

    /// <summary>The APN.</summary>
    [Layout(FieldLayout.TlvString)]
    public string AccessString { get; init; } = "";

    [PersonalInformation]
    [Layout(FieldLayout.TlvString)]
    public string UserName { get; init; } = "";

    [PersonalInformation]
    [Layout(FieldLayout.TlvString)]
    public string Password { get; init; } = "";

    [WhenAbsent]
    public MbimArray<Tlv> UnnamedIes { get; init; }
}

/// <summary>MBIM_SET_CONNECT, MBIM 1.0.</summary>
[OlderLayoutOf(typeof(SetConnect), MbimExVersion.V1)]
public readonly partial record struct SetConnectV1
{
    public uint SessionId { get; init; }

    public ActivationCommand ActivationCommand { get; init; }

    /// <summary>The APN, at most 100 characters.</summary>
    public string AccessString { get; init; }

    /// <summary>At most 255 characters.</summary>
    [PersonalInformation]
    public string UserName { get; init; }

    /// <summary>At most 255 characters.</summary>
    [PersonalInformation]
    public string Password { get; init; }

    public Compression Compression { get; init; }

    public AuthProtocol AuthProtocol { get; init; }

    public ContextIpType IpType { get; init; }

    /// <summary>One of <see cref="ContextTypes"/>.</summary>
    public Guid ContextType { get; init; }
}

/// <summary>MBIM_CONNECT_INFO, MBIMEx 3.0.</summary>
[InformationBuffer(BasicConnectCid.Connect, BufferKind.Response | BufferKind.Notification)]
public sealed partial record ConnectInfo
{
    public uint SessionId { get; init; }

    public ActivationState ActivationState { get; init; }

    public VoiceCallState VoiceCallState { get; init; }

    public ContextIpType IpType { get; init; }

    /// <summary>One of <see cref="ContextTypes"/>.</summary>
    public Guid ContextType { get; init; }

    public NwError NwError { get; init; }

    [Since(MbimExVersion.V3)]
    public AccessMediaType MediaPreference { get; init; }

    /// <summary>The APN.</summary>
    [Since(MbimExVersion.V3)]
    [Layout(FieldLayout.TlvString)]
    public string AccessString { get; init; } = "";

    [Since(MbimExVersion.V3)]
    public MbimArray<Tlv> UnnamedIes { get; init; }
}

/// <summary>Over which access a context runs (MBIMEx 3.0).</summary>
public enum AccessMediaType : uint
{
    Unknown = 0,
    ThreeGpp = 1,
    ThreeGppPreferred = 2,
}

/// <summary>MBIM_ACTIVATION_COMMAND.</summary>
public enum ActivationCommand : uint
{
    Deactivate = 0,
    Activate = 1,
}

/// <summary>MBIM_ACTIVATION_STATE.</summary>
public enum ActivationState : uint
{
    Unknown = 0,
    Activated = 1,
    Activating = 2,
    Deactivated = 3,
    Deactivating = 4,
}

/// <summary>MBIM_CONTEXT_IP_TYPE.</summary>
public enum ContextIpType : uint
{
    Default = 0,
    IPv4 = 1,
    IPv6 = 2,
    IPv4v6 = 3,
    IPv4AndIPv6 = 4,
}

/// <summary>MBIM_VOICE_CALL_STATE.</summary>
public enum VoiceCallState : uint
{
    None = 0,
    InProgress = 1,
    HangUp = 2,
}
