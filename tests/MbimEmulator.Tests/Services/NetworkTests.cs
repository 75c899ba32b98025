using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Services;

public class NetworkTests
{
    private static readonly SetPacketService Attach = new() { PacketServiceAction = PacketServiceAction.Attach };
    private static readonly SetPacketService Detach = new() { PacketServiceAction = PacketServiceAction.Detach };
    private static readonly ModemProfile Unattached = new() { Network = new() { AutomaticAttach = false } };

    [Test]
    public void The_modem_registers_at_home_and_attaches_by_itself_on_time()
    {
        var bench = new ModemBench();
        bench.Advance(300);
        Assert.That(bench.Transcript.Skip(1), Is.EqualTo(new[]
        {
            "SUBSCRIBER_READY_STATUS Initialized", "REGISTER_STATE Searching", "REGISTER_STATE Home 00101", "PACKET_SERVICE Attached",
        }));
        Assert.That(bench.Query(BasicConnect.RegisterState).Success, Is.EqualTo(new RegistrationStateInfo
        {
            RegisterState = RegisterState.Home,
            RegisterMode = RegisterMode.Automatic,
            AvailableDataClasses = DataClass.Lte,
            CurrentCellularClass = CellularClass.Gsm,
            ProviderId = "00101",
            ProviderName = "Emulated Home",
            RegistrationFlag = RegistrationFlags.PacketServiceAutomaticAttach,
        }));
        Assert.That(bench.Query(BasicConnect.PacketService).Success, Is.EqualTo(new PacketServiceInfo
        {
            PacketServiceState = PacketServiceState.Attached,
            HighestAvailableDataClass = DataClassV3.Lte,
            UplinkSpeed = 50_000_000,
            DownlinkSpeed = 150_000_000,
        }));
    }

    [TestCase(49, RegisterState.Deregistered, PacketServiceState.Detached)]
    [TestCase(50, RegisterState.Searching, PacketServiceState.Detached)]
    [TestCase(249, RegisterState.Searching, PacketServiceState.Detached)]
    [TestCase(250, RegisterState.Home, PacketServiceState.Attaching)]
    [TestCase(299, RegisterState.Home, PacketServiceState.Attaching)]
    [TestCase(300, RegisterState.Home, PacketServiceState.Attached)]
    public void Each_step_takes_its_time(int milliseconds, RegisterState registered, PacketServiceState attached)
    {
        var bench = new ModemBench();
        bench.Advance(milliseconds);
        Assert.That((bench.Modem.RegistrationState.RegisterState, bench.Modem.PacketService.PacketServiceState), Is.EqualTo((registered, attached)));
    }

    [Test]
    public void Jitter_makes_steps_longer_and_the_same_for_the_same_seed()
    {
        var profile = new ModemProfile { Timings = new() { Jitter = 100 } };
        var first = Registered(profile);
        Assert.That(first, Is.GreaterThan(250).And.LessThanOrEqualTo(500));
        Assert.That(Registered(profile), Is.EqualTo(first));

        static int Registered(ModemProfile profile)
        {
            var bench = new ModemBench(profile);
            var milliseconds = 0;
            for (; bench.Modem.RegistrationState.RegisterState != RegisterState.Home; milliseconds++)
            {
                bench.Advance(1);
            }

            return milliseconds;
        }
    }

