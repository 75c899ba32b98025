using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Services;

/// <summary>LTE_ATTACH_CONFIGURATION and LTE_ATTACH_INFO of MS Basic Connect Extensions (Microsoft, "MB LTE Attach Operations").</summary>
public sealed class LteAttachTests
{
    private const string Attach = "MS Basic Connect Extensions 4 ";

    private static readonly ModemProfile Profile = ModemProfile.Parse("p", """
        lteAttach:
          factory:
            - { provider: "00101", roaming: home, accessString: lte, ipType: ipv4v6, userName: u, password: p, authProtocol: chap, compression: enable }
            - { provider: "00101", roaming: partner, accessString: lte.partner, ipType: ipv4, source: operator }
            - { provider: "00199", roaming: nonPartner, accessString: other }
          accessString: given
        """);

    private static readonly LteAttachConfiguration Home = new()
    {
        IpType = ContextIpType.IPv4v6,
        Source = ContextSource.Modem,
        AccessString = "lte",
        UserName = "u",
        Password = "p",
        Compression = Compression.Enable,
        AuthProtocol = AuthProtocol.Chap,
    };

    private static readonly LteAttachConfiguration Partner = new()
    {
        Roaming = LteAttachContextRoamingControl.Partner,
        Source = ContextSource.Operator,
        IpType = ContextIpType.IPv4,
        AccessString = "lte.partner",
    };

    private static readonly LteAttachConfiguration NonPartner = new() { Roaming = LteAttachContextRoamingControl.NonPartner, Source = ContextSource.Modem };

    private static readonly LteAttachConfiguration Own = new() { IpType = ContextIpType.IPv6, Source = ContextSource.Admin, AccessString = "own", UserName = "a", Password = "b" };

    private static SetLteAttachConfiguration Three(string accessString) => new()
    {
        Configurations = [NonPartner with { AccessString = accessString + ".far" }, Own with { AccessString = accessString }, Partner with { AccessString = accessString + ".near" }],
    };

    [Test]
    public void The_factory_has_contexts_for_the_SIMs_home_provider()
    {
        var bench = ModemBench.Ready(Profile);
        Assert.That(Configurations(bench), Is.EqualTo(new[] { Home, Partner, NonPartner }));
    }

