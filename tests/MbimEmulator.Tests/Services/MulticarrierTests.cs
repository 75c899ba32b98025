using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MulticarrierService;

namespace MbimEmulator.Tests.Services;

/// <summary>A modem for several carriers (Microsoft, "IHV Guidance for Implementing Multimode and Multicarrier Capable MB Devices").</summary>
public sealed class MulticarrierTests
{
    private const string Carriers = """
        extends: default
        network:
          multicarrierProviders: [{ id: "00101", name: Emulated Home }, { id: "310260", name: Far }, { id: "311480", name: Farther }, { id: "26201", name: Near }]
        multicarrier:
          staticScan: true
          countries: [{ geoId: 244, mcc: ["310", "311"] }, { geoId: 94, mcc: ["262"] }, { geoId: 1, mcc: ["001"] }, { geoId: 2, mcc: ["002"] }]
        timings: { scan: 5s, deviceReset: 3s }
        """;

    [TestCase("{}", MulticarrierCapabilities.None)]
    [TestCase("{ staticScan: true }", MulticarrierCapabilities.StaticScan)]
    [TestCase("{ switchNeedsReboot: true }", MulticarrierCapabilities.FirmwareRequiresReboot)]
    [TestCase("{ staticScan: true, switchNeedsReboot: true }", MulticarrierCapabilities.StaticScan | MulticarrierCapabilities.FirmwareRequiresReboot)]
    public void The_profile_says_what_the_modem_can_do(string section, MulticarrierCapabilities capabilities)
    {
        var bench = new ModemBench(ModemProfile.Parse("capable", $"extends: default\nmulticarrier: {section}\n"));
        Assert.That(bench.Query(Multicarrier.Capabilities).Success.Capabilities, Is.EqualTo(capabilities));
    }

    [Test]
    public void A_modem_for_one_carrier_has_no_such_service()
    {
        var bench = new ModemBench(ModemProfile.Parse("single", "extends: default\ncapabilities: { controlCaps: [regManual] }\n"));
        bench.Query(Multicarrier.Capabilities).AssertRefused(MbimStatus.NoDeviceSupport);
        bench.Query(Multicarrier.LocationInfo).AssertRefused(MbimStatus.NoDeviceSupport);
        Assert.That(bench.Query(BasicConnect.DeviceServices).Success.DeviceServices.Select(service => service.DeviceServiceId), Does.Not.Contain(Multicarrier.Id));
    }

