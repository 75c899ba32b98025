using MbimClient;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Services.AtdsService;
using MbimProtocol.Services.AuthService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.IntelFirmwareUpdateService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsFirmwareIdService;
using MbimProtocol.Services.MsHostShutdownService;
using MbimProtocol.Services.MsSarService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;
using MbimProtocol.Services.MsVoiceExtensionsService;
using MbimProtocol.Services.MulticarrierService;

namespace MbimEmulator.Interop.Tests.Tshark;

/// <summary>Uses every query and every set that is declared for the function, so that each has an answer with contents; <see cref="ResetAsync"/> and <see cref="RebootAsync"/> have the last ones.</summary>
internal static class Session
{
    private static readonly Guid Echo = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");

    private static readonly MbimArray<byte> Usim = Bytes("a0000000871002");

    // osmo-auc-gen's, for the default profile's keys and the sequence numbers 64 and 96.
    private static readonly MbimArray<byte> Rand = Bytes("000102030405060708090a0b0c0d0e0f");
    private static readonly MbimArray<byte> FirstAutn = Bytes("023b63f52ccf80006d70358745bbead1");
    private static readonly MbimArray<byte> SecondAutn = Bytes("023b63f52cef8000b9c9b2fb94924831");

    public static async Task RunAsync(MbimDevice device, MbimExVersion version = MbimExVersion.V1)
    {
        await device.NegotiateVersionAsync(version);
        await device.QueryAsync(BasicConnect.DeviceServices);
        await device.SetAsync(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList
        {
            Events =
            [
                new EventEntry { DeviceServiceId = BasicConnect.Id, Cids = [2, 3, 7, 9, 10, 11, 12, 13, 15, 22, 24] },
                new EventEntry { DeviceServiceId = MsBasicConnectExtensions.Id },
                new EventEntry { DeviceServiceId = MsSar.Id, Cids = [2] },
                new EventEntry { DeviceServiceId = MsVoiceExtensions.Id, Cids = [10] },
            ],
        });
        await DeviceAsync(device);
        await NetworkAsync(device);
        await ContextsAsync(device);
        await device.SetAsync(Dss.Connect, new SetDssConnect { DeviceServiceId = Echo, DssSessionId = 5, DssLinkState = DssLinkState.Activate });
        await ServicesAsync(device);
        await AuthenticationAsync(device);
        await CardAsync(device);
        if (version == MbimExVersion.V3)
        {
            await FiveGAsync(device);
        }
    }

    /// <summary>The modem has to read its card again.</summary>
    public static Task ResetCardAsync(MbimDevice device) =>
        device.SetAsync(MsUiccLowLevelAccess.Reset, new SetUiccReset { PassThroughAction = UiccPassThroughAction.Enable });

    /// <summary>The last set of a connection, after which the modem ends it.</summary>
    public static Task ResetAsync(MbimDevice device) => device.SetAsync(MsBasicConnectExtensions.DeviceReset, default);

    /// <summary>The same of another service.</summary>
    public static Task RebootAsync(MbimDevice device) => device.SetAsync(IntelFirmwareUpdate.ModemReboot, default);

    /// <summary>The host shuts down, so that the modem leaves the network.</summary>
    public static async Task ShutDownAsync(MbimDevice device)
    {
        await device.SetAsync(MsHostShutdown.PreShutdown, default);
        await device.SetAsync(MsHostShutdown.Notify, default);
    }

    private static async Task FiveGAsync(MbimDevice device)
    {
        await device.QueryAsync(MsBasicConnectExtensions.ModemConfiguration);
        var parameters = await device.QueryAsync(MsBasicConnectExtensions.RegistrationParameters);
        await device.SetAsync(MsBasicConnectExtensions.RegistrationParameters, parameters);
    }

