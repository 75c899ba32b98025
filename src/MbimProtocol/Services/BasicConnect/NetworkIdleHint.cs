using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_NETWORK_IDLE_HINT.</summary>
[InformationBuffer(BasicConnectCid.NetworkIdleHint, BufferKind.Set | BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct NetworkIdleHint
{
    public NetworkIdleHintState State { get; init; }
}

/// <summary>MBIM_NETWORK_IDLE_HINT_STATE.</summary>
public enum NetworkIdleHintState : uint
{
    Disabled = 0,
    Enabled = 1,
}
