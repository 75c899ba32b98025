using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;

namespace MbimEmulator.Tests.Services;

public class ProviderTests
{
    [Test]
    public void A_scan_takes_its_time_and_finds_all_that_is_on_the_air()
    {
        var bench = ModemBench.Ready();
        var reply = bench.Query(BasicConnect.VisibleProviders);
        bench.Query(BasicConnect.VisibleProviders).AssertRefused(MbimStatus.Busy);
        bench.Advance(499);
        Assert.That(reply.Status, Is.Null);
        bench.Advance(1);
        Assert.That(reply.Success.Providers.Select(provider => $"{provider.ProviderId} {provider.ProviderName} {provider.Rssi} {provider.ProviderState}"), Is.EqualTo(new[]
        {
            "00101 Emulated Home 20 Home, Visible, Registered, PreferredMulticarrier",
            "00102 Emulated Partner 15 Preferred, Visible",
            "00103 Emulated Roaming 12 Visible",
            "00104 Emulated Forbidden 18 Forbidden, Visible",
        }));
    }

    [Test]
    public void A_scan_that_is_over_makes_room_for_the_next()
    {
        var bench = ModemBench.Ready();
        Assert.That(Scan(bench).Success.Providers.Count, Is.EqualTo(4));
        Assert.That(Scan(bench).Success.Providers.Count, Is.EqualTo(4));
    }

    [Test]
    public void A_restricted_scan_finds_home_and_the_multicarrier_providers()
    {
        var bench = ModemBench.Ready();
        var reply = bench.Query(BasicConnect.VisibleProviders, new VisibleProvidersQuery { Action = VisibleProvidersAction.RestrictedScan });
        bench.Advance(500);
        Assert.That(reply.Success.Providers.Select(provider => provider.ProviderId), Is.EqualTo(new[] { "00101" }));
        bench.Query(BasicConnect.VisibleProviders, new VisibleProvidersQuery { Action = (VisibleProvidersAction)2 }).AssertRefused(MbimStatus.InvalidParameters);
    }

    [Test]
    public void Another_home_provider_makes_home_a_place_to_roam()
    {
        var bench = ModemBench.Ready();
        Assert.That(bench.Query(BasicConnect.HomeProvider).Success.Provider.ProviderId, Is.EqualTo("00101"));
        var reply = bench.Set(BasicConnect.HomeProvider, new HomeProvider { Provider = new() { ProviderId = "00103", ProviderName = "New" } });
        Assert.That((reply.Success.Provider.ProviderId, reply.Success.Provider.ProviderState), Is.EqualTo(("00103", ProviderState.Home)));
        Assert.That(bench.Transcript.Skip(1), Is.EqualTo(new[] { "HOME_PROVIDER done Success", "REGISTER_STATE Roaming 00101" }));
    }

    [Test]
    public void Provider_lists_are_replaced_and_notified()
    {
        var bench = ModemBench.Ready();
        Provider[] providers = [new() { ProviderId = "26201", ProviderName = "A" }, new() { ProviderId = "310410", ProviderName = "B" }];
        Assert.That(bench.Set(BasicConnect.PreferredProviders, new PreferredProviders { Providers = [.. providers] }).Success.Providers.Select(p => p.ProviderState), Is.All.EqualTo(ProviderState.Preferred));
        Assert.That(bench.Set(BasicConnect.MulticarrierProviders, new MulticarrierProviders { Providers = [.. providers] }).Success.Providers.Select(p => p.ProviderState), Is.All.EqualTo(ProviderState.PreferredMulticarrier));
        Assert.That(bench.Query(BasicConnect.PreferredProviders).Success.Providers.Select(p => p.ProviderId), Is.EqualTo(new[] { "26201", "310410" }));
        Assert.That(bench.Query(BasicConnect.MulticarrierProviders).Success.Providers.Select(p => p.ProviderId), Is.EqualTo(new[] { "26201", "310410" }));
        Assert.That(bench.Transcript, Is.EqualTo(new[]
        {
            "PREFERRED_PROVIDERS done Success", "PREFERRED_PROVIDERS 2", "MULTICARRIER_PROVIDERS done Success", "MULTICARRIER_PROVIDERS 2",
            "PREFERRED_PROVIDERS done Success", "MULTICARRIER_PROVIDERS done Success",
        }));
    }

    [Test]
    public void Providers_that_cannot_be_are_refused()
    {
        var bench = ModemBench.Ready();
        bench.Set(BasicConnect.PreferredProviders, new PreferredProviders { Providers = [new() { ProviderId = "26x01" }] }).AssertRefused(MbimStatus.InvalidParameters);
        bench.Set(BasicConnect.HomeProvider, new HomeProvider()).AssertRefused(MbimStatus.InvalidParameters);
        bench.Set(BasicConnect.HomeProvider, new HomeProvider { Provider = new() { ProviderId = "26201", ProviderName = new('x', 21) } }).AssertRefused(MbimStatus.ParameterTooLong);
        MbimArray<Provider> many = Enumerable.Repeat(new Provider { ProviderId = "26201" }, 81).ToMbimArray();
        bench.Set(BasicConnect.PreferredProviders, new PreferredProviders { Providers = many }).AssertRefused(MbimStatus.MemoryFull);
        bench.Set(BasicConnect.MulticarrierProviders, new MulticarrierProviders { Providers = many }).AssertRefused(MbimStatus.MemoryFull);
    }

