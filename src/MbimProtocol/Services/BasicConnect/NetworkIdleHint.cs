using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_NETWORK_IDLE_HINT.</summary>
[InformationBuffer(BasicConnectCid.NetworkIdleHint, BufferKind.Set | BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct NetworkIdleHint
{
    public NetworkIdleHintState State { get; init; }
}
