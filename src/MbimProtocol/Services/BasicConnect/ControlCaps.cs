namespace MbimProtocol.Services;

/// <summary>MBIM_CTRL_CAPS.</summary>
[Flags]
public enum ControlCaps : uint
{
    None = 0,
    RegManual = 0x1,
    HwRadioSwitch = 0x2,
    CdmaMobileIp = 0x4,
    CdmaSimpleIp = 0x8,
    MultiCarrier = 0x10,
    Esim = 0x20,
    UePolicyRouteSelection = 0x40,
    SimHotSwapCapable = 0x80,
}