    [Test]
    public void A_provider_name_may_have_20_characters()
    {
        PreferredProviders longest = new() { Providers = [new() { ProviderId = "26201", ProviderName = new('x', 20) }] };
        Assert.That(ModemBench.Ready().Set(BasicConnect.PreferredProviders, longest).Success.Providers[0].ProviderName, Has.Length.EqualTo(20));
    }

    [Test]
    public void Without_the_capability_there_are_no_multicarrier_providers()
    {
        var bench = ModemBench.Ready(new ModemProfile { Capabilities = new() { ControlCaps = ControlCaps.None } });
        bench.Query(BasicConnect.MulticarrierProviders).AssertRefused(MbimStatus.NoDeviceSupport);
        bench.Set(BasicConnect.MulticarrierProviders, new MulticarrierProviders()).AssertRefused(MbimStatus.NoDeviceSupport);
        bench.Set(BasicConnect.HomeProvider, new HomeProvider { Provider = new() { ProviderId = "00103" } }).AssertRefused(MbimStatus.NoDeviceSupport);
    }

    private static Reply<VisibleProviders> Scan(ModemBench bench)
    {
        var reply = bench.Query(BasicConnect.VisibleProviders);
        bench.Advance(1000);
        return reply;
    }

    [Test]
    public void A_network_that_refuses_for_good_is_forbidden_on_the_card_and_one_that_the_card_forbids_is_not_chosen()
    {
        var bench = ModemBench.Ready(new ModemProfile { Sim = new() { ForbiddenProviders = ["00103"] } });
        Assert.That(Forbidden(bench), Is.EqualTo("00f130" + new string('f', 18)));
        bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = RegisterAction.Manual, ProviderId = "00104" });
        Assert.That(Forbidden(bench), Is.EqualTo("00f13000f140" + new string('f', 12)));
        var scanned = bench.Query(BasicConnect.VisibleProviders, new VisibleProvidersQuery());
        bench.Advance(5000);
        Assert.That(scanned.Success.Providers.Where(provider => (provider.ProviderState & ProviderState.Forbidden) != 0).Select(provider => provider.ProviderId), Is.EqualTo(new[] { "00103", "00104" }));

        // The user's own choice takes a network off the list.
        bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = RegisterAction.Manual, ProviderId = "00103" });
        Assert.That(bench.Modem.RegistrationState.ProviderId, Is.EqualTo("00103"));
        Assert.That(Forbidden(bench), Is.EqualTo("00f140" + new string('f', 18)));
        bench.Do(modem => modem.EjectSim());
        bench.Do(modem => modem.InsertSim());
        bench.Advance(1000);
        Assert.That(Forbidden(bench), Is.EqualTo("00f140" + new string('f', 18)), "the card keeps it");
    }

    [Test]
    public void Preferred_providers_are_kept_on_the_card_with_the_names_that_the_modem_knows()
    {
        var bench = ModemBench.Ready();
        bench.Set(BasicConnect.PreferredProviders, new PreferredProviders { Providers = [new Provider { ProviderId = "00103", ProviderName = "Mine" }, new Provider { ProviderId = "310410", ProviderName = "Abroad" }] });
        var later = new ModemBench(snapshot: bench.Modem.TakeSnapshot());
        later.Advance(1000);
        Assert.That(
            later.Query(BasicConnect.PreferredProviders).Success.Providers.Select(provider => (provider.ProviderId, provider.ProviderName)),
            Is.EqualTo(new[] { ("00103", "Emulated Roaming"), ("310410", "") }));
    }

    [Test]
    public void The_home_provider_is_the_one_of_the_imsi_unless_the_card_has_an_equivalent_one()
    {
        var home = ModemBench.Ready(new ModemProfile
        {
            Sim = new() { SubscriberId = "310410123456789", MncLength = 3, ServiceProviderName = "Mine" },
            Network = new() { Home = new() { Id = "310410", Name = "Network" }, Providers = [new() { Id = "310410", Name = "Network" }] },
        }).Query(BasicConnect.HomeProvider).Success.Provider;
        Assert.That((home.ProviderId, home.ProviderName), Is.EqualTo(("310410", "Mine")));
        var equivalent = ModemBench.Ready(new ModemProfile { Sim = new() { SubscriberId = "310410123456789" } }).Query(BasicConnect.HomeProvider).Success.Provider;
        Assert.That((equivalent.ProviderId, equivalent.ProviderName), Is.EqualTo(("00101", "Emulated Home")));
        var named = ModemBench.Ready(new ModemProfile { Sim = new() { OperatorNames = [new() { Id = "00101", Name = "A name of 20 letters" }] } }).Query(BasicConnect.HomeProvider).Success.Provider;
        Assert.That(named.ProviderName, Is.EqualTo("A name of 20 letters"));
    }

    private static string Forbidden(ModemBench bench) => Convert.ToHexStringLower(bench.Query(MsUiccLowLevelAccess.ReadBinary, new UiccAccessBinary
    {
        AppId = [0xA0, 0x00, 0x00, 0x00, 0x87, 0x10, 0x02],
        FilePath = [0x7F, 0xFF, 0x6F, 0x7B],
        NumberOfBytes = 12,
    }).Success.ResponseData.AsSpan());
}
