using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_RADIO_STATE_INFO.</summary>
[InformationBuffer(BasicConnectCid.RadioState, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public readonly partial record struct RadioStateInfo
{
    public RadioSwitchState HwRadioState { get; init; }

    public RadioSwitchState SwRadioState { get; init; }
}

/// <summary>MBIM_SET_RADIO_STATE.</summary>
[InformationBuffer(BasicConnectCid.RadioState, BufferKind.Set)]
public readonly partial record struct SetRadioState
{
    public RadioSwitchState RadioState { get; init; }
}

/// <summary>MBIM_RADIO_SWITCH_STATE.</summary>
public enum RadioSwitchState : uint
{
    Off = 0,
    On = 1,
}
