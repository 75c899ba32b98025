using MbimEmulator.Profiles;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Device;

/// <summary>What DEVICE_CAPS of MS Basic Connect Extensions says of a modem ("MB Multi-SIM operations"; MBIMEx 3.0 adds the bands).</summary>
internal static class ExecutorCaps
{
    public static DeviceCapsInfoV3 Describe(ModemProfile profile, int executor)
    {
        var caps = profile.Capabilities;
        var (dataClass, subclass) = (DataClasses.ToNewest(caps.DataClass), DataClasses.ToSubclass(caps.DataClass));
        return new DeviceCapsInfoV3
        {
            DeviceType = caps.DeviceType,
            CellularClass = caps.CellularClass,
            VoiceClass = caps.VoiceClass,
            SimClass = SimClass.Removable,
            DataClass = dataClass,
            DataSubclass = (ulong)subclass,
            SmsCaps = caps.SmsCaps,
            ControlCaps = caps.ControlCaps,
            MaxSessions = (uint)profile.Contexts.MaxSessions,
            ExecutorIndex = (uint)executor,
            WcdmaBandClass = caps.WcdmaBands.Aggregate(0u, (bands, band) => bands | (1u << (band - 1))),
            LteBandClass = caps.LteBands,
            NrBandClass = caps.NrBands,
            CustomDataClass = caps.CustomDataClass,
            DeviceId = profile.Identity.DeviceId,
            FirmwareInfo = profile.Identity.FirmwareInfo,
            HardwareInfo = profile.Identity.HardwareInfo,
        };
    }
}
