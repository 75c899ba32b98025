using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>The CIDs of Microsoft's Basic Connect Extensions.</summary>
[MbimService("3d01dcc5-fef5-4d05-0d3a-bef7058e9aaf", "MS Basic Connect Extensions", Order = 9, IsHidden = true)]
public enum MsBasicConnectExtensionsCid : uint
{
    [Notification(NotificationKind.State)]
    ProvisionedContexts = 1,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response | BufferKind.Notification)]
    [Notification(NotificationKind.State)]
    NetworkDenylist = 2,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response | BufferKind.Notification)]
    [Notification(NotificationKind.State)]
    LteAttachConfiguration = 3,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response | BufferKind.Notification)]
    [Notification(NotificationKind.State)]
    LteAttachInfo = 4,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response)]
    SysCaps = 5,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response)]
    DeviceCaps = 6,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response)]
    DeviceSlotMappings = 7,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response | BufferKind.Notification)]
    [Notification(NotificationKind.Event)]
    SlotInfoStatus = 8,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response | BufferKind.Notification)]
    [Notification(NotificationKind.Event)]
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

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response | BufferKind.Notification)]
    [Notification(NotificationKind.State)]
    ModemConfiguration = 16,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Set | BufferKind.Response)]
    RegistrationParameters = 17,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response | BufferKind.Notification)]
    [Notification(NotificationKind.State)]
    NetworkParameters = 18,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response)]
    WakeReason = 19,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response | BufferKind.Notification)]
    [Notification(NotificationKind.State)]
    UePolicy = 20,
}
