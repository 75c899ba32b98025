using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>The query of CONNECT, MBIMEx 3.0.</summary>
[InformationBuffer(BasicConnectCid.Connect, BufferKind.Query)]
[Since(MbimExVersion.V3)]
public readonly partial record struct ConnectQuery
{
    public uint SessionId { get; init; }
}
