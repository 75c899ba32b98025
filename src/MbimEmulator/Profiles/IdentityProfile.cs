namespace MbimEmulator.Profiles;

/// <summary>Who the modem says it is, in DEVICE_CAPS and to Windows Update.</summary>
public sealed record IdentityProfile
{
    /// <summary>IMEI or ESN, at most 18 characters.</summary>
    public string DeviceId { get; init; } = "490154203237518";

    /// <summary>At most 30 characters.</summary>
    public string FirmwareInfo { get; init; } = "1.0";

    /// <summary>Maker and model, at most 30 characters.</summary>
    public string HardwareInfo { get; init; } = "MBIM Emulator LTE";

    /// <summary>MS Firmware ID; null for one that is made of the USB device's vendor, product and release, and the home provider's id.</summary>
    public Guid? FirmwareId { get; init; }
}
