using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

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