    [Test]
    public void Automatic_registration_of_a_registered_modem_succeeds_at_once()
    {
        var bench = ModemBench.Ready();
        Assert.That(bench.Set(BasicConnect.RegisterState, new SetRegisterState()).Success.RegisterState, Is.EqualTo(RegisterState.Home));
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "REGISTER_STATE done Success" }));
    }

    [Test]
    public void Automatic_registration_of_a_searching_modem_waits_for_what_it_finds()
    {
        var bench = new ModemBench();
        bench.Advance(150);
        var reply = bench.Set(BasicConnect.RegisterState, new SetRegisterState());
        bench.Set(BasicConnect.RegisterState, new SetRegisterState()).AssertRefusedWhole(MbimStatus.Busy);
        bench.Advance(99);
        Assert.That(reply.Status, Is.Null);
        bench.Advance(1);
        Assert.That(reply.Success.RegisterState, Is.EqualTo(RegisterState.Home));
    }

    [Test]
    public void Manual_registration_takes_everything_down_and_goes_to_the_provider()
    {
        var bench = ModemBench.Ready();
        bench.Connect();
        bench.Transcript.Clear();
        var info = Manual(bench, "00103").Success;
        Assert.That((info.RegisterState, info.RegisterMode, info.RoamingText), Is.EqualTo((RegisterState.Roaming, RegisterMode.Manual, "Roaming")));
        Assert.That(bench.Transcript, Is.EqualTo(new[]
        {
            "CONNECT 0 Deactivated 0", "PACKET_SERVICE Detached", "REGISTER_STATE Searching", "REGISTER_STATE done Success", "REGISTER_STATE Roaming 00103",
            "PACKET_SERVICE Attached",
        }));
        Assert.That(Manual(bench, "00102").Success.RegisterState, Is.EqualTo(RegisterState.Partner));
        Assert.That(bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState()).Success.RegisterState, Is.EqualTo(RegisterState.Home));
    }

    [Test]
    public void Manual_registration_where_the_modem_is_changes_the_mode_alone()
    {
        var bench = ModemBench.Ready();
        Assert.That(bench.Set(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = RegisterAction.Manual, ProviderId = "00101" }).Success.RegisterMode, Is.EqualTo(RegisterMode.Manual));
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "REGISTER_STATE done Success", "REGISTER_STATE Home 00101" }));
    }

    [Test]
    public void What_cannot_be_registered_at_says_why()
    {
        var bench = ModemBench.Ready();
        Manual(bench, "99999").AssertRefusedWhole(MbimStatus.ProviderNotVisible);
        Manual(bench, "1").AssertRefused(MbimStatus.InvalidParameters);
        Manual(bench, "").AssertRefused(MbimStatus.InvalidParameters);
        bench.Set(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = (RegisterAction)2 }).AssertRefused(MbimStatus.InvalidParameters);
        bench.Set(BasicConnect.RegisterState, new SetRegisterState { DataClass = DataClass.OneXRtt }).AssertRefusedWhole(MbimStatus.DataClassNotAvailable);
        var info = Manual(bench, "00104").AssertRefusedWhole(MbimStatus.Failure);
        Assert.That((info.RegisterState, info.NwError), Is.EqualTo((RegisterState.Denied, NwError.PlmnNotAllowed)));
    }

    [Test]
    public void Without_the_capability_there_is_no_manual_registration()
    {
        var bench = ModemBench.Ready(new ModemProfile { Capabilities = new() { ControlCaps = ControlCaps.None } });
        Manual(bench, "00103").AssertRefusedWhole(MbimStatus.NoDeviceSupport);
        Assert.That(bench.Modem.RegistrationState.RegistrationFlag, Is.EqualTo(RegistrationFlags.ManualSelectionNotAvailable | RegistrationFlags.PacketServiceAutomaticAttach));
    }

    [Test]
    public void With_the_radio_off_nothing_registers_attaches_or_scans()
    {
        var bench = ModemBench.Ready();
        bench.Do(modem => modem.SetHardwareRadio(RadioSwitchState.Off));
        Manual(bench, "00103").AssertRefusedWhole(MbimStatus.RadioPowerOff);
        bench.SetAndWait(BasicConnect.PacketService, Attach).AssertRefusedWhole(MbimStatus.RadioPowerOff);
        Scan(bench).AssertRefused(MbimStatus.RadioPowerOff);
    }

    [Test]
    public void Radio_off_while_registering_and_scanning_ends_both_with_its_reason()
    {
        var bench = new ModemBench();
        bench.Advance(100);
        var registering = bench.Set(BasicConnect.RegisterState, new SetRegisterState());
        var scanning = bench.Query(BasicConnect.VisibleProviders);
        bench.Transcript.Clear();
        bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off });
        Assert.That(registering.AssertRefusedWhole(MbimStatus.RadioPowerOff).RegisterState, Is.EqualTo(RegisterState.Deregistered));
        scanning.AssertRefused(MbimStatus.RadioPowerOff);
        Assert.That(bench.Transcript, Is.EqualTo(new[]
        {
            "RADIO_STATE done Success", "VISIBLE_PROVIDERS done RadioPowerOff", "REGISTER_STATE done RadioPowerOff", "REGISTER_STATE Deregistered",
            "SIGNAL_STATE 99 99", "RADIO_STATE On Off",
        }));
        bench.Advance(1000);
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Deregistered));
    }

    [Test]
    public void Nobody_on_the_air_leaves_the_modem_searching()
    {
        var bench = new ModemBench(new ModemProfile { Network = new() { Providers = [] } });
        bench.Advance(100);
        var info = bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState()).AssertRefusedWhole(MbimStatus.ProvidersNotFound);
        Assert.That(info.RegisterState, Is.EqualTo(RegisterState.Searching));
        Scan(bench).AssertRefused(MbimStatus.ProvidersNotFound);
    }

    [Test]
    public void Away_from_home_the_preferred_provider_comes_before_a_partner_and_a_partner_before_any_other()
    {
        ProviderProfile partner = new() { Id = "00102", Name = "p", Kind = ProviderKind.Partner };
        ProviderProfile other = new() { Id = "00103", Name = "o" };
        ProviderProfile forbidden = new() { Id = "00104", Name = "f", Kind = ProviderKind.Forbidden };
        Assert.That(Registered([forbidden, other, partner], []), Is.EqualTo("Partner 00102"));
        Assert.That(Registered([forbidden, other, partner], [other]), Is.EqualTo("Roaming 00103"));
        Assert.That(Registered([forbidden], []), Is.EqualTo("Denied"));

        static string Registered(MbimArray<ProviderProfile> onAir, MbimArray<ProviderProfile> preferred)
        {
            var bench = new ModemBench(new ModemProfile { Sim = new() { PreferredProviders = preferred }, Network = new() { Providers = onAir } });
            bench.Advance(1000);
            var info = bench.Modem.RegistrationState;
            return $"{info.RegisterState} {info.ProviderId}".TrimEnd();
        }
    }

    [Test]
    public void The_host_attaches_and_detaches()
    {
        var bench = new ModemBench(Unattached);
        bench.Advance(1000);
        bench.Transcript.Clear();
        Assert.That(bench.Query(BasicConnect.PacketService).Success, Is.EqualTo(new PacketServiceInfo { PacketServiceState = PacketServiceState.Detached }));
        var first = bench.Set(BasicConnect.PacketService, Attach);
        var second = bench.Set(BasicConnect.PacketService, Attach);
        Assert.That(bench.Query(BasicConnect.PacketService).Success.PacketServiceState, Is.EqualTo(PacketServiceState.Attaching));
        bench.Transcript.Clear();
        bench.Advance(50);
        Assert.That(first.Success.PacketServiceState, Is.EqualTo(PacketServiceState.Attached));
        Assert.That(second.Success, Is.EqualTo(first.Success));
        Assert.That(bench.Set(BasicConnect.PacketService, Attach).Success.PacketServiceState, Is.EqualTo(PacketServiceState.Attached));
        var detaching = bench.Set(BasicConnect.PacketService, Detach);
        bench.Set(BasicConnect.PacketService, Attach).AssertRefusedWhole(MbimStatus.Busy);
        bench.Advance(50);
        Assert.That(detaching.Success.PacketServiceState, Is.EqualTo(PacketServiceState.Detached));
        Assert.That(bench.Set(BasicConnect.PacketService, Detach).Success.PacketServiceState, Is.EqualTo(PacketServiceState.Detached));
        bench.Set(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = (PacketServiceAction)2 }).AssertRefused(MbimStatus.InvalidParameters);
    }

    [Test]
    public void Detaching_takes_the_contexts_down_first()
    {
        var bench = ModemBench.Ready();
        bench.Connect(0);
        bench.Connect(3);
        bench.Transcript.Clear();
        bench.SetAndWait(BasicConnect.PacketService, Detach);
        Assert.That(bench.Transcript, Is.EqualTo(new[]
        {
            "CONNECT 0 Deactivated 0", "CONNECT 3 Deactivated 0", "PACKET_SERVICE done Success", "PACKET_SERVICE Detached",
        }));
    }

    [Test]
    public void Detaching_while_attaching_ends_the_attachment()
    {
        var bench = new ModemBench(Unattached);
        bench.Advance(1000);
        var attaching = bench.Set(BasicConnect.PacketService, Attach);
        Assert.That(bench.Set(BasicConnect.PacketService, Detach).Success.PacketServiceState, Is.EqualTo(PacketServiceState.Detached));
        attaching.AssertRefusedWhole(MbimStatus.Failure);
        bench.Advance(1000);
        Assert.That(bench.Modem.PacketService.PacketServiceState, Is.EqualTo(PacketServiceState.Detached));
    }

    [Test]
    public void After_the_host_detached_the_next_registration_attaches_again()
    {
        var bench = ModemBench.Ready();
        bench.SetAndWait(BasicConnect.PacketService, Detach);
        bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState());
        Assert.That(bench.Modem.PacketService.PacketServiceState, Is.EqualTo(PacketServiceState.Detached));
        bench.Do(modem => modem.LoseCoverage());
        bench.Do(modem => modem.RegainCoverage());
        bench.Advance(1000);
        Assert.That(bench.Modem.PacketService.PacketServiceState, Is.EqualTo(PacketServiceState.Attached));
    }

    [Test]
    public void A_scan_needs_no_sim()
    {
        var bench = new ModemBench(ModemProfile.Load("no-sim"));
        Assert.That(Scan(bench).Success.Providers.Count, Is.EqualTo(4));
    }

    [Test]
    public void A_sim_pulled_while_registering_ends_it_with_its_reason()
    {
        var bench = new ModemBench();
        bench.Advance(100);
        var registering = bench.Set(BasicConnect.RegisterState, new SetRegisterState());
        bench.Do(modem => modem.EjectSim());
        Assert.That(registering.AssertRefusedWhole(MbimStatus.SimNotInserted).RegisterState, Is.EqualTo(RegisterState.Deregistered));
    }

    [Test]
    public void Settings_outlive_power_and_close()
    {
        var bench = ModemBench.Ready();
        bench.Set(BasicConnect.PreferredProviders, new PreferredProviders());
        bench.Set(BasicConnect.SignalState, new SetSignalState { RssiThreshold = 9 });
        bench.Close();
        bench.Open();
        bench.Do(modem => modem.PowerCycle());
        bench.Reconnect();
        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.PreferredProviders).Success.Providers, Is.Empty);
        Assert.That(bench.Query(BasicConnect.SignalState).Success.RssiThreshold, Is.EqualTo(9));
    }

    [Test]
    public void Attaching_needs_a_registration()
    {
        var bench = new ModemBench();
        bench.Advance(100);
        bench.Set(BasicConnect.PacketService, Attach).AssertRefusedWhole(MbimStatus.NotRegistered);
    }

    [Test]
    public void Data_class_5g_is_told_in_the_words_of_each_version()
    {
        ModemProfile profile = new()
        {
            Capabilities = new() { DataClass = DataClass.Lte | DataClass.FiveGNsa },
            Network = new() { DataClass = DataClass.Lte | DataClass.FiveGNsa },
        };
        var newest = ModemBench.Ready(profile, MbimExVersion.V3).Query(BasicConnect.PacketService).Success;
        Assert.That((newest.HighestAvailableDataClass, newest.DataSubclass), Is.EqualTo((DataClassV3.FiveG, DataSubclass.FiveGEndc)));
        var info = ModemBench.Ready(profile, MbimExVersion.V2).Query(BasicConnect.RegisterState).Success;
        Assert.That(info.AvailableDataClasses, Is.EqualTo(DataClass.Lte | DataClass.FiveGNsa));
    }

    private static Reply<RegistrationStateInfo> Manual(ModemBench bench, string providerId) =>
        bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = RegisterAction.Manual, ProviderId = providerId });

    private static Reply<VisibleProviders> Scan(ModemBench bench)
    {
        var reply = bench.Query(BasicConnect.VisibleProviders);
        bench.Advance(1000);
        return reply;
    }
}
