using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Profiles;

/// <summary>What the modem says it can, in DEVICE_CAPS.</summary>
public sealed record CapabilitiesProfile
{
    /// <summary>Where the modem sits.</summary>
    public DeviceType DeviceType { get; init; } = DeviceType.Removable;

    /// <summary>The cellular family.</summary>
    public CellularClass CellularClass { get; init; } = CellularClass.Gsm;

    /// <summary>Voice beside data.</summary>
    public VoiceClass VoiceClass { get; init; } = VoiceClass.NoVoice;

    /// <summary>The kind of SIM.</summary>
    public SimClass SimClass { get; init; } = SimClass.Removable;

    /// <summary>Every data class that the modem has.</summary>
    public DataClass DataClass { get; init; } =
        DataClass.Gprs | DataClass.Edge | DataClass.Umts | DataClass.Hsdpa | DataClass.Hsupa | DataClass.Lte;

    /// <summary>SMS.</summary>
    public SmsCaps SmsCaps { get; init; }

    /// <summary>
    /// Control. Without RegManual a manual REGISTER_STATE, and without MultiCarrier MULTICARRIER_PROVIDERS and setting HOME_PROVIDER, answer
    /// NO_DEVICE_SUPPORT.
    /// </summary>
    public ControlCaps ControlCaps { get; init; } = ControlCaps.RegManual | ControlCaps.HwRadioSwitch | ControlCaps.MultiCarrier;

    /// <summary>The name of a custom data class, at most 11 characters.</summary>
    public string CustomDataClass { get; init; } = "";
}
