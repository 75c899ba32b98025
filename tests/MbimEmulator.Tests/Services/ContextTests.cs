using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Services;

public class ContextTests
{
    [Test]
    public void A_context_is_activated_after_its_time_and_then_notified()
    {
        var bench = ModemBench.Ready();
        var reply = bench.Set(BasicConnect.Connect, ModemBench.Activation());
        bench.Advance(99);
        Assert.That(reply.Status, Is.Null);
        Assert.That(Query(bench).Success.ActivationState, Is.EqualTo(ActivationState.Activating));
        bench.Transcript.Clear();
        bench.Advance(1);
        Assert.That(reply.Success, Is.EqualTo(new ConnectInfo { ActivationState = ActivationState.Activated, IpType = ContextIpType.IPv4, ContextType = ContextTypes.Internet }));
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "CONNECT done Success", "CONNECT 0 Activated 0", "IP_CONFIGURATION 0" }));
        Assert.That(Query(bench).Success, Is.EqualTo(reply.Value));
    }

    [Test]
    public void An_activated_context_has_the_profiles_addresses()
    {
        var bench = ModemBench.Ready();
        bench.Connect(0, ipType: ContextIpType.IPv4v6);
        bench.Connect(5);
        Assert.That(Configuration(bench, 0).Success, Is.EqualTo(new IPConfigurationInfo
        {
            IPv4ConfigurationAvailable = (IPConfigurationAvailable)15,
            IPv6ConfigurationAvailable = (IPConfigurationAvailable)15,
            IPv4Address = [new() { OnLinkPrefixLength = 24, Address = IPv4Address.Parse("10.64.0.2") }],
            IPv6Address = [new() { OnLinkPrefixLength = 64, Address = IPv6Address.Parse("2001:db8:64::2") }],
            IPv4Gateway = IPv4Address.Parse("10.64.0.1"),
            IPv6Gateway = IPv6Address.Parse("2001:db8:64::1"),
            IPv4DnsServer = [IPv4Address.Parse("10.64.0.1")],
            IPv6DnsServer = [IPv6Address.Parse("2001:db8:64::1")],
            IPv4Mtu = 1500,
            IPv6Mtu = 1500,
        }));
        var second = Configuration(bench, 5).Success;
        Assert.That(second.SessionId, Is.EqualTo(5));
        Assert.That(second.IPv4Address[0].Address, Is.EqualTo(IPv4Address.Parse("10.64.0.3")));
        Assert.That(second.IPv6ConfigurationAvailable, Is.EqualTo(IPConfigurationAvailable.None));
    }

    [Test]
    public void Without_a_context_the_default_says_deactivated_and_strict_says_there_is_none()
    {
        Assert.That(Query(ModemBench.Ready()).Success, Is.EqualTo(new ConnectInfo { ActivationState = ActivationState.Deactivated, ContextType = ContextTypes.None }));
        Query(ModemBench.Ready(ModemProfile.Load("strict"))).AssertRefusedWhole(MbimStatus.ContextNotActivated);
    }

    [Test]
    public void Without_a_context_what_needs_one_says_so()
    {
        var bench = ModemBench.Ready();
        bench.Disconnect().AssertRefusedWhole(MbimStatus.ContextNotActivated);
        Configuration(bench, 0).AssertRefused(MbimStatus.ContextNotActivated);
        bench.Query(BasicConnect.IpPacketFilters, new IPPacketFilters()).AssertRefused(MbimStatus.ContextNotActivated);
        bench.Set(BasicConnect.IpPacketFilters, new IPPacketFilters()).AssertRefused(MbimStatus.ContextNotActivated);
        bench.Query(BasicConnect.PacketStatistics).AssertRefused(MbimStatus.ContextNotActivated);
    }

    [Test]
    public void Statistics_are_zero_without_a_context_if_the_profile_chooses_so()
    {
        var bench = ModemBench.Ready(new ModemProfile { Choices = new() { StatisticsWithoutContext = WithoutContext.Answered } });
        Assert.That(bench.Query(BasicConnect.PacketStatistics).Success, Is.EqualTo(default(PacketStatisticsInfo)));
    }

    [Test]
    public void Statistics_count_since_the_first_active_context()
    {
        var bench = ModemBench.Ready();
        bench.Connect();
        bench.Do(modem => modem.Statistics.CountIn(100));
        bench.Do(modem => modem.Statistics.CountOut(60));
        bench.Connect(1);
        Assert.That(bench.Query(BasicConnect.PacketStatistics).Success, Is.EqualTo(new PacketStatisticsInfo { InOctets = 100, InPackets = 1, OutOctets = 60, OutPackets = 1 }));
        bench.Disconnect(0);
        bench.Disconnect(1);
        bench.Connect();
        Assert.That(bench.Query(BasicConnect.PacketStatistics).Success, Is.EqualTo(default(PacketStatisticsInfo)));
    }

    [Test]
    public void A_context_is_deactivated_after_its_time_and_then_notified()
    {
        var bench = ModemBench.Ready();
        bench.Connect();
        bench.Transcript.Clear();
        var reply = bench.Set(BasicConnect.Connect, ModemBench.Deactivation());
        Assert.That(Query(bench).Success.ActivationState, Is.EqualTo(ActivationState.Deactivating));
        bench.Set(BasicConnect.Connect, ModemBench.Deactivation()).AssertRefusedWhole(MbimStatus.Busy);
        bench.Set(BasicConnect.Connect, ModemBench.Activation()).AssertRefusedWhole(MbimStatus.Busy);
        Configuration(bench, 0).AssertRefused(MbimStatus.ContextNotActivated);
        bench.Transcript.Clear();
        bench.Advance(50);
        Assert.That(reply.Success.ActivationState, Is.EqualTo(ActivationState.Deactivated));
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "CONNECT done Success", "CONNECT 0 Deactivated 0" }));
    }

    [Test]
    public void A_session_that_is_being_activated_is_busy()
    {
        var bench = ModemBench.Ready();
        var first = bench.Set(BasicConnect.Connect, ModemBench.Activation());
        var info = bench.Set(BasicConnect.Connect, ModemBench.Activation()).AssertRefusedWhole(MbimStatus.Busy);
        Assert.That(info.ActivationState, Is.EqualTo(ActivationState.Activating));
        bench.Advance(100);
        Assert.That(first.Status, Is.EqualTo(MbimStatus.Success));
    }

    [Test]
    public void Deactivating_a_session_that_is_being_activated_ends_its_activation()
    {
        var bench = ModemBench.Ready();
        var activation = bench.Set(BasicConnect.Connect, ModemBench.Activation());
        Assert.That(bench.Set(BasicConnect.Connect, ModemBench.Deactivation()).Success.ActivationState, Is.EqualTo(ActivationState.Deactivated));
        Assert.That(activation.AssertRefusedWhole(MbimStatus.Failure).ActivationState, Is.EqualTo(ActivationState.Deactivated));
        bench.Advance(1000);
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "CONNECT done Failure", "CONNECT done Success" }));
    }

    [Test]
    public void Activating_what_is_activated_succeeds_for_the_same_and_is_refused_for_another_context()
    {
        var bench = ModemBench.Ready();
        bench.Connect();
        Assert.That(bench.Connect(accessString: "INTERNET").Success.ActivationState, Is.EqualTo(ActivationState.Activated));
        bench.Connect(accessString: "other").AssertRefusedWhole(MbimStatus.MaxActivatedContexts);
    }

    [Test]
    public void A_context_is_another_one_when_anything_but_the_case_of_its_access_string_differs()
    {
        var bench = ModemBench.Ready();
        bench.Connect();
        var same = ModemBench.Activation();
        SetConnect[] others =
        [
            same with { AccessString = "other" },
            same with { UserName = "other" },
            same with { ContextType = ContextTypes.Ims },
            same with { IpType = ContextIpType.IPv6 },
        ];
        foreach (var other in others)
        {
            bench.SetAndWait(BasicConnect.Connect, other).AssertRefusedWhole(MbimStatus.MaxActivatedContexts);
        }

        Assert.That(bench.SetAndWait(BasicConnect.Connect, same).Status, Is.EqualTo(MbimStatus.Success));
    }

    [Test]
    public void One_context_more_than_the_modem_has_is_refused()
    {
        var bench = ModemBench.Ready(new ModemProfile { Contexts = new() { MaxSessions = 2 } });
        bench.Connect(0);
        bench.Connect(200);
        bench.Connect(1).AssertRefusedWhole(MbimStatus.MaxActivatedContexts);
        bench.Disconnect(0);
        Assert.That(bench.Connect(1).Status, Is.EqualTo(MbimStatus.Success));
        Assert.That(Configuration(bench, 1).Success.IPv4Address[0].Address, Is.EqualTo(IPv4Address.Parse("10.64.0.2")));
    }

    [Test]
    public void What_the_network_is_not_ready_for_is_refused_with_its_reason()
    {
        var bench = new ModemBench();
        bench.Advance(50);
        bench.Set(BasicConnect.Connect, ModemBench.Activation()).AssertRefusedWhole(MbimStatus.NotRegistered);
        bench.Advance(1000);
        bench.SetAndWait(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Detach });
        bench.Connect().AssertRefusedWhole(MbimStatus.PacketServiceDetached);
        bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off });
        bench.Connect().AssertRefusedWhole(MbimStatus.RadioPowerOff);
    }

    [Test]
    public void Access_strings_and_credentials_are_the_networks_to_refuse()
    {
        var bench = ModemBench.Ready(new ModemProfile
        {
            Contexts = new()
            {
                AnyAccessString = false,
                Provisioned = [],
                AccessStrings =
                [
                    new() { Name = "corp", UserName = "u", Password = "p" },
                    new() { Name = "barred", NwError = NwError.RequestedServiceOptionNotSubscribed },
                ],
            },
        });
        Assert.That(bench.Connect(accessString: "internet").AssertRefusedWhole(MbimStatus.InvalidAccessString).NwError, Is.EqualTo(NwError.MissingOrUnknownApn));
        bench.Connect(accessString: "").AssertRefusedWhole(MbimStatus.InvalidAccessString);
        Assert.That(bench.Connect(accessString: "corp").AssertRefusedWhole(MbimStatus.InvalidUserNamePwd).NwError, Is.EqualTo(NwError.UserAuthenticationFailed));
        Assert.That(bench.Connect(accessString: "barred").AssertRefusedWhole(MbimStatus.Failure).NwError, Is.EqualTo(NwError.RequestedServiceOptionNotSubscribed));
        var right = ModemBench.Activation(accessString: "CORP") with { UserName = "u", Password = "p" };
        Assert.That(bench.SetAndWait(BasicConnect.Connect, right).Status, Is.EqualTo(MbimStatus.Success));
    }

    [Test]
    public void A_network_that_refuses_any_access_string_takes_those_that_it_is_told_to_take()
    {
        var bench = ModemBench.Ready();
        Refuse("*", NwError.MissingOrUnknownApn);
        Refuse("Corp", NwError.None);
        Assert.That(bench.Connect(accessString: "internet").AssertRefusedWhole(MbimStatus.Failure).NwError, Is.EqualTo(NwError.MissingOrUnknownApn));
        Assert.That(bench.Connect(accessString: "corp").Status, Is.EqualTo(MbimStatus.Success));
        bench.Disconnect();
        Refuse("*", NwError.Congestion);
        Assert.That(bench.Connect(accessString: "corp").AssertRefusedWhole(MbimStatus.Failure).NwError, Is.EqualTo(NwError.Congestion), "any is any again");
        Refuse("*", NwError.None);
        Assert.That(bench.Connect(accessString: "internet").Status, Is.EqualTo(MbimStatus.Success));

        void Refuse(string accessString, NwError error) => bench.Do(modem => modem.RefuseAccessString(accessString, error));
    }

    [Test]
    public void An_empty_access_string_is_the_provisioned_one()
    {
        var profile = new ModemProfile { Contexts = new() { AnyAccessString = false, AccessStrings = [new() { Name = "internet" }] } };
        var bench = ModemBench.Ready(profile);
        Assert.That(bench.Connect(accessString: "").Status, Is.EqualTo(MbimStatus.Success));
    }

    [TestCase(ContextIpType.Default, ContextIpType.IPv4, 0u)]
    [TestCase(ContextIpType.IPv4, ContextIpType.IPv4, 0u)]
    [TestCase(ContextIpType.IPv4v6, ContextIpType.IPv4, 50u)]
    [TestCase(ContextIpType.IPv4AndIPv6, ContextIpType.IPv4, 50u)]
    public void A_network_with_ipv4_alone_grants_it(ContextIpType asked, ContextIpType granted, uint error)
    {
        var info = ModemBench.Ready(new ModemProfile { Contexts = new() { IPv6 = null } }).Connect(ipType: asked).Success;
        Assert.That((info.IpType, (uint)info.NwError), Is.EqualTo((granted, error)));
    }

    [Test]
    public void What_the_network_has_not_at_all_fails_with_what_it_has()
    {
        var v4 = ModemBench.Ready(new ModemProfile { Contexts = new() { IPv6 = null } });
        Assert.That(v4.Connect(ipType: ContextIpType.IPv6).AssertRefusedWhole(MbimStatus.Failure).NwError, Is.EqualTo(NwError.PdpTypeIPv4OnlyAllowed));
        var v6 = ModemBench.Ready(new ModemProfile { Contexts = new() { IPv4 = null } });
        Assert.That(v6.Connect(ipType: ContextIpType.IPv4).AssertRefusedWhole(MbimStatus.Failure).NwError, Is.EqualTo(NwError.PdpTypeIPv6OnlyAllowed));
        Assert.That(v6.Connect(ipType: ContextIpType.Default).Success.IpType, Is.EqualTo(ContextIpType.IPv6));
    }

    [TestCase(ContextIpType.Default, ContextIpType.IPv4v6)]
    [TestCase(ContextIpType.IPv4AndIPv6, ContextIpType.IPv4AndIPv6)]
    public void A_dual_stack_network_grants_both(ContextIpType asked, ContextIpType granted) =>
        Assert.That(ModemBench.Ready().Connect(ipType: asked).Success.IpType, Is.EqualTo(granted));

    [Test]
    public void Values_that_do_not_exist_are_refused_with_an_empty_buffer()
    {
        var bench = ModemBench.Ready();
        var good = ModemBench.Activation();
        bench.Set(BasicConnect.Connect, good with { ActivationCommand = (ActivationCommand)2 }).AssertRefused(MbimStatus.InvalidParameters);
        bench.Set(BasicConnect.Connect, good with { Compression = (Compression)2 }).AssertRefused(MbimStatus.InvalidParameters);
        bench.Set(BasicConnect.Connect, good with { AuthProtocol = (AuthProtocol)4 }).AssertRefused(MbimStatus.InvalidParameters);
        bench.Set(BasicConnect.Connect, good with { IpType = (ContextIpType)5 }).AssertRefused(MbimStatus.InvalidParameters);
        bench.Set(BasicConnect.Connect, good with { SessionId = 256 }).AssertRefused(MbimStatus.InvalidParameters);
        Query(bench, 256).AssertRefused(MbimStatus.InvalidParameters);
        Configuration(bench, 256).AssertRefused(MbimStatus.InvalidParameters);
    }

    [Test]
    public void Too_long_texts_and_unknown_context_types_are_refused()
    {
        var bench = ModemBench.Ready(new ModemProfile { Contexts = new() { Types = ["internet"] } });
        var good = ModemBench.Activation();
        bench.Set(BasicConnect.Connect, good with { AccessString = new('x', 101) }).AssertRefusedWhole(MbimStatus.ParameterTooLong);
        bench.Set(BasicConnect.Connect, good with { UserName = new('x', 256) }).AssertRefusedWhole(MbimStatus.ParameterTooLong);
        bench.Set(BasicConnect.Connect, good with { Password = new('x', 256) }).AssertRefusedWhole(MbimStatus.ParameterTooLong);
        bench.Set(BasicConnect.Connect, good with { ContextType = ContextTypes.Ims }).AssertRefusedWhole(MbimStatus.ContextNotSupported);
        bench.Set(BasicConnect.Connect, good with { ContextType = Guid.Empty }).AssertRefusedWhole(MbimStatus.ContextNotSupported);
    }

    [Test]
    public void Cm_13_close_and_open_again_end_the_contexts()
    {
        var bench = ModemBench.Ready(ModemProfile.Load("strict"));
        bench.Connect();
        bench.Close();
        bench.Open();
        Query(bench).AssertRefusedWhole(MbimStatus.ContextNotActivated);
        bench.Connect();
        bench.Open();
        Query(bench).AssertRefusedWhole(MbimStatus.ContextNotActivated);
        Assert.That(bench.Modem.PacketService.PacketServiceState, Is.EqualTo(PacketServiceState.Attached));
    }

    [Test]
    public void Close_during_activation_ends_it_without_a_word()
    {
        var bench = ModemBench.Ready();
        var reply = bench.Set(BasicConnect.Connect, ModemBench.Activation());
        bench.Close();
        bench.Open();
        bench.Advance(1000);
        Assert.That(reply.Status, Is.Null);
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "CloseDone Success", "OpenDone Success" }));
        Assert.That(bench.Connect().Status, Is.EqualTo(MbimStatus.Success));
    }

    [Test]
    public void Filters_belong_to_the_context_and_have_limits()
    {
        var bench = ModemBench.Ready(new ModemProfile { Contexts = new() { MaxPacketFilters = 1, MaxPacketFilterSize = 4 } });
        bench.Connect();
        PacketFilter four = new() { Filter = [1, 2, 3, 4], Mask = [255, 255, 255, 255] };
        PacketFilter five = new() { Filter = [1, 2, 3, 4, 5], Mask = [255, 255, 255, 255, 0] };
        var set = new IPPacketFilters { PacketFilters = [four] };
        Assert.That(bench.Set(BasicConnect.IpPacketFilters, set).Success, Is.EqualTo(set));
        bench.Set(BasicConnect.IpPacketFilters, new IPPacketFilters { PacketFilters = [four, four] }).AssertRefused(MbimStatus.FilterNotSupported);
        bench.Set(BasicConnect.IpPacketFilters, new IPPacketFilters { PacketFilters = [five] }).AssertRefused(MbimStatus.FilterNotSupported);
        Assert.That(bench.Query(BasicConnect.IpPacketFilters, new IPPacketFilters()).Success, Is.EqualTo(set));
        bench.Disconnect();
        bench.Connect();
        Assert.That(bench.Query(BasicConnect.IpPacketFilters, new IPPacketFilters()).Success.PacketFilters, Is.Empty);
    }

    [Test]
    public void Provisioned_contexts_are_added_replaced_and_removed()
    {
        var bench = ModemBench.Ready();
        var before = bench.Query(BasicConnect.ProvisionedContexts).Success;
        Assert.That(before.ProvisionedContexts, Is.EqualTo(new[] { new ProvisionedContext { ContextId = 1, ContextType = ContextTypes.Internet, AccessString = "internet" } }));
        var added = Provision(bench, 0, ContextTypes.Mms, "mms").Success;
        Assert.That(added.ProvisionedContexts.Select(context => context.AccessString), Is.EqualTo(new[] { "mms", "internet" }));
        Assert.That(Provision(bench, 1, ContextTypes.Internet, "other").Success.ProvisionedContexts[1].AccessString, Is.EqualTo("other"));
        Provision(bench, 1, ContextTypes.Internet, "other");
        Assert.That(Provision(bench, 0, ContextTypes.None, "").Success.ProvisionedContexts.Count, Is.EqualTo(1));
        Assert.That(bench.Transcript.Where(line => !line.Contains("done")), Is.EqualTo(new[] { "PROVISIONED_CONTEXTS 2", "PROVISIONED_CONTEXTS 2", "PROVISIONED_CONTEXTS 1" }));
    }

    [Test]
    public void Provisioned_contexts_have_limits()
    {
        var bench = ModemBench.Ready();
        for (var id = 2u; id <= 16; id++)
        {
            Assert.That(Provision(bench, id, ContextTypes.Ims, "").Status, Is.EqualTo(MbimStatus.Success));
        }

        Provision(bench, 17, ContextTypes.Ims, "").AssertRefused(MbimStatus.MemoryFull);
        Assert.That(Provision(bench, 16, ContextTypes.Ims, "x").Status, Is.EqualTo(MbimStatus.Success));
        Provision(bench, 1, Guid.Empty, "").AssertRefused(MbimStatus.InvalidParameters);
        Provision(bench, 1, ContextTypes.Ims, new('x', 101)).AssertRefused(MbimStatus.ParameterTooLong);
        bench.Set(BasicConnect.ProvisionedContexts, new SetProvisionedContext { ContextType = ContextTypes.Ims, ProviderId = "99999" }).AssertRefused(MbimStatus.InvalidParameters);
    }

    [Test]
    public void From_mbimex_3_on_connect_carries_the_access_string()
    {
        var bench = ModemBench.Ready(version: MbimExVersion.V3);
        Assert.That(bench.Connect().Success.AccessString, Is.EqualTo("internet"));
        Assert.That(bench.Query(BasicConnect.Connect, new ConnectQuery()).Success.AccessString, Is.EqualTo("internet"));
    }

    private static Reply<ConnectInfo> Query(ModemBench bench, uint sessionId = 0) => bench.Query(BasicConnect.Connect, new ConnectQuery { SessionId = sessionId });

    private static Reply<IPConfigurationInfo> Configuration(ModemBench bench, uint sessionId) =>
        bench.Query(BasicConnect.IpConfiguration, new IPConfigurationInfo { SessionId = sessionId });

    private static Reply<ProvisionedContextsInfo> Provision(ModemBench bench, uint id, Guid type, string accessString) =>
        bench.Set(BasicConnect.ProvisionedContexts, new SetProvisionedContext { ContextId = id, ContextType = type, AccessString = accessString });
}
