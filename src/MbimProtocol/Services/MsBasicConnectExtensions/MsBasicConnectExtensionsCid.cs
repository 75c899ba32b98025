using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>The CIDs of Microsoft's Basic Connect Extensions.</summary>
[MbimService("3d01dcc5-fef5-4d05-0d3a-bef7058e9aaf", "MS Basic Connect Extensions", Order = 9, IsHidden = true)]
public enum MsBasicConnectExtensionsCid : uint
{
    [Notification(NotificationKind.State)]
    ProvisionedContexts = 1,

    [Notification(NotificationKind.State)]
    NetworkDenylist = 2,

    [Notification(NotificationKind.State)]
    LteAttachConfiguration = 3,

    [Notification(NotificationKind.State)]
    LteAttachInfo = 4,

    SysCaps = 5,

    DeviceCaps = 6,

    DeviceSlotMappings = 7,

    [Notification(NotificationKind.Event)]
    SlotInfoStatus = 8,

    [Notification(NotificationKind.State, Key = nameof(PcoValue.SessionId))]
    Pco = 9,

    /// <summary>MBIM_CID_MS_DEVICE_RESET: nothing is said and nothing answered (Microsoft, "MB modem reset operations").</summary>
    [EmptySet]
    DeviceReset = 10,

    BaseStationsInfo = 11,

    [Notification(NotificationKind.State)]
    LocationInfoStatus = 12,

    ModemLoggingConfig = 13,

    PinEx = 14,

    Version = 15,

    [Since(MbimExVersion.V3)]
    [Notification(NotificationKind.State)]
    ModemConfiguration = 16,

    [Since(MbimExVersion.V3)]
    RegistrationParameters = 17,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response | BufferKind.Notification)]
    [Notification(NotificationKind.State)]
    NetworkParameters = 18,

    [Since(MbimExVersion.V3)]
    WakeReason = 19,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response | BufferKind.Notification)]
    [Notification(NotificationKind.State)]
    UePolicy = 20,
}