    private static async Task DeviceAsync(MbimDevice device)
    {
        await device.QueryAsync(BasicConnect.DeviceCaps);
        await device.QueryAsync(MsBasicConnectExtensions.DeviceCaps);
        await device.QueryAsync(MsBasicConnectExtensions.SysCaps);
        await device.QueryAsync(MsBasicConnectExtensions.DeviceSlotMappings);
        await device.SetAsync(MsBasicConnectExtensions.DeviceSlotMappings, new DeviceSlotMappings { SlotMap = [default] });
        await device.QueryAsync(MsBasicConnectExtensions.SlotInfoStatus, new SlotInfoRequest { SlotIndex = 1 });
        await device.QueryAsync(BasicConnect.SubscriberReadyStatus);
        await device.QueryAsync(BasicConnect.Pin);
        await device.QueryAsync(BasicConnect.PinList);
        await device.SetAsync(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, PinOperation = PinOperation.Enable, Pin = "1234" });
        await device.QueryAsync(BasicConnect.NetworkIdleHint);
        await device.SetAsync(BasicConnect.NetworkIdleHint, new NetworkIdleHint { State = NetworkIdleHintState.Enabled });
        await device.QueryAsync(BasicConnect.EmergencyMode);
        await device.SetAsync(BasicConnect.EmergencyMode, new EmergencyMode { State = EmergencyModeState.On });
        await device.QueryAsync(BasicConnect.RadioState);
        await device.SetAsync(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off });
        await device.SetAsync(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.On });
    }

    private static async Task NetworkAsync(MbimDevice device)
    {
        await device.SetAsync(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = RegisterAction.Automatic, DataClass = DataClass.Lte });
        await device.QueryAsync(BasicConnect.RegisterState);
        await device.SetAsync(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Attach });
        await device.QueryAsync(BasicConnect.PacketService);
        await device.QueryAsync(BasicConnect.SignalState);
        await device.SetAsync(BasicConnect.SignalState, new SetSignalState { SignalStrengthInterval = 17, RssiThreshold = 4, ErrorRateThreshold = 2 });
        await device.QueryAsync(MsBasicConnectExtensions.BaseStationsInfo, new BaseStationsQuery { MaxGsmCount = 15, MaxUmtsCount = 14, MaxTdscdmaCount = 13, MaxLteCount = 12, MaxCdmaCount = 11 });
        await device.QueryAsync(MsBasicConnectExtensions.LocationInfoStatus);
        var home = await device.QueryAsync(BasicConnect.HomeProvider);
        await device.SetAsync(BasicConnect.HomeProvider, home);
        await device.QueryAsync(BasicConnect.VisibleProviders, new VisibleProvidersQuery { Action = VisibleProvidersAction.FullScan });
        var preferred = await device.QueryAsync(BasicConnect.PreferredProviders);
        await device.SetAsync(BasicConnect.PreferredProviders, preferred);
        var carriers = await device.QueryAsync(BasicConnect.MulticarrierProviders);
        await device.SetAsync(BasicConnect.MulticarrierProviders, carriers);
        await device.QueryAsync(MsBasicConnectExtensions.NetworkDenylist);
        await device.SetAsync(MsBasicConnectExtensions.NetworkDenylist, new NetworkDenylistInfo { Providers = [new() { Mcc = 262, Mnc = 7 }, new() { Mcc = 310, Mnc = 410, NetworkDenylistType = NetworkDenylistType.Network }] });
    }

    private static async Task ContextsAsync(MbimDevice device)
    {
        await device.SetAsync(BasicConnect.ServiceActivation, new SetServiceActivation { Buffer = MbimArray.Create<byte>([0xca, 0xfe, 0xba, 0xbe]) });
        await device.QueryAsync(BasicConnect.ProvisionedContexts);
        await device.SetAsync(BasicConnect.ProvisionedContexts, new SetProvisionedContext
        {
            ContextId = 2,
            ContextType = ContextTypes.Mms,
            AccessString = "mms.example",
            UserName = "käthe",
            Password = "geheim",
            AuthProtocol = AuthProtocol.Chap,
        });
        await device.QueryAsync(MsBasicConnectExtensions.ProvisionedContexts);
        await device.SetAsync(MsBasicConnectExtensions.ProvisionedContexts, new SetProvisionedContextV2
        {
            ContextType = ContextTypes.Ims,
            IpType = ContextIpType.IPv6,
            State = ContextState.Enabled,
            Roaming = ContextRoamingControl.HomeAndPartner,
            MediaType = ContextMediaType.All,
            Source = ContextSource.Admin,
            AccessString = "ims.example",
            UserName = "käthe",
            Password = "geheim",
            AuthProtocol = AuthProtocol.Pap,
        });
        await device.QueryAsync(MsBasicConnectExtensions.LteAttachConfiguration);
        await device.QueryAsync(MsBasicConnectExtensions.LteAttachInfo);
        await device.SetAsync(MsBasicConnectExtensions.LteAttachConfiguration, new SetLteAttachConfiguration
        {
            Configurations =
            [
                new() { IpType = ContextIpType.IPv4v6, Source = ContextSource.Admin, AccessString = "lte.example", UserName = "käthe", Password = "geheim", AuthProtocol = AuthProtocol.Pap, Compression = Compression.Enable },
                new() { Roaming = LteAttachContextRoamingControl.Partner, IpType = ContextIpType.IPv4 },
                new() { Roaming = LteAttachContextRoamingControl.NonPartner, IpType = ContextIpType.IPv6 },
            ],
        });
        await device.SetAsync(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Detach });
        await device.SetAsync(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Attach });
        await device.QueryAsync(MsBasicConnectExtensions.LteAttachInfo);
        await device.SetAsync(BasicConnect.Connect, new SetConnect
        {
            SessionId = 3,
            ActivationCommand = ActivationCommand.Activate,
            AccessString = "internet.example",
            UserName = "anna",
            Password = "geheim",
            AuthProtocol = AuthProtocol.Pap,
            IpType = ContextIpType.IPv4v6,
            ContextType = ContextTypes.Internet,
        });
        await device.QueryAsync(BasicConnect.Connect, new ConnectQuery { SessionId = 3 });
        await device.QueryAsync(MsBasicConnectExtensions.Pco, new PcoValue { SessionId = 3 });
        await device.QueryAsync(BasicConnect.IpConfiguration, new IPConfigurationInfo { SessionId = 3 });
        var filter = new PacketFilter { Filter = MbimArray.Create<byte>([0x45, 0x00, 0x17]), Mask = MbimArray.Create<byte>([0xff, 0x00, 0xf7]) };
        await device.SetAsync(BasicConnect.IpPacketFilters, new IPPacketFilters { SessionId = 3, PacketFilters = [filter] });
        await device.QueryAsync(BasicConnect.IpPacketFilters, new IPPacketFilters { SessionId = 3 });
        await device.QueryAsync(BasicConnect.PacketStatistics);
    }

    private static async Task ServicesAsync(MbimDevice device)
    {
        await device.QueryAsync(MsSar.Config);
        await device.SetAsync(MsSar.Config, new SetSarConfig { Mode = SarControlMode.OS, BackoffState = SarBackoffState.Enabled, ConfigStates = [new() { AntennaIndex = 1, BackoffIndex = 7 }, new() { BackoffIndex = 9 }] });
        await device.QueryAsync(MsSar.TransmissionStatus);
        await device.SetAsync(MsSar.TransmissionStatus, new SetTransmissionStatus { ChannelNotification = TransmissionNotification.Enabled, HysteresisTimer = 3 });
        await device.QueryAsync(MsVoiceExtensions.Nitz);
        await device.QueryAsync(Atds.Signal);
        await device.QueryAsync(Atds.Location);
        await device.QueryAsync(Atds.Operators);
        await device.QueryAsync(Atds.Rat);
        await device.SetAsync(Atds.Rat, new AtdsRat { Mode = AtdsRatMode.Only4G });
        await device.QueryAsync(Multicarrier.Capabilities);
        await device.QueryAsync(Multicarrier.LocationInfo);
        await device.SetAsync(Multicarrier.LocationInfo, new HostLocation { Country = 94 });
        await device.QueryAsync(Multicarrier.CurrentCidList, new CurrentCidListQuery { DeviceServiceId = BasicConnect.Id });
        await device.QueryAsync(MsFirmwareId.Get);
    }

    private static async Task AuthenticationAsync(MbimDevice device)
    {
        await device.QueryAsync(Auth.Aka, new AuthAkaQuery { Rand = Rand, Autn = FirstAutn });
        await device.QueryAsync(Auth.Akap, new AuthAkapQuery { Rand = Rand, Autn = SecondAutn, NetworkName = "WLAN" });
        await device.QueryAsync(Auth.Sim, new AuthSimQuery { Rand1 = Rand, Rand2 = FirstAutn, Rand3 = SecondAutn, N = 3 });
        await device.QueryAsync(MsBasicConnectExtensions.PinEx, new PinApp { AppId = Usim });
        await device.SetAsync(MsBasicConnectExtensions.PinEx, new SetPinEx { PinType = PinTypeEx.Pin1, PinOperation = PinOperation.Change, Pin = "1234", NewPin = "4321", AppId = Usim });
    }

    private static async Task CardAsync(MbimDevice device)
    {
        await device.QueryAsync(MsUiccLowLevelAccess.Atr);
        var channel = (await device.SetAsync(MsUiccLowLevelAccess.OpenChannel, new SetUiccOpenChannel { AppId = Usim, SelectP2Arg = 4, ChannelGroup = 7 })).Channel;
        await device.SetAsync(MsUiccLowLevelAccess.Apdu, new SetUiccApdu { Channel = channel, ClassByteType = UiccClassByteType.Extended, Command = Bytes("00b0870009") });
        await device.SetAsync(MsUiccLowLevelAccess.CloseChannel, new SetUiccCloseChannel { Channel = channel, ChannelGroup = 7 });
        await device.QueryAsync(MsUiccLowLevelAccess.ApplicationList);
        await device.QueryAsync(MsUiccLowLevelAccess.FileStatus, new UiccFilePath { AppId = Usim, FilePath = Bytes("7fff6f07") });
        await device.QueryAsync(MsUiccLowLevelAccess.ReadBinary, new UiccAccessBinary { AppId = Usim, FilePath = Bytes("7fff6f07"), FileOffset = 1, NumberOfBytes = 8 });
        await device.QueryAsync(MsUiccLowLevelAccess.ReadRecord, new UiccAccessRecord { AppId = Usim, FilePath = Bytes("3f002f00"), RecordNumber = 2 });
        TerminalCapabilityInfo capability = new() { CapabilityList = [new TerminalCapabilityObject { Data = Bytes("81010c") }, new TerminalCapabilityObject { Data = Bytes("8000") }] };
        await device.SetAsync(MsUiccLowLevelAccess.TerminalCapability, capability);
        await device.QueryAsync(MsUiccLowLevelAccess.TerminalCapability);
        await device.QueryAsync(MsUiccLowLevelAccess.Reset);
    }

    private static MbimArray<byte> Bytes(string hexadecimal) => MbimArray.Own(Convert.FromHexString(hexadecimal));
}
