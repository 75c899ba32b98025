using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Tests.Faults.Library.ModemFaultBench;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class ModemFaultTestsOfContexts
{
    [Test]
    public void M40_ipv4_alone_is_given()
    {
        var bench = Ready("M40");
        var info = bench.Connect(ipType: ContextIpType.IPv4v6).Success;
        Assert.That((info.ActivationState, info.IpType, info.NwError), Is.EqualTo((ActivationState.Activated, ContextIpType.IPv4, NwError.PdpTypeIPv4OnlyAllowed)));
        var configuration = bench.Query(BasicConnect.IpConfiguration, new IPConfigurationInfo()).Success;
        Assert.That((configuration.IPv4Address.Count, configuration.IPv6ConfigurationAvailable), Is.EqualTo((1, IPConfigurationAvailable.None)));
        Assert.That(bench.Connect(1, ipType: ContextIpType.IPv6).Status, Is.EqualTo(MbimStatus.Failure));
    }

    [Test]
    public void M41_an_access_string_is_refused_and_then_throttled()
    {
        var bench = Ready("M41", ("accessString", "internet"), ("nwError", "33"));
        var reasons = Enumerable.Range(0, 5).Select(_ => bench.Connect().AssertRefusedWhole(MbimStatus.Failure).NwError);
        Assert.That(reasons, Is.EqualTo((NwError[])[(NwError)33, (NwError)33, NwError.None, NwError.None, NwError.None]));
        Assert.That(bench.Connect(accessString: "other").Status, Is.EqualTo(MbimStatus.Success));
    }

    [TestCase("address")]
    [TestCase("gateway")]
    [TestCase("dns")]
    [TestCase("prefix")]
    public void M45_the_ip_configuration_contradicts_itself(string variant)
    {
        var bench = Ready("M45", ("variant", variant));
        bench.Connect(ipType: ContextIpType.IPv4v6);
        foreach (var info in new[] { bench.Query(BasicConnect.IpConfiguration, new IPConfigurationInfo()).Success, (IPConfigurationInfo)bench.Notified["IP_CONFIGURATION"] })
        {
            Assert.That(info.IPv4ConfigurationAvailable, Is.EqualTo(
                IPConfigurationAvailable.Address | IPConfigurationAvailable.Gateway | IPConfigurationAvailable.Dns | IPConfigurationAvailable.Mtu), "what it says");
            Assert.That(
                (info.IPv4Address.Count, info.IPv4Gateway is null, info.IPv4DnsServer.Count, info.IPv6Address[0].OnLinkPrefixLength),
                Is.EqualTo((variant == "address" ? 0 : 1, variant == "gateway", variant == "dns" ? 0 : 1, variant == "prefix" ? 128u : 64)));
        }
    }

    [TestCase("maxActivatedContexts", MbimStatus.MaxActivatedContexts)]
    [TestCase("contextNotActivated", MbimStatus.ContextNotActivated)]
    [TestCase("invalidParameters", MbimStatus.InvalidParameters)]
    public void M46_one_context_more_is_refused(string name, MbimStatus status)
    {
        var bench = Ready("M46", ("max", "2"), ("status", name));
        Assert.That(bench.Query(BasicConnect.DeviceCaps).Success.MaxSessions, Is.GreaterThan(2));
        bench.Connect();
        bench.Connect(1);
        Assert.That(bench.Connect(2).Status, Is.EqualTo(status));
        Assert.That(bench.Query(BasicConnect.Connect, new ConnectQuery { SessionId = 1 }).Success.ActivationState, Is.EqualTo(ActivationState.Activated));
        bench.Disconnect();
        Assert.That(bench.Connect(2).Status, Is.EqualTo(MbimStatus.Success), "when one has ended");
    }

    [Test]
    public void M47_the_notification_comes_before_the_answer()
    {
        var bench = Ready("M47");
        bench.Connect();
        Assert.That(bench.Transcript, Is.EqualTo(["CONNECT 0 Activated 0", "IP_CONFIGURATION 0", "CONNECT done Success"]));
        bench.Transcript.Clear();
        bench.Disconnect();
        Assert.That(bench.Transcript, Is.EqualTo(["CONNECT done Success", "CONNECT 0 Deactivated 0"]));
    }
}
