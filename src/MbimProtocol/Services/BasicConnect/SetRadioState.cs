using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_SET_RADIO_STATE.</summary>
[InformationBuffer(BasicConnectCid.RadioState, BufferKind.Set)]
public readonly partial record struct SetRadioState
{
    public RadioSwitchState RadioState { get; init; }
}
