using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_PIN_INFO.</summary>
[InformationBuffer(BasicConnectCid.Pin, BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct PinInfo
{
    public PinType PinType { get; init; }

    public PinState PinState { get; init; }

    /// <summary>Attempts left; 0xFFFFFFFF when not known.</summary>
    public uint RemainingAttempts { get; init; }
}
