using MbimEmulator.Changes;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Services;

/// <summary>PROVISIONED_CONTEXTS of MS Basic Connect Extensions (Microsoft, "MB provisioned context operations").</summary>
public sealed class ProvisionedContextTests
{
    private static readonly Guid Unknown = new("01234567-89ab-cdef-0123-456789abcdef");

    private static readonly SetProvisionedContextV2 Mms = new()
    {
        ContextType = ContextTypes.Mms,
        IpType = ContextIpType.IPv4,
        State = ContextState.Enabled,
        Roaming = ContextRoamingControl.HomeOnly,
        MediaType = ContextMediaType.CellularOnly,
        Source = ContextSource.Admin,
        AccessString = "mms",
        UserName = "u",
        Password = "p",
        AuthProtocol = AuthProtocol.Chap,
    };

    // As a context is of which nothing else is said.
    private static readonly ProvisionedContextV2 Everywhere = new()
    {
        State = ContextState.Enabled,
        Roaming = ContextRoamingControl.AllowAll,
        MediaType = ContextMediaType.All,
    };

    [Test]
    public void The_profiles_contexts_come_from_the_modem_and_may_be_used_everywhere()
    {
        Assert.That(Query(ModemBench.Ready()), Is.EqualTo(new[]
        {
            Everywhere with
            {
                ContextId = 1,
                ContextType = ContextTypes.Internet,
                Source = ContextSource.Modem,
                AccessString = "internet",
            },
        }));
    }

    [Test]
    public void There_is_one_context_for_each_type_and_both_services_show_it()
    {
        var bench = ModemBench.Ready();
        var first = bench.Set(MsBasicConnectExtensions.ProvisionedContexts, Mms).Success.ProvisionedContexts;
        Assert.That(first[1], Is.EqualTo(new ProvisionedContextV2
        {
            ContextId = 2,
            ContextType = ContextTypes.Mms,
            IpType = ContextIpType.IPv4,
            State = ContextState.Enabled,
            Roaming = ContextRoamingControl.HomeOnly,
            MediaType = ContextMediaType.CellularOnly,
            Source = ContextSource.Admin,
            AccessString = "mms",
            UserName = "u",
            Password = "p",
            AuthProtocol = AuthProtocol.Chap,
        }));
        var second = bench.Set(MsBasicConnectExtensions.ProvisionedContexts, Mms with { AccessString = "mms2" }).Success.ProvisionedContexts;
        Assert.That(second.Select(context => (context.ContextId, context.AccessString)), Is.EqualTo(new[] { (1u, "internet"), (2u, "mms2") }));
        Assert.That(bench.Query(BasicConnect.ProvisionedContexts).Success.ProvisionedContexts.Select(context => context.AccessString), Is.EqualTo(new[] { "internet", "mms2" }));
        bench.Set(BasicConnect.ProvisionedContexts, new SetProvisionedContext { ContextId = 9, ContextType = ContextTypes.Ims, AccessString = "ims" });
        Assert.That(Query(bench)[2], Is.EqualTo(Everywhere with
        {
            ContextId = 9,
            ContextType = ContextTypes.Ims,
            Source = ContextSource.User,
            AccessString = "ims",
        }));
    }

    [TestCase("default", ContextIpType.Default)]
    [TestCase("ipv4", ContextIpType.IPv4)]
    [TestCase("ipv6", ContextIpType.IPv6)]
    [TestCase("ipv4v6", ContextIpType.IPv4v6)]
    [TestCase("ipv4AndIpv6", ContextIpType.IPv4AndIPv6)]
    public void A_type_that_nobody_knows_is_kept_with_all_that_is_said_of_it(string name, ContextIpType type)
    {
        var bench = ModemBench.Ready(ModemProfile.Parse(
            "p", $"contexts: {{ provisioned: [{{ id: 5, type: {Unknown}, accessString: a, ipType: {name}, enabled: false, roaming: partnerOnly, mediaType: wifiOnly, source: operator }}] }}"));
        var expected = new ProvisionedContextV2
        {
            ContextId = 5,
            ContextType = Unknown,
            IpType = type,
            Roaming = ContextRoamingControl.PartnerOnly,
            MediaType = ContextMediaType.WifiOnly,
            Source = ContextSource.Operator,
            AccessString = "a",
        };
        Assert.That(Query(bench), Is.EqualTo(new[] { expected }));
        bench.Set(MsBasicConnectExtensions.ProvisionedContexts, Mms);
        var snapshots = ModemSnapshots.Parse("s", ModemSnapshots.ToJson(new Dictionary<string, ModemSnapshot> { ["m"] = bench.Modem.TakeSnapshot() }), new Dictionary<string, string>());
        var after = new ModemBench(snapshot: snapshots["m"]);
        after.Advance(1000);
        Assert.That(Query(after)[0], Is.EqualTo(Query(bench)[0]).And.Property("ContextType").EqualTo(ContextTypes.Mms).And.Property("ContextId").EqualTo(1u), "the lowest id that is free");
        Assert.That(Query(after)[1], Is.EqualTo(expected));
    }

