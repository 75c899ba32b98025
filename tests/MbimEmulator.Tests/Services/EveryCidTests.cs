using MbimClient;
using MbimEmulator.Card.Keys;
using MbimEmulator.Changes;
using MbimEmulator.Journal;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.AtdsService;
using MbimProtocol.Services.AuthService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.IntelFirmwareUpdateService;
using MbimProtocol.Services.IntelThermalRfService;
using MbimProtocol.Services.MobileBroadbandCalls;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsFirmwareIdService;
using MbimProtocol.Services.MsHostShutdownService;
using MbimProtocol.Services.MsSarService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;
using MbimProtocol.Services.MsVoiceExtensionsService;
using MbimProtocol.Services.MulticarrierService;
using MbimProtocol.Services.ProxyControlService;

namespace MbimEmulator.Tests.Services;

/// <summary>A host that uses every declared CID in each direction.</summary>
public sealed class EveryCidTests
{
    private static readonly string LongName = string.Concat(Enumerable.Repeat("access.", 14));
    private static readonly PacketFilter LongFilter = new() { Filter = MbimArray.Create<byte>(new byte[192]), Mask = MbimArray.Create<byte>(new byte[192]), FilterId = 1 };

    [Test]
    public async Task Every_cid_says_the_same_whatever_the_size_of_fragments(
        [Values(64u, 65u, 68u, 512u)] uint maxControlTransfer, [Values(MbimExVersion.V1, MbimExVersion.V2, MbimExVersion.V3)] MbimExVersion version)
    {
        var whole = await RunAsync(4096, version);
        var fragmented = await RunAsync(maxControlTransfer, version);
        Assert.That(fragmented.Said, Is.EqualTo(whole.Said));
        Assert.That(fragmented.Largest, Is.LessThanOrEqualTo(maxControlTransfer));
        Assert.That(fragmented.Largest, Is.GreaterThan(maxControlTransfer - 4));
        Assert.That(whole.Largest, Is.GreaterThan(512));
    }

    [Test]
    public async Task Every_operation_of_every_cid_is_used()
    {
        var used = (await RunAsync(4096, MbimExVersion.V3)).Used;
        var declared = MbimServices.All.Where(service => service.Id != ProxyControl.Id && service.Id != MobileBroadband.Id).SelectMany(service => service.Cids)
            .SelectMany(cid => new[] { BufferKind.Query, BufferKind.Set, BufferKind.Notification }.Where(kind => (cid.Kinds & kind) != 0).Select(kind => NameOf(cid, kind)));
        Assert.That(used, Is.EquivalentTo(declared));
    }

    private static async Task<Run> RunAsync(uint maxControlTransfer, MbimExVersion version)
    {
        var profile = ModemProfile.Load("mbn-demo");
        var run = new Run { Version = version };
        await using var group = new ModemGroup(new ModemGroupOptions
        {
            Profile = profile with { Function = profile.Function with { MaxExtendedVersion = version } },
            TimeProvider = run.Clock,
        });
        group.TransferObserved += (in ObservedTransfer transfer) => run.Largest = Math.Max(run.Largest, transfer.Bytes.Length);
        var options = new MbimDeviceOptions { Host = new MbimHostOptions { MaxControlTransfer = maxControlTransfer } };
        await using var device = await MbimDevice.OpenAsync(await group.ConnectAsync("client"), options);
        run.Device = device;
        await run.Query(MsBasicConnectExtensions.Version, new MbimVersion { Version = 0x0100, ExtendedVersion = version }, negotiates: true);
        await UseAllAsync(run, group);
        return run;
    }

