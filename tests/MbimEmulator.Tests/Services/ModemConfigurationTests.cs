using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Services;

/// <summary>MODEM_CONFIGURATION of MS Basic Connect Extensions, since MBIMEx 3.0.</summary>
public sealed class ModemConfigurationTests
{
    private const string Told = "MS Basic Connect Extensions 16 ";

    private static readonly ModemProfile Profile = ModemProfile.Parse("p", """
        configuration:
          name: Other
          carriers: [{ provider: "00101", name: Home }]
        timings: { configure: 2s }
        """);

    private static readonly SimProfile OtherSim = ModemProfile.Parse("p", """
        sim: { iccId: "89882110000000000099", subscriberId: "001030123456789", files: { files: { usim/6fd9: 00f130ffffffffffffffffff } } }
        """).Sim;

    [Test]
    public void The_modem_configures_itself_for_the_carrier_of_its_SIM()
    {
        var bench = new ModemBench(Profile, MbimExVersion.V3);
        Assert.That(Query(bench), Is.EqualTo(new ModemConfigurationInfo()));
        bench.Advance(1999);
        Assert.That(Query(bench), Is.EqualTo(Of(ModemConfigurationStatus.Started, "Home")));
        bench.Advance(100);
        Assert.That(Query(bench), Is.EqualTo(Of(ModemConfigurationStatus.Completed, "Home")));
        Assert.That(bench.ReadStates("configuration"), Is.EqualTo("completed"));
    }

    [Test]
    public void Every_step_is_told_and_the_same_carrier_needs_no_second_configuration()
    {
        var bench = Subscribed(MbimExVersion.V3);
        bench.Do(modem => modem.InsertSim(OtherSim));
        bench.Advance(5000);
        bench.Do(modem => modem.InsertSim(OtherSim with { IccId = "89882110000000000088" }));
        bench.Advance(60);
        var told = bench.Transcript.Where(line => line.StartsWith(Told, StringComparison.Ordinal)).Select(line => Read(line[Told.Length..]));
        Assert.That(told, Is.EqualTo(new[]
        {
            Of(ModemConfigurationStatus.Unknown, ""), Of(ModemConfigurationStatus.Started, "Other"), Of(ModemConfigurationStatus.Completed, "Other"),
            Of(ModemConfigurationStatus.Unknown, ""), Of(ModemConfigurationStatus.Completed, "Other"),
        }));
    }

    [Test]
    public void A_modem_that_starts_again_configures_itself_again()
    {
        var bench = Subscribed(MbimExVersion.V3);
        bench.Do(modem => modem.Recover());
        bench.Advance(60);
        Assert.That(Query(bench).ConfigurationStatus, Is.EqualTo(ModemConfigurationStatus.Started));
        bench.Do(modem => modem.EjectSim());
        bench.Advance(5000);
        Assert.That(Query(bench), Is.EqualTo(new ModemConfigurationInfo()), "what was under way ends");
    }

    [TestCase(MbimExVersion.V1)]
    [TestCase(MbimExVersion.V2)]
    public void Before_MBIMEx_3_the_CID_is_listed_and_neither_answered_nor_told(MbimExVersion version)
    {
        var bench = Subscribed(version);
        var listed = bench.Query(BasicConnect.DeviceServices).Success.DeviceServices.Single(service => service.DeviceServiceId == MsBasicConnectExtensions.Id).Cids;
        Assert.That(listed, Does.Contain(16u).And.Contain(17u));
        bench.Query(MsBasicConnectExtensions.ModemConfiguration).AssertRefused(MbimStatus.NoDeviceSupport);
        bench.Query(MsBasicConnectExtensions.RegistrationParameters).AssertRefused(MbimStatus.NoDeviceSupport);
        bench.Set(MsBasicConnectExtensions.RegistrationParameters, new RegistrationParametersInfo()).AssertRefused(MbimStatus.NoDeviceSupport);
        bench.Do(modem => modem.EjectSim());
        Assert.That(bench.Transcript, Has.None.StartsWith(Told));
    }

    [TestCase("name: [x]", "name")]
    [TestCase("carriers: [{ provider: '00101' }]", "name")]
    [TestCase("carriers: [{ provider: '00101', name: a }, { provider: '00101', name: b }]", "each provider only once")]
    public void A_profile_with_a_mistake_is_refused(string entries, string expected) =>
        Assert.That(() => ModemProfile.Parse("p", $"configuration: {{ {entries} }}"), Throws.TypeOf<ModemProfileException>().With.Message.Contains(expected));

    private static ModemConfigurationInfo Of(ModemConfigurationStatus status, string name) => new() { ConfigurationStatus = status, ConfigurationName = name };

    private static ModemConfigurationInfo Read(string hexadecimal)
    {
        Assert.That(ModemConfigurationInfo.TryRead(Convert.FromHexString(hexadecimal), MbimExVersion.V3, MbimReadMode.Strict, out var info, out _));
        return info!;
    }

    private static ModemConfigurationInfo Query(ModemBench bench) => bench.Query(MsBasicConnectExtensions.ModemConfiguration).Success;

    private static ModemBench Subscribed(MbimExVersion version)
    {
        var bench = ModemBench.Ready(Profile, version);
        bench.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList { Events = [new EventEntry { DeviceServiceId = MsBasicConnectExtensions.Id, Cids = [16] }] });
        bench.Advance(5000);
        bench.Transcript.Clear();
        return bench;
    }
}
