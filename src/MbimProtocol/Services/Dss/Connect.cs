using MbimProtocol.Encoding;

namespace MbimProtocol.Services.DssService;

/// <summary>MBIM_SET_DSS_CONNECT, 24 bytes.</summary>
[InformationBuffer(DssCid.Connect, BufferKind.Set)]
public readonly partial record struct SetDssConnect
{
    public Guid DeviceServiceId { get; init; }

    /// <summary>0 to 255, chosen by the host.</summary>
    public uint DssSessionId { get; init; }

    public DssLinkState DssLinkState { get; init; }
}

/// <summary>MBIM_DSS_LINK_STATE.</summary>
public enum DssLinkState : uint
{
    Deactivate = 0,
    Activate = 1,
}
