using MbimProtocol.Encoding;
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

    /// <summary>UTRA operating bands, 1 to 32 (3GPP TS 25.101, 5.2).</summary>
    public MbimArray<ushort> WcdmaBands { get; init; } = [1, 2, 5, 8];

    /// <summary>E-UTRA operating bands (3GPP TS 36.101, 5.5).</summary>
    public MbimArray<ushort> LteBands { get; init; } = [1, 3, 7, 20, 28];

    /// <summary>NR operating bands (3GPP TS 38.101-1, 5.2).</summary>
    public MbimArray<ushort> NrBands { get; init; } = [];

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