    private static async Task UseAllAsync(Run run, ModemGroup group)
    {
        run.Clock.Advance(TimeSpan.FromSeconds(2));
        await run.Query(BasicConnect.DeviceCaps);
        await run.Query(BasicConnect.SubscriberReadyStatus);
        await run.Query(BasicConnect.DeviceServices);
        await run.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList { Events = [new EventEntry { DeviceServiceId = BasicConnect.Id }, new EventEntry { DeviceServiceId = Dss.Id, Cids = [1] }, new EventEntry { DeviceServiceId = MsBasicConnectExtensions.Id }, new EventEntry { DeviceServiceId = MsSar.Id }, new EventEntry { DeviceServiceId = MsVoiceExtensions.Id }, new EventEntry { DeviceServiceId = IntelThermalRf.Id }] });
        await run.Query(BasicConnect.Pin);
        await run.Set(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, PinOperation = PinOperation.Enable, Pin = "1234" });
        await run.Query(BasicConnect.PinList);
        await UseCardAsync(run);
        await run.Query(BasicConnect.HomeProvider);
        await run.Set(BasicConnect.HomeProvider, new HomeProvider { Provider = new Provider { ProviderId = "00101", ProviderName = "Emulated Home", CellularClass = CellularClass.Gsm } });
        await run.Query(BasicConnect.PreferredProviders);
        await run.Set(BasicConnect.PreferredProviders, new PreferredProviders { Providers = [new Provider { ProviderId = "00103", ProviderName = "Emulated Roaming" }] });
        await run.Query(BasicConnect.MulticarrierProviders);
        await run.Set(BasicConnect.MulticarrierProviders, new MulticarrierProviders { Providers = [new Provider { ProviderId = "00101", ProviderName = "Emulated Home", CellularClass = CellularClass.Gsm }] });
        await run.Query(BasicConnect.VisibleProviders, new VisibleProvidersQuery());
        await run.Query(MsBasicConnectExtensions.NetworkDenylist);
        await run.Set(MsBasicConnectExtensions.NetworkDenylist, new NetworkDenylistInfo { Providers = [new() { Mcc = 1, Mnc = 1 }, new() { Mcc = 1, Mnc = 3, NetworkDenylistType = NetworkDenylistType.Network }] });
        await run.Set(MsBasicConnectExtensions.NetworkDenylist, new NetworkDenylistInfo());
        await run.Query(BasicConnect.RegisterState);
        await run.Set(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = RegisterAction.Manual, ProviderId = "00102" });
        run.Clock.Advance(TimeSpan.FromSeconds(2));
        await run.Query(BasicConnect.PacketService);
        await run.Set(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Attach });
        await run.Query(BasicConnect.SignalState);
        await run.Set(BasicConnect.SignalState, new SetSignalState { SignalStrengthInterval = 5, RssiThreshold = 1 });
        await run.Set(BasicConnect.ServiceActivation, new SetServiceActivation { Buffer = MbimArray.Create<byte>(new byte[100]) });
        await run.Query(BasicConnect.ProvisionedContexts);
        await run.Set(BasicConnect.ProvisionedContexts, new SetProvisionedContext { ContextId = 2, ContextType = ContextTypes.Internet, AccessString = LongName });
        await run.Query(MsBasicConnectExtensions.SysCaps);
        await run.Query(MsBasicConnectExtensions.DeviceCaps);
        await run.Query(MsBasicConnectExtensions.DeviceSlotMappings);
        await run.Set(MsBasicConnectExtensions.DeviceSlotMappings, new DeviceSlotMappings { SlotMap = [default] });
        await run.Query(MsBasicConnectExtensions.SlotInfoStatus, new SlotInfoRequest { SlotIndex = 1 });
        await run.Query(MsBasicConnectExtensions.ProvisionedContexts);
        await run.Set(MsBasicConnectExtensions.ProvisionedContexts, new SetProvisionedContextV2 { ContextType = ContextTypes.Mms, State = ContextState.Enabled, AccessString = LongName, UserName = LongName });
        await run.Query(MsBasicConnectExtensions.LteAttachConfiguration);
        await run.Set(MsBasicConnectExtensions.LteAttachConfiguration, new SetLteAttachConfiguration
        {
            Configurations =
            [
                new() { AccessString = LongName, UserName = LongName }, new() { Roaming = LteAttachContextRoamingControl.Partner, AccessString = LongName, IpType = ContextIpType.IPv4 },
                new() { Roaming = LteAttachContextRoamingControl.NonPartner },
            ],
        });
        run.Clock.Advance(TimeSpan.FromSeconds(2));
        await run.Query(MsBasicConnectExtensions.LteAttachInfo);
        await run.Set(BasicConnect.Connect, new SetConnect { ActivationCommand = ActivationCommand.Activate, AccessString = LongName, UserName = LongName, IpType = ContextIpType.IPv4v6, ContextType = ContextTypes.Internet });
        await group.ChangeAsync(ModemChange.Of("pco", ["0", new string('8', 512)]));
        await run.Query(MsBasicConnectExtensions.Pco, new PcoValue());
        await run.Query(BasicConnect.Connect, new ConnectQuery());
        await run.Query(BasicConnect.IpConfiguration, new IPConfigurationInfo());
        await run.Set(BasicConnect.IpPacketFilters, new IPPacketFilters { PacketFilters = [LongFilter, LongFilter] });
        await run.Query(BasicConnect.IpPacketFilters, new IPPacketFilters());
        await run.Query(BasicConnect.PacketStatistics);
        await run.Set(BasicConnect.NetworkIdleHint, new NetworkIdleHint { State = NetworkIdleHintState.Enabled });
        await run.Query(BasicConnect.NetworkIdleHint);
        await run.Set(BasicConnect.EmergencyMode, new EmergencyMode { State = EmergencyModeState.On });
        await run.Query(BasicConnect.EmergencyMode);
        await run.Query(MsBasicConnectExtensions.BaseStationsInfo, new BaseStationsQuery { MaxGsmCount = 15, MaxUmtsCount = 15, MaxTdscdmaCount = 15, MaxLteCount = 15, MaxCdmaCount = 15, MaxNrCount = 15 });
        await run.Query(MsBasicConnectExtensions.LocationInfoStatus);
        await run.Query(MsBasicConnectExtensions.ModemLoggingConfig);
        await run.Set(MsBasicConnectExtensions.ModemLoggingConfig, new ModemLoggingConfig { Version = 1, MaxSegmentSize = 2, MaxFlushTime = 50, LevelConfig = ModemLoggingLevel.LabLow });
        await run.Set(Dss.Connect, new SetDssConnect { DeviceServiceId = group.Modem.Profile.DeviceServices.Services[0].Id, DssSessionId = 3, DssLinkState = DssLinkState.Activate });
        await group.InvokeAsync(modem => modem.SetSignal(5));
        await UseServicesAsync(run, group);
        await run.Query(BasicConnect.RadioState);
        await run.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off });
        await group.InvokeAsync(modem => modem.EjectSim());
        await run.Query(BasicConnect.SubscriberReadyStatus);
        run.Clock.Advance(TimeSpan.FromSeconds(10));
        await run.TakeNotificationsUntilAsync((uint)BasicConnectCid.SubscriberReadyStatus, (byte)SubscriberReadyState.SimNotInserted);
        await run.Set(MsBasicConnectExtensions.DeviceReset, default);
        await group.ChangeAsync(ModemChange.Of("recover"));
        await run.Set(IntelFirmwareUpdate.ModemReboot, default);
    }

    private static async Task UseServicesAsync(Run run, ModemGroup group)
    {
        await run.Query(MsSar.Config);
        await run.Set(MsSar.Config, new SetSarConfig { Mode = SarControlMode.OS, BackoffState = SarBackoffState.Enabled, ConfigStates = [new() { AntennaIndex = SarConfigState.AllAntennas, BackoffIndex = 3 }] });
        await run.Query(MsSar.TransmissionStatus);
        await run.Set(MsSar.TransmissionStatus, new SetTransmissionStatus { ChannelNotification = TransmissionNotification.Enabled, HysteresisTimer = 1 });
        await group.ChangeAsync(ModemChange.Of("transmit", ["on"]));
        await run.Query(MsVoiceExtensions.Nitz);
        await run.Query(IntelThermalRf.Rfim);
        await run.Set(IntelThermalRf.Rfim, new SetRfim { ActivationState = 1 });
        await run.Query(Atds.Signal);
        await run.Query(Atds.Location);
        await run.Query(Atds.Operators);
        await run.Query(Atds.Rat);
        await run.Set(Atds.Rat, default);
        await run.Query(Multicarrier.Capabilities);
        await run.Query(Multicarrier.LocationInfo);
        await run.Set(Multicarrier.LocationInfo, new HostLocation { Country = 94 });
        await run.Query(Multicarrier.CurrentCidList, new CurrentCidListQuery { DeviceServiceId = BasicConnect.Id });
        await run.Query(MsFirmwareId.Get);
        await run.Query(MsBasicConnectExtensions.ModemConfiguration);
        await run.Query(MsBasicConnectExtensions.RegistrationParameters);
        await run.Set(MsBasicConnectExtensions.RegistrationParameters, new RegistrationParametersInfo { LadnInfo = LadnInfo.Requested, UnnamedIes = [new Tlv(TlvType.WcharStr, [.. new byte[200]])] });
        await group.ChangeAsync(ModemChange.Of("host-sleeps"));
        await group.ChangeAsync(ModemChange.Of("emergency", ["off"]));
        await run.Query(MsBasicConnectExtensions.WakeReason);
        await run.Set(MsHostShutdown.PreShutdown, default);
        await run.Set(MsHostShutdown.Notify, default);
    }

    private static async Task UseCardAsync(Run run)
    {
        MbimArray<byte> usim = [0xA0, 0x00, 0x00, 0x00, 0x87, 0x10, 0x02];
        await run.Query(MsBasicConnectExtensions.PinEx, new PinApp { AppId = usim });
        await run.Set(MsBasicConnectExtensions.PinEx, new SetPinEx { PinType = PinTypeEx.Pin1, PinOperation = PinOperation.Enter, Pin = "1234", AppId = usim });
        await run.Query(MsUiccLowLevelAccess.Atr);
        await run.Set(MsUiccLowLevelAccess.OpenChannel, new SetUiccOpenChannel { AppId = usim, SelectP2Arg = 4, ChannelGroup = 1 });
        await run.Set(MsUiccLowLevelAccess.Apdu, new SetUiccApdu { Channel = 1, Command = [0x00, 0xA4, 0x08, 0x04, 0x04, 0x7F, 0xFF, 0x6F, 0x07] });
        await run.Set(MsUiccLowLevelAccess.CloseChannel, new SetUiccCloseChannel { ChannelGroup = 1 });
        await run.Query(MsUiccLowLevelAccess.ApplicationList);
        await run.Query(MsUiccLowLevelAccess.FileStatus, new UiccFilePath { AppId = usim, FilePath = [0x7F, 0xFF, 0x6F, 0x60] });
        await run.Query(MsUiccLowLevelAccess.ReadBinary, new UiccAccessBinary { AppId = usim, FilePath = [0x7F, 0xFF, 0x6F, 0x60], NumberOfBytes = 400 });
        await run.Query(MsUiccLowLevelAccess.ReadRecord, new UiccAccessRecord { FilePath = [0x3F, 0x00, 0x2F, 0x00], RecordNumber = 1 });
        await run.Set(MsUiccLowLevelAccess.TerminalCapability, new TerminalCapabilityInfo { CapabilityList = [new TerminalCapabilityObject { Data = [0x81, 0x01, 0x00] }] });
        await run.Query(MsUiccLowLevelAccess.TerminalCapability);
        await run.Query(MsUiccLowLevelAccess.Reset);
        await run.Set(MsUiccLowLevelAccess.Reset, new SetUiccReset { PassThroughAction = UiccPassThroughAction.Disable });
        run.Clock.Advance(TimeSpan.FromSeconds(2));
        await run.Set(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, PinOperation = PinOperation.Enter, Pin = "1234" });
        run.Clock.Advance(TimeSpan.FromSeconds(2));
        var challenge = new AuthenticationVector(new Milenage(new SimKeysProfile().K.AsSpan(), new SimKeysProfile().Opc.AsSpan()), new byte[16], 64, 0x8000);
        await run.Query(Auth.Aka, new AuthAkaQuery { Rand = [.. challenge.Rand.Span], Autn = [.. challenge.Autn.Span] });
        challenge = new AuthenticationVector(new Milenage(new SimKeysProfile().K.AsSpan(), new SimKeysProfile().Opc.AsSpan()), new byte[16], 96, 0x8000);
        await run.Query(Auth.Akap, new AuthAkapQuery { Rand = [.. challenge.Rand.Span], Autn = [.. challenge.Autn.Span], NetworkName = "WLAN" });
        await run.Query(Auth.Sim, new AuthSimQuery { Rand1 = [.. new byte[16]], Rand2 = [.. new byte[16]], Rand3 = [.. new byte[16]], N = 2 });
    }

    private static string NameOf(MbimCid cid, BufferKind kind) => $"{MbimServices.Find(cid.Service)!.Name} {cid} {kind}";

    private sealed class Run
    {
        public VirtualClock Clock { get; } = new();

        public MbimDevice Device { get; set; } = null!;

        public MbimExVersion Version { get; init; }

        public List<string> Said { get; } = [];

        public HashSet<string> Used { get; } = [];

        public int Largest { get; set; }

        public Task Query<TSet, TResponse>(MbimCid<EmptyBuffer, TSet, TResponse> cid)
            where TSet : IInformationBuffer<TSet>
            where TResponse : IInformationBuffer<TResponse> => Say(cid, BufferKind.Query, Device.QueryAsync(cid));

        public async Task Query<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, TQuery query, bool negotiates = false)
            where TQuery : IInformationBuffer<TQuery>
            where TSet : IInformationBuffer<TSet>
            where TResponse : IInformationBuffer<TResponse>
        {
            if (negotiates)
            {
                Used.Add(NameOf(cid, BufferKind.Query));
                await Device.NegotiateVersionAsync();
                return;
            }

            await Say(cid, BufferKind.Query, Device.QueryAsync(cid, query));
        }

        public Task Set<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, TSet value)
            where TQuery : IInformationBuffer<TQuery>
            where TSet : IInformationBuffer<TSet>
            where TResponse : IInformationBuffer<TResponse> => Say(cid, BufferKind.Set, Device.SetAsync(cid, value));

        public async Task TakeNotificationsUntilAsync(uint lastCid, byte lastState)
        {
            await foreach (var notification in Device.Notifications)
            {
                var cid = MbimServices.Find(notification.DeviceServiceId, notification.Cid)!;
                Used.Add(NameOf(cid, BufferKind.Notification));
                Said.Add($"{cid} {Convert.ToHexString(notification.InformationBuffer.Span)}");
                if (cid.Number == lastCid && notification.InformationBuffer.Span[0] == lastState)
                {
                    return;
                }
            }
        }

        private async Task Say<T>(MbimCid cid, BufferKind kind, Task<T> answer)
        {
            if (cid.Since > Version)
            {
                var refused = answer.ContinueWith(done => done.Exception?.InnerException as MbimStatusException, TaskScheduler.Default);
                await Clock.AdvanceUntil(refused);
                Assert.That((await refused)?.Status, Is.EqualTo(MbimStatus.NoDeviceSupport), NameOf(cid, kind));
                return;
            }

            // From timer to timer, and never while the client has something under way: the same times in every run.
            await Clock.AdvanceUntil(answer);
            Used.Add(NameOf(cid, kind));
            Said.Add($"{cid} {kind} {await answer}");
        }
    }
}
