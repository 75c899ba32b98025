using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimProtocol.Services.MobileBroadbandCalls;
using static MbimProtocol.Services.MobileBroadbandCalls.MobileBroadbandCid;

namespace MbimEmulator.Tests.DeviceServices;

public class ServiceAccessTests
{
    private static readonly Guid Meter = ServiceBench.Meter;

    [TestCaseSource(nameof(Members))]
    public void Somebody_unknown_is_denied_and_the_owner_is_not(MobileBroadbandCid member)
    {
        var bench = new ServiceBench();
        var (nobody, owner) = (bench.Application(CallerIdentity.Nobody), bench.Application());
        Assert.That(HResults.SymbolOf(nobody.Result(member, nobody.Service(bench.Modem, Meter), 1, 0, 0, 0)), Is.EqualTo("E_ACCESSDENIED"));
        Assert.That(nobody.Events(), Is.Empty);
        Assert.That(owner.Result(member, owner.Service(bench.Modem, Meter), 1, 0, 0, 0), Is.Not.EqualTo(HResult.AccessDenied));
    }

    [Test]
    public void What_there_is_is_told_to_everybody()
    {
        var bench = new ServiceBench();
        var nobody = bench.Application(CallerIdentity.Nobody);
        var context = nobody.Context(bench.Modem);
        Assert.That(nobody.Call(GetInterfaces).Result, Is.EqualTo(HResult.Ok));
        Assert.That(nobody.Result(EnumerateDeviceServices, context), Is.EqualTo(HResult.Ok));
        Assert.That(nobody.Value(MaxCommandSize, context), Is.Positive);
    }

    [TestCaseSource(nameof(Members))]
    public void One_method_may_be_denied_alone(MobileBroadbandCid member)
    {
        var bench = new ServiceBench(With(new() { Allow = false, Methods = [member.ToString()] }, new() { Allow = true }));
        var application = bench.Application(CallerIdentity.Nobody);
        var meter = application.Service(bench.Modem, Meter);
        Assert.That(Members().Where(each => application.Result(each, meter, 1, 0, 0, 0) == HResult.AccessDenied), Is.EqualTo(new[] { member }));
    }

    [Test]
    public void Rules_are_about_device_services()
    {
        var bench = new ServiceBench(With(new AccessRule { Allow = true, Services = [Meter] }));
        var application = bench.Application(CallerIdentity.Nobody);
        application.WithData(bench.Modem, Meter);
        Assert.That(application.Result(OpenDataSession, application.Service(bench.Modem, ServiceBench.Tap)), Is.EqualTo(HResult.AccessDenied));
    }

    [Test]
    public void A_handle_that_is_none_is_told_before_access() =>
        Assert.That(new ServiceBench().Application(CallerIdentity.Nobody).Result(OpenDataSession, 9), Is.EqualTo(HResult.InvalidArgument));

    [Test]
    public void Who_the_caller_says_it_is_counts_only_where_that_is_trusted([Values] bool isTrusted)
    {
        var bench = new ServiceBench(With(new AccessRule { Allow = true, Groups = ["modem"], Capabilities = ["cellularDeviceControl"] }), trustDeclaredCallers: isTrusted);
        var application = bench.Application(CallerIdentity.Nobody);
        var meter = application.Service(bench.Modem, Meter);
        var declared = new DeclaredCaller { User = "eve", Groups = "users, modem", Capabilities = "cellularDeviceControl" };
        Assert.That(application.Call(DeclareCaller, TestApplication.Bytes(declared)).Result, Is.EqualTo(isTrusted ? HResult.Ok : HResult.AccessDenied));
        Assert.That(application.Result(OpenDataSession, meter), Is.EqualTo(isTrusted ? HResult.Ok : HResult.AccessDenied));
    }

    [Test]
    public void Each_modem_has_its_own_rules()
    {
        var bench = new ServiceBench(With(new AccessRule { Allow = true }));
        var strict = new ModemGroup(new ModemGroupOptions
        {
            Name = "strict",
            TimeProvider = bench.Clock,
            Service = bench.Service,
            Profile = bench.Profile with { MobileBroadband = With(new AccessRule { Allow = false }), DeviceServices = new DeviceServicesProfile() },
        });
        var application = bench.Application();
        var echo = new DeviceServicesProfile().Services[0].Id;
        Assert.That(application.Result(OpenDataSession, application.Service(strict, echo)), Is.EqualTo(HResult.AccessDenied));
        application.WithData(bench.Modem, Meter);
    }

    private static MobileBroadbandProfile With(params AccessRule[] rules) => new() { Access = new AccessPolicy { Rules = [.. rules] } };

    private static IEnumerable<MobileBroadbandCid> Members() =>
        Enum.GetValues<MobileBroadbandCid>().Where(cid => cid is >= QuerySupportedCommands and <= IsDataSessionOpen);
}