    [Test]
    public void Contexts_are_deleted_by_type_and_the_factorys_are_restored_whatever_else_is_said()
    {
        var bench = ModemBench.Ready();
        bench.Set(MsBasicConnectExtensions.ProvisionedContexts, Mms);
        var nonsense = Mms with { State = (ContextState)77, Roaming = (ContextRoamingControl)77, AccessString = new string('x', 101) };
        bench.Set(MsBasicConnectExtensions.ProvisionedContexts, nonsense with { Operation = ContextOperation.Delete, ContextType = ContextTypes.Internet });
        Assert.That(Query(bench).Select(context => context.AccessString), Is.EqualTo(new[] { "mms" }));
        bench.Set(MsBasicConnectExtensions.ProvisionedContexts, nonsense with { Operation = ContextOperation.Delete, ContextType = ContextTypes.Vpn }).AssertDone();
        bench.Set(MsBasicConnectExtensions.ProvisionedContexts, nonsense with { Operation = ContextOperation.RestoreFactory });
        Assert.That(Query(bench).Select(context => context.AccessString), Is.EqualTo(new[] { "internet" }));
    }

    [Test]
    public void What_cannot_be_is_refused()
    {
        var bench = ModemBench.Ready();
        SetProvisionedContextV2[] wrong =
        [
            Mms with { Operation = (ContextOperation)3 }, Mms with { IpType = (ContextIpType)5 }, Mms with { State = (ContextState)2 }, Mms with { Roaming = (ContextRoamingControl)7 },
            Mms with { MediaType = (ContextMediaType)3 }, Mms with { Source = (ContextSource)5 }, Mms with { Compression = (Compression)2 }, Mms with { AuthProtocol = (AuthProtocol)4 },
            Mms with { ContextType = ContextTypes.None }, Mms with { AccessString = new string('x', 101) }, Mms with { UserName = new string('x', 256) },
        ];
        foreach (var request in wrong)
        {
            bench.Set(MsBasicConnectExtensions.ProvisionedContexts, request).AssertRefused(MbimStatus.InvalidParameters);
        }

        Assert.That(Query(bench), Has.Count.EqualTo(1));
        for (var i = 1; i < ContextsProfile.MaxProvisioned; i++)
        {
            bench.Set(MsBasicConnectExtensions.ProvisionedContexts, Mms with { ContextType = Guid.NewGuid() }).AssertDone();
        }

        bench.Set(MsBasicConnectExtensions.ProvisionedContexts, Mms with { ContextType = Guid.NewGuid() }).AssertRefused(MbimStatus.WriteFailure);
    }

    [TestCase("no-sim", MbimStatus.SimNotInserted)]
    [TestCase("sim-pin", MbimStatus.PinRequired)]
    public void Without_the_subscriber_they_are_neither_told_nor_set(string profile, MbimStatus status)
    {
        var bench = new ModemBench(ModemProfile.Load(profile));
        bench.Advance(1000);
        bench.Query(MsBasicConnectExtensions.ProvisionedContexts).AssertRefused(status);
        bench.Set(MsBasicConnectExtensions.ProvisionedContexts, Mms).AssertRefused(status);
    }

    [Test]
    public void Another_SIM_begins_with_the_factorys_contexts_and_the_same_one_keeps_its_own()
    {
        var bench = ModemBench.Ready();
        bench.Set(MsBasicConnectExtensions.ProvisionedContexts, Mms);
        bench.Do(modem => modem.EjectSim());
        bench.Do(modem => modem.InsertSim());
        bench.Advance(1000);
        Assert.That(Query(bench), Has.Count.EqualTo(2));
        bench.Do(modem => modem.EjectSim());
        bench.Do(modem => modem.InsertSim(new SimProfile { IccId = "89882110000000000099" }));
        bench.Advance(1000);
        Assert.That(Query(bench).Select(context => context.AccessString), Is.EqualTo(new[] { "internet" }));
    }

