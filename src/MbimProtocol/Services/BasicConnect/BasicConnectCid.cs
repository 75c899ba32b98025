using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>The CIDs of Basic Connect (MBIM 1.0, 10.5.1); 17 and 18 are reserved.</summary>
[MbimService("a289cc33-bcbb-8b4f-b6b0-133ec2aae6df", "Basic Connect", Order = 1, IsStandard = true, IsHidden = true, Notifications = NotificationKind.State)]
public enum BasicConnectCid : uint
{
    DeviceCaps = 1,
    SubscriberReadyStatus = 2,
    RadioState = 3,
    Pin = 4,
    PinList = 5,
    HomeProvider = 6,
    PreferredProviders = 7,
    VisibleProviders = 8,
    RegisterState = 9,
    PacketService = 10,
    SignalState = 11,

    [Notification(NotificationKind.State, Key = nameof(ConnectInfo.SessionId))]
    Connect = 12,

    ProvisionedContexts = 13,
    ServiceActivation = 14,

    [Notification(NotificationKind.State, Key = nameof(IPConfigurationInfo.SessionId))]
    IpConfiguration = 15,

    DeviceServices = 16,
    DeviceServiceSubscribeList = 19,
    PacketStatistics = 20,
    NetworkIdleHint = 21,
    EmergencyMode = 22,
    IpPacketFilters = 23,
    MulticarrierProviders = 24,
}
