using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_CONNECT_INFO, MBIM 1.0.</summary>
[OlderLayoutOf(typeof(ConnectInfo), MbimExVersion.V1)]
public readonly partial record struct ConnectInfoV1
{
    public uint SessionId { get; init; }

    public ActivationState ActivationState { get; init; }

    public VoiceCallState VoiceCallState { get; init; }

    public ContextIpType IpType { get; init; }

    /// <summary>One of <see cref="ContextTypes"/>.</summary>
    public Guid ContextType { get; init; }

    public NwError NwError { get; init; }
}