    [Test]
    public void The_static_list_has_the_providers_of_the_country_where_the_host_is()
    {
        var bench = ModemBench.Ready(ModemProfile.Parse("carriers", Carriers));
        Assert.That(bench.Query(Multicarrier.LocationInfo).Success.Country, Is.EqualTo(HostLocation.Unknown));
        Assert.That(List(bench), Is.EqualTo("00101 310260 311480 26201"), "nobody has said where");
        Assert.That(ListIn(bench, 244), Is.EqualTo("310260 311480"), "without the provider with which the modem is registered");
        Assert.That(ListIn(bench, 94), Is.EqualTo("26201"));
        Assert.That(ListIn(bench, 2), Is.EqualTo("ProvidersNotFound"));
        Assert.That(ListIn(bench, 3), Is.EqualTo("ProvidersNotFound"), "a country that the modem does not know");
        Assert.That(ListIn(bench, 1), Is.EqualTo("00101"));
        var home = bench.Query(BasicConnect.VisibleProviders, new VisibleProvidersQuery { Action = VisibleProvidersAction.RestrictedScan }).Success.Providers.Single();
        Assert.That(home.ProviderState, Is.EqualTo(ProviderState.Home | ProviderState.Visible | ProviderState.Registered | ProviderState.PreferredMulticarrier));
        Assert.That(home.Rssi, Is.EqualTo(99), "it was not heard");
        Assert.That(bench.Query(Multicarrier.LocationInfo).Success.Country, Is.EqualTo(1));

        bench.Set(BasicConnect.MulticarrierProviders, new MulticarrierProviders { Providers = [new Provider { ProviderId = "00109" }] });
        Assert.That(List(bench), Is.EqualTo("00109"));
        bench.Do(modem => modem.LoseCoverage());
        Assert.That(List(bench), Is.EqualTo("00109"), "there is no scan");
        bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off });
        Assert.That(List(bench), Is.EqualTo("RadioPowerOff"));
    }

    [Test]
    public void A_full_scan_and_that_of_a_modem_without_a_list_ask_the_network()
    {
        var bench = ModemBench.Ready(ModemProfile.Parse("carriers", Carriers));
        bench.Set(Multicarrier.LocationInfo, new HostLocation { Country = 94 });
        var full = bench.Query(BasicConnect.VisibleProviders, new VisibleProvidersQuery());
        Assert.That(full.Status, Is.Null);
        bench.Advance(5000);
        Assert.That(full.Success.Providers.Select(provider => provider.ProviderId), Is.EqualTo(new[] { "00101", "00102", "00103", "00104" }));

        bench = ModemBench.Ready(ModemProfile.Parse("scanning", Carriers.Replace("staticScan: true", "staticScan: false", StringComparison.Ordinal)));
        bench.Set(Multicarrier.LocationInfo, new HostLocation { Country = 94 });
        var restricted = bench.Query(BasicConnect.VisibleProviders, new VisibleProvidersQuery { Action = VisibleProvidersAction.RestrictedScan });
        Assert.That(restricted.Status, Is.Null);
        bench.Advance(5000);
        Assert.That(restricted.Success.Providers.Select(provider => provider.ProviderId), Is.EqualTo(new[] { "00101" }), "where the host is does not matter to it");
    }

    [Test]
    public void Another_home_provider_needs_other_firmware_and_the_modem_starts_with_it()
    {
        var bench = ModemBench.Ready(ModemProfile.Parse("reboot", Carriers) with { Multicarrier = new MulticarrierProfile { SwitchNeedsReboot = true } });
        SetHome(bench, "00101");
        bench.Advance(10_000);
        Assert.That(bench.CloseReason, Is.Null, "it was the home provider before");

        Assert.That(SetHome(bench, "00102"), Is.EqualTo(MbimStatus.Success));
        bench.Advance(2999);
        Assert.That(bench.CloseReason, Is.Null);
        bench.Set(MsBasicConnectExtensions.DeviceReset, default).AssertRefused(MbimStatus.Busy);
        bench.Advance(1);
        Assert.That(bench.CloseReason, Does.Contain("lost power"));
        bench.Reconnect();
        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.HomeProvider).Success.Provider.ProviderId, Is.EqualTo("00102"));
        Assert.That(bench.Query(BasicConnect.RegisterState).Success, Has.Property("ProviderId").EqualTo("00102").And.Property("RegisterState").EqualTo(RegisterState.Home));

        bench = ModemBench.Ready(ModemProfile.Parse("stays", Carriers));
        SetHome(bench, "00102");
        bench.Advance(10_000);
        Assert.That(bench.CloseReason, Is.Null, "its firmware is for all carriers");
    }

    [Test]
    public void The_cids_of_a_service_are_those_that_device_services_has()
    {
        var bench = new ModemBench(ModemProfile.Parse("some", "extends: default\nservices: { without: [MS_BASIC_CONNECT_EXTENSIONS.PCO] }\n"));
        foreach (var service in bench.Query(BasicConnect.DeviceServices).Success.DeviceServices)
        {
            Assert.That(ListCids(bench, service.DeviceServiceId), Is.EqualTo(service.Cids), $"{service.DeviceServiceId}");
        }

        Assert.That(ListCids(bench, Multicarrier.Id), Is.EqualTo(new uint[] { 1, 2, 3 }));
        Assert.That(ListCids(bench, MsBasicConnectExtensions.Id), Does.Not.Contain(9));
        bench.Query(Multicarrier.CurrentCidList, new CurrentCidListQuery { DeviceServiceId = Guid.NewGuid() }).AssertRefused(MbimStatus.NoDeviceSupport);
    }

    [TestCase("countries: [{ geoId: 1, mcc: [] }]", "0 codes")]
    [TestCase("countries: [{ geoId: 1, mcc: [\"31\"] }]", "'31'")]
    [TestCase("countries: [{ geoId: 1, mcc: [\"310\"] }, { geoId: 1, mcc: [\"311\"] }]", "country 1 twice")]
    [TestCase("countries: [{ geoId: 4294967295, mcc: [\"310\"] }]", "4294967295")]
    [TestCase("countries: [{ mcc: [\"310\"] }]", "geoId")]
    public void A_mistake_in_the_profile_is_told(string section, string told) => Assert.That(
        () => ModemProfile.Parse("wrong", $"extends: default\nmulticarrier:\n  {section}\n"),
        Throws.TypeOf<ModemProfileException>().With.Message.Contains(told));

    private static string ListIn(ModemBench bench, uint country)
    {
        Assert.That(bench.Set(Multicarrier.LocationInfo, new HostLocation { Country = country }).Success.Country, Is.EqualTo(country));
        return List(bench);
    }

    private static string List(ModemBench bench)
    {
        var reply = bench.Query(BasicConnect.VisibleProviders, new VisibleProvidersQuery { Action = VisibleProvidersAction.RestrictedScan });
        return reply.Status == MbimStatus.Success ? string.Join(' ', reply.Success.Providers.Select(provider => provider.ProviderId)) : $"{reply.Status}";
    }

    private static MbimStatus? SetHome(ModemBench bench, string id) =>
        bench.Set(BasicConnect.HomeProvider, new HomeProvider { Provider = new Provider { ProviderId = id, CellularClass = CellularClass.Gsm } }).Status;

    private static MbimArray<uint> ListCids(ModemBench bench, Guid service) =>
        bench.Query(Multicarrier.CurrentCidList, new CurrentCidListQuery { DeviceServiceId = service }).Success.Cids;
}
