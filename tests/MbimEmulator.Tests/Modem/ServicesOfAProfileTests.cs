using MbimEmulator.Profiles;
using MbimEmulator.Scenarios;
using MbimProtocol.Messages;
using MbimProtocol.Services.AuthService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;

namespace MbimEmulator.Tests.Modem;

/// <summary>A profile says which services and CIDs the modem has.</summary>
public sealed class ServicesOfAProfileTests
{
    [Test]
    public void What_a_modem_is_without_is_neither_listed_nor_answered()
    {
        var bench = ModemBench.Ready(ModemProfile.Parse("p", "services: { without: [AUTH.*, MS_BASIC_CONNECT_EXTENSIONS.PIN_EX, BASIC_CONNECT.EMERGENCY_MODE] }"));
        var listed = ListedBy(bench);
        Assert.That(listed.Keys, Does.Not.Contain(Auth.Id));
        Assert.That(listed[MsBasicConnectExtensions.Id], Does.Contain(15u).And.Not.Contain(14u));
        Assert.That(listed[BasicConnect.Id], Does.Contain(BasicConnect.RadioState.Number).And.Not.Contain(BasicConnect.EmergencyMode.Number));
        bench.Query(Auth.Aka, new AuthAkaQuery { Rand = [.. new byte[16]], Autn = [.. new byte[16]] }).AssertRefused(MbimStatus.NoDeviceSupport);
        bench.Query(MsBasicConnectExtensions.PinEx, new PinApp()).AssertRefused(MbimStatus.NoDeviceSupport);
        bench.Query(BasicConnect.EmergencyMode).AssertRefused(MbimStatus.NoDeviceSupport);
        Assert.That(bench.Query(MsUiccLowLevelAccess.Atr).Success.Atr.Count, Is.GreaterThan(0));
    }

    [Test]
    public void What_a_modem_has_alone_is_all_that_is_listed()
    {
        var bench = ModemBench.Ready(ModemProfile.Parse(
            "p", "services: { only: [BASIC_CONNECT.*, MS_UICC_LOW_LEVEL_ACCESS.ATR], without: [BASIC_CONNECT.SIGNAL_STATE] }\ndeviceServices: { services: [] }"));
        var listed = ListedBy(bench);
        Assert.That(listed.Keys, Is.EquivalentTo(new[] { BasicConnect.Id, MsUiccLowLevelAccess.Id }));
        Assert.That(listed[MsUiccLowLevelAccess.Id], Is.EqualTo(new[] { MsUiccLowLevelAccess.Atr.Number }));
        Assert.That(listed[BasicConnect.Id], Does.Not.Contain(BasicConnect.SignalState.Number));
        bench.Query(MsUiccLowLevelAccess.ApplicationList).AssertRefused(MbimStatus.NoDeviceSupport);
    }

    [Test]
    public void A_CID_that_is_not_there_notifies_nobody()
    {
        Assert.That(NotifiedWithoutSim("{}"), Does.Contain("SUBSCRIBER_READY_STATUS"));
        Assert.That(NotifiedWithoutSim("{ without: [BASIC_CONNECT.SUBSCRIBER_READY_STATUS] }"), Does.Not.Contain("SUBSCRIBER_READY_STATUS"));

        static IEnumerable<string> NotifiedWithoutSim(string services)
        {
            var bench = ModemBench.Ready(ModemProfile.Parse("p", $"services: {services}"));
            bench.Notified.Clear();
            bench.Do(modem => modem.EjectSim());
            bench.Advance(1000);
            return bench.Notified.Keys;
        }
    }

    [Test]
    public void The_profiles_own_device_services_are_there_whatever_the_others_are()
    {
        var bench = ModemBench.Ready(ModemProfile.Load("mbim10"));
        Assert.That(ListedBy(bench).Keys, Is.EqualTo(new[] { BasicConnect.Id, Auth.Id, Dss.Id, new Guid("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7") }));
        Assert.That(bench.Raw(new Guid("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7"), 1, MbimCommandType.Query, [1, 2, 3, 4], out var echo), Is.EqualTo(MbimStatus.Success));
        Assert.That(echo, Is.EqualTo(new byte[] { 1, 2, 3, 4 }));
        bench.Query(MsBasicConnectExtensions.Version, new MbimVersion { Version = 0x0100, ExtendedVersion = MbimProtocol.MbimExVersion.V3 }).AssertRefused(MbimStatus.NoDeviceSupport);
    }

    [Test]
    public void A_fault_of_a_CID_that_the_modem_lacks_is_told_when_it_is_loaded()
    {
        var rules = new[] { new ScenarioRule { Name = "r", Fault = "M99", Trigger = new MessageTrigger(new MbimEmulator.Patterns.MessagePattern { Type = MbimMessageType.CommandDone, Status = MbimStatus.Success, Service = MsUiccLowLevelAccess.Id, Cid = 5 }), Actions = [] } };
        Assert.That(ScenarioNeeds.Of(rules, ModemProfile.Load("default")), Is.Empty);
        Assert.That(ScenarioNeeds.Of(rules, ModemProfile.Load("mbim10")).Select(need => need.ToString()), Has.Some.Contains("the profile 'mbim10' does not have"));
    }

    private static Dictionary<Guid, uint[]> ListedBy(ModemBench bench) =>
        bench.Query(BasicConnect.DeviceServices).Success.DeviceServices.ToDictionary(service => service.DeviceServiceId, service => service.Cids.ToArray());
}
