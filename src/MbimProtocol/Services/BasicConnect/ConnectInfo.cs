using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_CONNECT_INFO, MBIMEx 3.0.</summary>
[InformationBuffer(BasicConnectCid.Connect, BufferKind.Response | BufferKind.Notification)]
[Since(MbimExVersion.V3)]
public sealed partial record ConnectInfo
{
    public uint SessionId { get; init; }

    public ActivationState ActivationState { get; init; }

    public VoiceCallState VoiceCallState { get; init; }

    public ContextIpType IpType { get; init; }

    /// <summary>One of <see cref="ContextTypes"/>.</summary>
    public Guid ContextType { get; init; }

    public NwError NwError { get; init; }

    [WhenAbsent]
    public AccessMediaType MediaPreference { get; init; }

    /// <summary>The APN.</summary>
    [WhenAbsent]
    [Layout(FieldLayout.TlvString)]
    public string AccessString { get; init; } = "";

    [WhenAbsent]
    public MbimArray<Tlv> UnnamedIes { get; init; }
}