    [Test]
    public void A_SIM_of_another_home_provider_has_that_ones()
    {
        var bench = ModemBench.Ready(Profile);
        bench.Do(modem => modem.InsertSim(ModemProfile.Parse("p", """
            sim: { iccId: "89882110000000000099", subscriberId: "001990123456789", files: { files: { usim/6fd9: 00f199ffffffffffffffffff } } }
            """).Sim));
        bench.Advance(1000);
        Assert.That(Configurations(bench).Select(context => context.AccessString), Is.EqualTo(new[] { "", "", "other" }));
        Assert.That(Info(bench).AccessString, Is.EqualTo("given"), "at a partner's network");
        bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = RegisterAction.Manual, ProviderId = "00103" });
        Assert.That(Info(bench).AccessString, Is.EqualTo("other"));
    }

    [Test]
    public void A_SIM_without_configuration_has_three_empty_access_strings()
    {
        Assert.That(Configurations(ModemBench.Ready()), Is.EqualTo(new[]
        {
            new LteAttachConfiguration { Source = ContextSource.Modem },
            new LteAttachConfiguration { Source = ContextSource.Modem, Roaming = LteAttachContextRoamingControl.Partner },
            NonPartner,
        }));
    }

    [Test]
    public void A_set_replaces_all_three_and_their_order_does_not_matter()
    {
        var bench = ModemBench.Ready(Profile);
        var expected = new[] { Own with { AccessString = "x" }, Partner with { AccessString = "x.near" }, NonPartner with { AccessString = "x.far" } };
        Assert.That(bench.Set(MsBasicConnectExtensions.LteAttachConfiguration, Three("x")).Success.Configurations, Is.EqualTo(expected));
        Assert.That(Configurations(bench), Is.EqualTo(expected));
    }

    [Test]
    public void A_set_that_has_not_exactly_three_sound_contexts_is_refused()
    {
        var bench = ModemBench.Ready(Profile);
        MbimArray<LteAttachConfiguration>[] wrong =
        [
            [], [Own], [Own, Partner], [Own, Partner, NonPartner, Own], [Own, Partner, Partner], [Own, Partner, NonPartner with { Roaming = (LteAttachContextRoamingControl)3 }],
            [Own with { IpType = (ContextIpType)5 }, Partner, NonPartner], [Own with { Source = (ContextSource)5 }, Partner, NonPartner],
            [Own with { Compression = (Compression)2 }, Partner, NonPartner], [Own with { AuthProtocol = (AuthProtocol)4 }, Partner, NonPartner],
            [Own with { AccessString = new string('x', 101) }, Partner, NonPartner], [Own with { UserName = new string('x', 256) }, Partner, NonPartner],
            [Own with { Password = new string('x', 256) }, Partner, NonPartner],
        ];
        foreach (var contexts in wrong)
        {
            bench.Set(MsBasicConnectExtensions.LteAttachConfiguration, new SetLteAttachConfiguration { Configurations = contexts }).AssertRefused(MbimStatus.InvalidParameters);
        }

        bench.Set(MsBasicConnectExtensions.LteAttachConfiguration, Three("x") with { Operation = (LteAttachContextOperation)2 }).AssertRefused(MbimStatus.InvalidParameters);
        Assert.That(Configurations(bench), Is.EqualTo(new[] { Home, Partner, NonPartner }));
        Assert.That(bench.Modem.PacketService.PacketServiceState, Is.EqualTo(PacketServiceState.Attached), "nothing is done");
    }

    [TestCase("0100000003000000", Description = "three contexts that are not there")]
    [TestCase("01000000")]
    [TestCase("0100000001000000ffffff7fffffffff")]
    public void To_restore_the_factorys_contexts_the_rest_of_the_set_does_not_matter(string buffer)
    {
        var bench = Subscribed(Profile);
        bench.Set(MsBasicConnectExtensions.LteAttachConfiguration, Three("x"));
        bench.Advance(1000);
        bench.Transcript.Clear();
        Assert.That(Restore(bench, buffer), Is.EqualTo(MbimStatus.Success));
        Assert.That(Configurations(bench), Is.EqualTo(new[] { Home, Partner, NonPartner }));
        Assert.That(bench.Transcript[0], Does.StartWith("MS Basic Connect Extensions 3 "), "the notification leaves with the answer");
        bench.Advance(1000);
        Assert.That(Info(bench).AccessString, Is.EqualTo("lte"));
        bench.Transcript.Clear();
        Restore(bench, buffer);
        bench.Advance(1000);
        Assert.That(bench.Transcript.Where(line => !line.Contains("done")), Is.Empty, "the modem attaches with the same as before");
        Assert.That(bench.Raw(MsBasicConnectExtensions.Id, 3, MbimCommandType.Set, [0, 0, 0, 0, 3, 0, 0, 0], out _), Is.EqualTo(MbimStatus.InvalidParameters));
    }

    [Test]
    public void What_was_set_outlives_power_but_not_another_SIM()
    {
        var bench = ModemBench.Ready(Profile);
        Assert.That(bench.Modem.TakeSnapshot().Parts.Select(part => part.Section.Name), Does.Not.Contain("lteAttachContexts"), "the factory's are not kept");
        bench.Set(MsBasicConnectExtensions.LteAttachConfiguration, Three("x"));
        var kept = ModemSnapshots.Parse(
            "s", ModemSnapshots.ToJson(new Dictionary<string, ModemSnapshot> { ["m"] = bench.Modem.TakeSnapshot() }), new Dictionary<string, string>())["m"];
        bench = new ModemBench(Profile, snapshot: kept);
        bench.Advance(1000);
        Assert.That(Configurations(bench)[0], Is.EqualTo(Own with { AccessString = "x" }));
        Assert.That(Info(bench).AccessString, Is.EqualTo("x"));
        bench.Do(modem => modem.EjectSim());
        bench.Do(modem => modem.InsertSim());
        bench.Advance(1000);
        Assert.That(Configurations(bench)[0].AccessString, Is.EqualTo("x"), "the same SIM");
        bench.Do(modem => modem.InsertSim(new SimProfile { IccId = "89882110000000000099" }));
        bench.Advance(1000);
        Assert.That(Configurations(bench)[0], Is.EqualTo(Home));
        Assert.That(Info(bench).AccessString, Is.EqualTo("lte"));
        bench.Do(modem => modem.InsertSim(Profile.Sim));
        bench.Advance(1000);
        Assert.That(Configurations(bench)[0], Is.EqualTo(Home), "the first SIM again, with the factory's contexts");
    }

    [TestCase("no-sim", MbimStatus.SimNotInserted)]
    [TestCase("sim-pin", MbimStatus.PinRequired)]
    public void Without_the_subscriber_contexts_are_neither_told_nor_set(string profile, MbimStatus status)
    {
        var bench = new ModemBench(ModemProfile.Load(profile));
        bench.Advance(1000);
        bench.Query(MsBasicConnectExtensions.LteAttachConfiguration).AssertRefused(status);
        bench.Set(MsBasicConnectExtensions.LteAttachConfiguration, Three("x")).AssertRefused(status);
        Assert.That(Info(bench), Is.EqualTo(new LteAttachInfo()));
    }

    [Test]
    public void A_set_has_the_modem_detach_and_attach_again()
    {
        var bench = Subscribed(Profile);
        bench.Connect(accessString: "internet");
        bench.Transcript.Clear();
        bench.Set(MsBasicConnectExtensions.LteAttachConfiguration, Three("x"));
        bench.Advance(1000);
        Assert.That(bench.Transcript.Select(Shorten), Is.EqualTo(new[]
        {
            "LTE_ATTACH_CONFIGURATION done Success", "MS Basic Connect Extensions 3", "CONNECT 0 Deactivated 0", "PACKET_SERVICE Detached", Attach + "00",
            Attach + "01", "PACKET_SERVICE Attached",
        }));
        Assert.That(Info(bench), Is.EqualTo(new LteAttachInfo { LteAttachState = LteAttachState.Attached, IpType = ContextIpType.IPv6, AccessString = "x", UserName = "a", Password = "b" }));

        string Shorten(string line) => line.StartsWith(Attach, StringComparison.Ordinal) ? line[..(Attach.Length + 2)] : line.StartsWith("MS ", StringComparison.Ordinal) ? line[..29] : line;
    }

    [Test]
    public void A_host_that_detaches_meanwhile_stays_detached()
    {
        var bench = ModemBench.Ready(Profile);
        bench.Set(MsBasicConnectExtensions.LteAttachConfiguration, Three("x"));
        var detach = bench.SetAndWait(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Detach });
        Assert.That(detach.Success.PacketServiceState, Is.EqualTo(PacketServiceState.Detached));
        bench.Set(MsBasicConnectExtensions.LteAttachConfiguration, Three("y"));
        bench.Advance(1000);
        Assert.That(bench.Modem.PacketService.PacketServiceState, Is.EqualTo(PacketServiceState.Detached));
    }

    [Test]
    public void The_operators_contexts_are_told_and_wait_for_the_next_attach()
    {
        var bench = Subscribed(Profile);
        bench.Change("attach-context", "home", "ota");
        Assert.That(bench.Transcript, Has.Count.EqualTo(1).And.All.StartsWith("MS Basic Connect Extensions 3 "));
        Assert.That(Configurations(bench), Is.EqualTo(new[] { new LteAttachConfiguration { Source = ContextSource.Operator, AccessString = "ota" }, Partner, NonPartner }));
        Assert.That(Info(bench).AccessString, Is.EqualTo("lte"));
        bench.Change("attach-context", "partner");
        Assert.That(Configurations(bench)[1], Is.EqualTo(new LteAttachConfiguration { Roaming = LteAttachContextRoamingControl.Partner, Source = ContextSource.Operator }));
        bench.Do(modem => modem.PowerCycle());
        bench.Reconnect();
        bench.Advance(1000);
        Assert.That(Info(bench).AccessString, Is.EqualTo("ota"));
        Assert.That(() => bench.Change("attach-context", "abroad"), Throws.ArgumentException);
        Assert.That(() => bench.Change("attach-context", "home", new string('x', 101)), Throws.ArgumentException);
    }

    [TestCase("00101", "", "lte", "u")]
    [TestCase("00101", "visited", "lte", "u", Description = "at home")]
    [TestCase("00102", "", "lte.partner", "")]
    [TestCase("00103", "", "given", "", Description = "the modem asks for none")]
    [TestCase("00103", "visited", "visited", "")]
    [TestCase("00102", "visited", "visited", "", Description = "the network decides")]
    public void The_bearer_is_of_the_roaming_condition_or_of_the_network(string provider, string visited, string accessString, string userName)
    {
        var bench = new ModemBench(Profile with { LteAttach = Profile.LteAttach with { RoamingAccessString = visited } });
        bench.Advance(1000);
        bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = RegisterAction.Manual, ProviderId = provider });
        Assert.That((Info(bench).LteAttachState, Info(bench).AccessString, Info(bench).UserName), Is.EqualTo((LteAttachState.Attached, accessString, userName)));
    }

    [TestCase(ContextIpType.Default, "both", ContextIpType.IPv4v6)]
    [TestCase(ContextIpType.IPv4, "both", ContextIpType.IPv4)]
    [TestCase(ContextIpType.IPv6, "both", ContextIpType.IPv6)]
    [TestCase(ContextIpType.IPv4v6, "both", ContextIpType.IPv4v6)]
    [TestCase(ContextIpType.IPv4AndIPv6, "both", ContextIpType.IPv4v6)]
    [TestCase(ContextIpType.Default, "ipv4", ContextIpType.IPv4)]
    [TestCase(ContextIpType.IPv4v6, "ipv6", ContextIpType.IPv6)]
    [TestCase(ContextIpType.IPv6, "ipv4", null)]
    [TestCase(ContextIpType.IPv4, "ipv6", null)]
    public void The_bearer_has_the_IP_types_that_the_network_allows(ContextIpType asked, string versions, ContextIpType? given)
    {
        var bench = ModemBench.Ready(Profile, MbimExVersion.V3);
        bench.Change("ip-versions", versions);
        SetHome(bench, Own with { IpType = asked });
        Assert.That(Info(bench), Is.EqualTo(given is { } type
            ? new LteAttachInfo { LteAttachState = LteAttachState.Attached, IpType = type, AccessString = "own", UserName = "a", Password = "b" }
            : new LteAttachInfo { NwError = versions == "ipv4" ? NwError.PdpTypeIPv4OnlyAllowed : NwError.PdpTypeIPv6OnlyAllowed }));
    }

    [TestCase(MbimExVersion.V1, NwError.None)]
    [TestCase(MbimExVersion.V2, NwError.None)]
    [TestCase(MbimExVersion.V3, NwError.RequestedServiceOptionNotSubscribed)]
    public void A_refused_attach_is_told_with_its_cause_since_MBIMEx_3(MbimExVersion version, NwError cause)
    {
        var bench = ModemBench.Ready(Profile, version);
        bench.Change("access-string", "own", "33");
        SetHome(bench, Own);
        Assert.That(Info(bench), Is.EqualTo(new LteAttachInfo { NwError = cause }));
        Assert.That(bench.Modem.PacketService.PacketServiceState, Is.EqualTo(PacketServiceState.Detached));
        Assert.That(bench.Modem.PacketService.NwError, Is.EqualTo(NwError.RequestedServiceOptionNotSubscribed));
        var again = bench.SetAndWait(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Attach });
        Assert.That(again.AssertRefusedWhole(MbimStatus.Failure).NwError, Is.EqualTo(NwError.RequestedServiceOptionNotSubscribed));
        SetHome(bench, Home);
        Assert.That(Info(bench).AccessString, Is.EqualTo("lte"), "another access string is tried at once");
    }

    [Test]
    public void Where_LTE_refuses_the_modem_an_older_network_takes_it()
    {
        var profile = Profile with { Network = Profile.Network with { DataClass = DataClass.Lte | DataClass.Umts } };
        var bench = ModemBench.Ready(profile);
        bench.Change("access-string", "own", "33");
        SetHome(bench, Own);
        Assert.That(Info(bench).LteAttachState, Is.EqualTo(LteAttachState.Detached));
        Assert.That(bench.Query(BasicConnect.PacketService).Success.HighestAvailableDataClass, Is.EqualTo(DataClassV3.Umts));
        Assert.That(bench.Connect().Success.ActivationState, Is.EqualTo(ActivationState.Activated));
        bench.Change("access-string", "own", "0");
        SetHome(bench, Own);
        Assert.That(Info(bench).AccessString, Is.EqualTo("own"));
        Assert.That(bench.Query(BasicConnect.PacketService).Success.HighestAvailableDataClass, Is.EqualTo(DataClassV3.Lte));
    }

    [Test]
    public void Without_LTE_there_is_no_attach()
    {
        var bench = ModemBench.Ready(Profile with { Network = Profile.Network with { DataClass = DataClass.Umts } });
        Assert.That(Info(bench), Is.EqualTo(new LteAttachInfo()));
        SetHome(bench, Own);
        Assert.That(bench.Transcript, Has.None.StartsWith("PACKET_SERVICE"));
    }

    [TestCase("detach")]
    [TestCase("lose-coverage")]
    [TestCase("radio")]
    [TestCase("eject-sim")]
    public void Whatever_ends_the_attachment_empties_the_access_string(string change)
    {
        var bench = Subscribed(Profile);
        bench.Change(change, change == "radio" ? ["off"] : change == "detach" ? ["11"] : []);
        Assert.That(Info(bench), Is.EqualTo(new LteAttachInfo()));
        Assert.That(bench.Transcript.Count(line => line.StartsWith(Attach, StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(bench.ReadStates("lteAttach"), Is.EqualTo("detached"));
    }

    // The page's table: IP type of the enabled PDP context within the modem; what is compatible with the requested IP types; what is not.
    [TestCase(ContextIpType.IPv4, new[] { ContextIpType.Default, ContextIpType.IPv4, ContextIpType.IPv4v6, ContextIpType.IPv4AndIPv6 }, new[] { ContextIpType.IPv6 })]
    [TestCase(ContextIpType.IPv6, new[] { ContextIpType.Default, ContextIpType.IPv6, ContextIpType.IPv4v6, ContextIpType.IPv4AndIPv6 }, new[] { ContextIpType.IPv4 })]
    [TestCase(ContextIpType.IPv4v6, new[] { ContextIpType.Default, ContextIpType.IPv4, ContextIpType.IPv6, ContextIpType.IPv4v6, ContextIpType.IPv4AndIPv6 }, new ContextIpType[0])]
    public void IP_type_compatibility(ContextIpType bearer, ContextIpType[] compatible, ContextIpType[] incompatible)
    {
        foreach (var asked in compatible.Concat(incompatible))
        {
            var bench = ModemBench.Ready(Profile);
            SetHome(bench, Own with { IpType = bearer });

            // Nothing but the bearer that is there can be had from now on.
            bench.Change("access-string", "own", "33");
            var connect = bench.Connect(accessString: "OWN", ipType: asked);
            if (incompatible.Contains(asked))
            {
                Assert.That(connect.AssertRefusedWhole(MbimStatus.Failure).NwError, Is.EqualTo(NwError.RequestedServiceOptionNotSubscribed), $"{asked}");
                continue;
            }

            var expected = asked == ContextIpType.IPv4AndIPv6 && bearer == ContextIpType.IPv4v6 ? asked
                : asked is ContextIpType.IPv4 or ContextIpType.IPv6 ? asked
                : bearer;
            Assert.That(connect.Success.IpType, Is.EqualTo(expected), $"{asked}");
            bench.Connect(1, "own", asked).AssertRefusedWhole(MbimStatus.Failure);
        }
    }

    [Test]
    public void The_bearer_stays_when_its_context_is_deactivated()
    {
        var bench = ModemBench.Ready(Profile);
        bench.Connect(accessString: "lte").AssertDone();
        var first = Address(bench, 0);
        bench.Disconnect().AssertDone();
        Assert.That(Info(bench).LteAttachState, Is.EqualTo(LteAttachState.Attached));
        bench.Connect(1).AssertDone();
        Assert.That(Address(bench, 1), Is.Not.EqualTo(first), "the bearer keeps its address");
        bench.Connect(2, "lte").AssertDone();
        Assert.That(Address(bench, 2), Is.EqualTo(first));
    }

    [Test]
    public void The_bearer_stays_as_it_is_when_the_network_gives_other_IP_versions()
    {
        var bench = ModemBench.Ready(Profile);
        bench.Change("ip-versions", "ipv6");
        Assert.That(bench.Connect(accessString: "lte", ipType: ContextIpType.IPv4v6).Success.IpType, Is.EqualTo(ContextIpType.IPv4v6));
        Assert.That(Address(bench, 0), Is.Not.Empty);
    }

    [Test]
    public void A_context_that_names_no_access_string_never_has_the_bearer()
    {
        var bench = ModemBench.Ready(Profile with { Contexts = Profile.Contexts with { Provisioned = [new() { Id = 1, Type = "internet", AccessString = "lte" }] } });
        bench.Change("access-string", "lte", "33");
        bench.Connect(accessString: "").AssertRefusedWhole(MbimStatus.Failure);
        bench.Connect(accessString: "lte").AssertDone();
    }

    [Test]
    public void A_modem_that_comes_to_LTE_and_is_refused_there_is_detached()
    {
        var bench = Subscribed(Profile with { Network = Profile.Network with { Cells = [new() { Name = "town", Rat = CellRat.Lte, Provider = "00101" }, new() { Name = "old", Rat = CellRat.Umts, Provider = "00101" }] } });
        bench.Change("move-to-cell", "old");
        bench.Connect().AssertDone();
        bench.Change("access-string", "lte", "33");
        bench.Transcript.Clear();
        bench.Change("move-to-cell", "town");
        Assert.That(bench.Transcript.Where(line => !line.StartsWith("MS ", StringComparison.Ordinal)), Is.EqualTo(new[] { "REGISTER_STATE Home 00101", "CONNECT 0 Deactivated 0", "PACKET_SERVICE Detached" }));
        Assert.That(bench.Modem.PacketService.NwError, Is.EqualTo(NwError.RequestedServiceOptionNotSubscribed));
        bench.Change("move-to-cell", "old");
        bench.SetAndWait(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Attach }).AssertDone();
        bench.Change("access-string", "lte", "0");
        bench.Change("move-to-cell", "town");
        Assert.That(Info(bench).AccessString, Is.EqualTo("lte"));
    }

    [Test]
    public void There_are_as_many_addresses_as_sessions()
    {
        var bench = ModemBench.Ready(Profile with { Contexts = Profile.Contexts with { MaxSessions = 2 } });
        bench.Connect(accessString: "lte");
        var first = Address(bench, 0);
        bench.Disconnect();
        bench.Connect(1).AssertDone();
        bench.Connect(2).AssertDone();
        Assert.That(Address(bench, 2), Is.EqualTo(first));
        bench.Disconnect(1);
        bench.Connect(3, "lte").AssertDone();
        Assert.That(Address(bench, 3), Is.Not.EqualTo(first));
    }

    private static ModemBench Subscribed(ModemProfile profile)
    {
        var bench = ModemBench.Ready(profile);
        bench.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList
        {
            Events = [new EventEntry { DeviceServiceId = BasicConnect.Id }, new EventEntry { DeviceServiceId = MsBasicConnectExtensions.Id }],
        });
        bench.Transcript.Clear();
        return bench;
    }

    private static MbimStatus Restore(ModemBench bench, string buffer) =>
        bench.Raw(MsBasicConnectExtensions.Id, (uint)MsBasicConnectExtensionsCid.LteAttachConfiguration, MbimCommandType.Set, Convert.FromHexString(buffer), out _);

    private static void SetHome(ModemBench bench, LteAttachConfiguration home) =>
        bench.SetAndWait(MsBasicConnectExtensions.LteAttachConfiguration, new SetLteAttachConfiguration { Configurations = [home, Partner, NonPartner] }).AssertDone();

    private static MbimArray<LteAttachConfiguration> Configurations(ModemBench bench) => bench.Query(MsBasicConnectExtensions.LteAttachConfiguration).Success.Configurations;

    private static LteAttachInfo Info(ModemBench bench) => bench.Query(MsBasicConnectExtensions.LteAttachInfo).Success;

    private static string Address(ModemBench bench, uint session) =>
        $"{bench.Query(BasicConnect.IpConfiguration, new IPConfigurationInfo { SessionId = session }).Success.IPv4Address.Single().Address}";
}
