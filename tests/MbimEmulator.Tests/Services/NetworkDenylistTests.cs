using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Registration;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Services;

/// <summary>NETWORK_DENYLIST of MS Basic Connect Extensions (Microsoft, "MB Network Blacklist Operations").</summary>
public sealed class NetworkDenylistTests
{
    private const string Told = "MS Basic Connect Extensions 2 ";

    private static readonly NetworkDenylistProvider HomeSim = new() { Mcc = 1, Mnc = 1 };

    private static readonly MbimArray<NetworkDenylistProvider> AllNetworks = [Network(1), Network(2), Network(3), Network(4)];

    private static readonly SimProfile OtherSim = new() { IccId = "89882110000000000099", SubscriberId = "001030123456789" };

    [Test]
    public void A_new_modem_has_empty_lists()
    {
        Assert.That(Query(ModemBench.Ready()), Is.EqualTo(new NetworkDenylistInfo()));
    }

    [Test]
    public void A_listed_SIM_leaves_the_network_and_does_not_come_back()
    {
        var bench = Subscribed();
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, List(HomeSim)).AssertDone();
        Assert.That(bench.Transcript.Select(line => line.StartsWith(Told, StringComparison.Ordinal) ? line[..(Told.Length + 2)] : line), Is.EqualTo(new[] { "NETWORK_DENYLIST done Success", "PACKET_SERVICE Detached", "REGISTER_STATE Denied", Told + "01" }));
        bench.Transcript.Clear();
        bench.Advance(100_000);
        bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState()).AssertRefusedWhole(MbimStatus.Failure);
        bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = RegisterAction.Manual, ProviderId = "00102" }).AssertRefusedWhole(MbimStatus.Failure);
        bench.Change("lose-coverage");
        bench.Change("regain-coverage");
        bench.Change("allow");
        bench.Advance(1000);
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Denied));
        Assert.That(bench.Transcript, Has.None.StartsWith("REGISTER_STATE Searching").And.None.StartsWith(Told));
    }

    [Test]
    public void Another_SIM_registers_and_both_changes_are_told()
    {
        var bench = Subscribed();
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, List(HomeSim));
        bench.Transcript.Clear();
        bench.Do(modem => modem.InsertSim(OtherSim));
        bench.Advance(1000);
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Home));
        Assert.That(bench.Transcript.Count(line => line.StartsWith(Told + "00", StringComparison.Ordinal)), Is.EqualTo(1));
        bench.Transcript.Clear();
        bench.Do(modem => modem.InsertSim(new SimProfile()));
        bench.Advance(1000);
        Assert.That(bench.Transcript.Count(line => line.StartsWith(Told + "01", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Denied));
    }

    [Test]
    public void A_SIM_is_compared_by_its_IMSI_and_told_even_without_the_radio()
    {
        var bench = Subscribed();
        bench.SetAndWait(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off });
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, List(HomeSim with { Mnc = 3 }, HomeSim with { NetworkDenylistType = NetworkDenylistType.Network }));
        Assert.That(Query(bench).DenylistState, Is.EqualTo(NetworkDenylistState.NotActuated));
        bench.Do(modem => modem.InsertSim(OtherSim));
        bench.Advance(1000);
        Assert.That(Query(bench).DenylistState, Is.EqualTo(NetworkDenylistState.SimProviderActuated));
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Deregistered));
        bench.SetAndWait(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.On });
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Denied));
    }

    [Test]
    public void A_listed_network_is_left_for_another_one()
    {
        var bench = Subscribed();
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, List(Network(1))).AssertDone();
        bench.Advance(1000);
        Assert.That(bench.Modem.RegistrationState.ProviderId, Is.EqualTo("00102"));
        Assert.That(bench.Transcript, Has.None.StartsWith(Told), "there are others");
        bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = RegisterAction.Manual, ProviderId = "00101" }).AssertRefusedWhole(MbimStatus.Failure);
        Assert.That((bench.Modem.RegistrationState.RegisterState, bench.Modem.RegistrationState.NwError), Is.EqualTo((RegisterState.Denied, NwError.None)));
        bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState()).AssertDone();
        bench.Transcript.Clear();
        bench.Change("roam", "00101");
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Searching), "it does not enter the cell");
        bench.Advance(1000);
        Assert.That(bench.Modem.RegistrationState.ProviderId, Is.EqualTo("00102"), "a listed cell is none to be in");
        Assert.That(Query(bench).DenylistState, Is.EqualTo(NetworkDenylistState.NotActuated));
    }

    [Test]
    public void Where_all_networks_are_listed_the_modem_is_denied_until_one_is_not()
    {
        var bench = Subscribed();
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, new NetworkDenylistInfo { Providers = AllNetworks });
        bench.Advance(1000);
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Denied));
        Assert.That(bench.Transcript.Count(line => line.StartsWith(Told + "02", StringComparison.Ordinal)), Is.EqualTo(1));
        bench.Transcript.Clear();
        bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState()).AssertRefusedWhole(MbimStatus.Failure);
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, new NetworkDenylistInfo { Providers = AllNetworks.Skip(1).ToMbimArray() });
        bench.Advance(1000);
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Home));
        Assert.That(Query(bench).DenylistState, Is.EqualTo(NetworkDenylistState.NotActuated));
    }

    [Test]
    public void Where_a_provider_that_refuses_the_subscriber_is_left_the_modem_is_denied_until_there_is_another()
    {
        var bench = Subscribed();
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, new NetworkDenylistInfo { Providers = AllNetworks.Take(3).ToMbimArray() });
        bench.Advance(1000);
        Assert.That((bench.Modem.RegistrationState.RegisterState, bench.Modem.RegistrationState.NwError), Is.EqualTo((RegisterState.Denied, NwError.PlmnNotAllowed)));
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, new NetworkDenylistInfo { Providers = AllNetworks.Skip(1).Take(2).ToMbimArray() });
        bench.Advance(1000);
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Home));
    }

    [Test]
    public void A_modem_that_only_a_provider_that_refuses_was_left_to_registers_when_it_hears_another()
    {
        var bench = Subscribed();
        bench.Change("cell-level", "00101", "none");
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, new NetworkDenylistInfo { Providers = AllNetworks.Skip(1).Take(2).ToMbimArray() });
        bench.Advance(1000);
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Denied));
        bench.Transcript.Clear();
        bench.Change("regain-coverage");
        Assert.That(bench.Transcript, Is.Empty, "nothing is another");
        bench.Change("cell-level", "00101", "-90");
        bench.Advance(1000);
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Home));
    }

    [Test]
    public void Both_lists_may_keep_it_away()
    {
        var bench = Subscribed();
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, new NetworkDenylistInfo { Providers = AllNetworks.Append(HomeSim).ToMbimArray() });
        Assert.That(Query(bench).DenylistState, Is.EqualTo(NetworkDenylistState.SimProviderActuated | NetworkDenylistState.NetworkProviderActuated));
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, new NetworkDenylistInfo()).AssertDone();
        bench.Advance(1000);
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Home));
    }

    [Test]
    public void A_list_does_not_wake_a_denial_of_the_network()
    {
        var bench = Subscribed();
        bench.Change("deny", "11");
        bench.Transcript.Clear();
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, List(Network(3)));
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "NETWORK_DENYLIST done Success" }));
    }

    [Test]
    public void A_set_replaces_both_lists_and_its_state_does_not_count()
    {
        var bench = new ModemBench(ModemProfile.Load("no-sim"));
        bench.Advance(1000);
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, List(HomeSim, Network(2)) with { DenylistState = (NetworkDenylistState)3 });
        Assert.That(Query(bench), Is.EqualTo(List(HomeSim, Network(2))));
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, List(Network(3)));
        Assert.That(Query(bench), Is.EqualTo(List(Network(3))));
    }

    [Test]
    public void What_cannot_be_is_refused()
    {
        var bench = Subscribed();
        foreach (var wrong in new[] { HomeSim with { Mcc = 1000 }, HomeSim with { Mnc = 1000 }, HomeSim with { NetworkDenylistType = (NetworkDenylistType)2 } })
        {
            bench.Set(MsBasicConnectExtensions.NetworkDenylist, List(Network(3), wrong)).AssertRefused(MbimStatus.InvalidParameters);
        }

        var many = Enumerable.Range(100, NetworkDenylist.MaxProviders + 1).Select(mcc => HomeSim with { Mcc = (uint)mcc }).ToMbimArray();
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, new NetworkDenylistInfo { Providers = many }).AssertRefused(MbimStatus.WriteFailure);
        Assert.That(Query(bench), Is.EqualTo(new NetworkDenylistInfo()));
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, new NetworkDenylistInfo { Providers = many.Skip(1).ToMbimArray() }).AssertDone();
    }

    [Test]
    public void The_lists_outlive_power_and_SIMs()
    {
        var bench = Subscribed();
        Assert.That(bench.Modem.TakeSnapshot().Parts.Select(part => part.Section.Name), Does.Not.Contain("networkDenylist"));
        bench.Set(MsBasicConnectExtensions.NetworkDenylist, List(HomeSim, Network(2)));
        bench.Do(modem => modem.InsertSim(OtherSim));
        bench.Do(modem => modem.InsertSim(new SimProfile()));
        var kept = ModemSnapshots.Parse(
            "s", ModemSnapshots.ToJson(new Dictionary<string, ModemSnapshot> { ["m"] = bench.Modem.TakeSnapshot() }), new Dictionary<string, string>())["m"];
        bench = new ModemBench(snapshot: kept);
        bench.Advance(1000);
        Assert.That(Query(bench), Is.EqualTo(List(HomeSim, Network(2)) with { DenylistState = NetworkDenylistState.SimProviderActuated }));
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Denied));
    }

    private static NetworkDenylistProvider Network(uint mnc) => new() { Mcc = 1, Mnc = mnc, NetworkDenylistType = NetworkDenylistType.Network };

    private static NetworkDenylistInfo List(params NetworkDenylistProvider[] providers) => new() { Providers = [.. providers] };

    private static NetworkDenylistInfo Query(ModemBench bench) => bench.Query(MsBasicConnectExtensions.NetworkDenylist).Success;

    private static ModemBench Subscribed()
    {
        var bench = ModemBench.Ready();
        bench.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList
        {
            Events = [new EventEntry { DeviceServiceId = BasicConnect.Id }, new EventEntry { DeviceServiceId = MsBasicConnectExtensions.Id, Cids = [2] }],
        });
        bench.Transcript.Clear();
        return bench;
    }
}