    [Test]
    public void A_disabled_context_is_refused_without_asking_the_network()
    {
        var bench = ModemBench.Ready(ModemProfile.Parse("p", "timings: { activate: 10s }"));
        bench.Set(MsBasicConnectExtensions.ProvisionedContexts, Mms with { Roaming = ContextRoamingControl.AllowAll, State = ContextState.Disabled }).AssertDone();
        AssertRefusedAtOnce(bench, Connect);
        AssertRefusedAtOnce(bench, Connect with { AccessString = "" });
        Assert.That(bench.Set(BasicConnect.Connect, Connect with { Password = "q" }).Status, Is.Null, "another context: the network is asked");
    }

    [TestCase(ContextRoamingControl.HomeOnly, true, false, false)]
    [TestCase(ContextRoamingControl.PartnerOnly, false, true, false)]
    [TestCase(ContextRoamingControl.NonPartnerOnly, false, false, true)]
    [TestCase(ContextRoamingControl.HomeAndPartner, true, true, false)]
    [TestCase(ContextRoamingControl.HomeAndNonPartner, true, false, true)]
    [TestCase(ContextRoamingControl.PartnerAndNonPartner, false, true, true)]
    [TestCase(ContextRoamingControl.AllowAll, true, true, true)]
    public void A_context_is_used_where_its_roaming_control_allows_it(ContextRoamingControl roaming, bool atHome, bool atPartner, bool elsewhere)
    {
        foreach (var (provider, isAllowed) in new[] { ("00101", atHome), ("00102", atPartner), ("00103", elsewhere) })
        {
            var bench = ModemBench.Ready();
            bench.Set(MsBasicConnectExtensions.ProvisionedContexts, Mms with { Roaming = roaming }).AssertDone();
            if (provider != "00101")
            {
                bench.Do(modem => modem.Roam(provider));
                bench.Advance(1000);
            }

            var reply = bench.SetAndWait(BasicConnect.Connect, Connect);
            Assert.That(reply.Status, Is.EqualTo(isAllowed ? MbimStatus.Success : MbimStatus.OperationNotAllowed), provider);
        }
    }

    [Test]
    public void A_context_for_Wifi_alone_is_not_used()
    {
        var bench = ModemBench.Ready();
        bench.Set(MsBasicConnectExtensions.ProvisionedContexts, Mms with { MediaType = ContextMediaType.WifiOnly }).AssertDone();
        AssertRefusedAtOnce(bench, Connect);
    }

    [Test]
    public void What_the_host_or_the_operator_changes_is_notified_in_both_forms()
    {
        var bench = ModemBench.Ready();
        bench.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList
        {
            Events = [new EventEntry { DeviceServiceId = BasicConnect.Id }, new EventEntry { DeviceServiceId = MsBasicConnectExtensions.Id }],
        });
        bench.Set(MsBasicConnectExtensions.ProvisionedContexts, Mms);
        Assert.That(bench.Transcript, Has.Some.StartsWith("MS Basic Connect Extensions 1 ").And.Some.EqualTo("PROVISIONED_CONTEXTS 2"));
        bench.Transcript.Clear();
        Change(bench, "mms", "ota");
        var notified = bench.Transcript.Single(line => line.StartsWith("MS Basic Connect Extensions 1 ", StringComparison.Ordinal)).Split(' ')[^1];
        Assert.That(ProvisionedContextsInfoV2.TryRead(Convert.FromHexString(notified), MbimExVersion.V1, MbimReadMode.Strict, out var info, out _));
        Assert.That(info!.ProvisionedContexts[1], Is.EqualTo(Everywhere with
        {
            ContextId = 2,
            ContextType = ContextTypes.Mms,
            Source = ContextSource.Operator,
            AccessString = "ota",
        }));
        Change(bench, "mms");
        Assert.That(Query(bench), Has.Count.EqualTo(1));
    }

    private static SetConnect Connect => new()
    {
        ActivationCommand = ActivationCommand.Activate,
        ContextType = ContextTypes.Mms,
        IpType = ContextIpType.IPv4,
        AccessString = "MMS",
        UserName = "u",
        Password = "p",
        AuthProtocol = AuthProtocol.Chap,
    };

    private static void Change(ModemBench bench, params string[] arguments)
    {
        Assert.That(bench.Group.ChangeAsync(ModemChange.Of("provision-context", arguments)).Wait(TimeSpan.FromSeconds(30)));
        bench.Advance(0);
    }

    private static void AssertRefusedAtOnce(ModemBench bench, SetConnect request) => Assert.That(bench.Set(BasicConnect.Connect, request).Status, Is.EqualTo(MbimStatus.OperationNotAllowed));

    private static MbimArray<ProvisionedContextV2> Query(ModemBench bench) => bench.Query(MsBasicConnectExtensions.ProvisionedContexts).Success.ProvisionedContexts;
}
