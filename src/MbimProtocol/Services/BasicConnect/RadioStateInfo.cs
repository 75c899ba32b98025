using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_RADIO_STATE_INFO.</summary>
[InformationBuffer(BasicConnectCid.RadioState, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public readonly partial record struct RadioStateInfo
{
    public RadioSwitchState HwRadioState { get; init; }

    public RadioSwitchState SwRadioState { get; init; }
}
