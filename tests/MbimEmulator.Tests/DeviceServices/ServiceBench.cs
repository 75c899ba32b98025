using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.Modem.DeviceServices;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Function;
using MbimEmulator.Time;

namespace MbimEmulator.Tests.DeviceServices;

/// <summary>A Mobile Broadband service on a virtual clock, with a modem, or several.</summary>
internal sealed class ServiceBench
{
    /// <summary>Both ways, two streams; echo.</summary>
    public static readonly Guid Meter = new("a0000000-0000-4000-8000-000000000001");

    /// <summary>From the modem alone, four streams.</summary>
    public static readonly Guid Tap = new("a0000000-0000-4000-8000-000000000002");

    /// <summary>Commands alone, CIDs 1 and 2; what it does is <see cref="Desk"/>.</summary>
    public static readonly Guid Commands = new("a0000000-0000-4000-8000-000000000003");

    private int _applications;

    public ServiceBench(MobileBroadbandProfile? options = null, TimeSpan dssConnect = default, bool trustDeclaredCallers = false, Func<ModemProfile, ModemProfile>? change = null,
        MessageJournal? journal = null)
    {
        Service = new MobileBroadbandService(new MobileBroadbandServiceOptions { TimeProvider = Clock, TrustDeclaredCallers = trustDeclaredCallers, Journal = journal });
        var profile = TestHost.Quiet with
        {
            MaxDssSessions = 3,
            MobileBroadband = options ?? new MobileBroadbandProfile(),
            Timings = TestHost.Quiet.Timings with { DssConnect = dssConnect },
            DeviceServices = new DeviceServicesProfile
            {
                Services =
                [
                    new() { Name = "meter", Id = Meter, Cids = [1], HostToDevice = true, DeviceToHost = true, MaxDssInstances = 2 },
                    new() { Name = "tap", Id = Tap, Cids = [1], DeviceToHost = true, MaxDssInstances = 4 },
                    new() { Name = "commands", Id = Commands, Cids = [1, 2], Behaviour = new BehaviourProfile { Name = "desk" } },
                ],
            },
        };
        Profile = change?.Invoke(profile) ?? profile;
        Modem = Add("modem0");
    }

    public VirtualClock Clock { get; } = new();

    public MobileBroadbandService Service { get; }

    public ModemProfile Profile { get; }

    public ModemGroup Modem { get; }

    public ManualBehaviour Desk { get; private set; } = null!;

    public ModemGroup Add(string name) => new(new ModemGroupOptions
    {
        Name = name,
        TimeProvider = Clock,
        Service = Service,
        Profile = Profile,
        Behaviours = new Dictionary<string, Func<DeviceServiceContext, IDeviceServiceBehaviour>> { ["desk"] = context => Desk = new ManualBehaviour(context) },
    });

    /// <summary>An application that has opened the service.</summary>
    public TestApplication Application(CallerIdentity? caller = null, uint maxControlTransfer = 128 * 1024)
    {
        var application = Connect(caller).Open(maxControlTransfer);
        Assert.That(application.Heard(), Is.EqualTo(new[] { "OpenDone 1 Success" }));
        return application;
    }

    public TestApplication Connect(CallerIdentity? caller = null, CarrierKind carrier = CarrierKind.InProcess) => new(
        Service.CreateLink(new ModemLinkOptions { Name = $"application {++_applications}", Carrier = carrier }, caller ?? CallerIdentity.Owner));

    public void Invoke(Action action) => Assert.That(Modem.InvokeAsync(_ => action()).Wait(TimeSpan.FromSeconds(30)), "did not finish");

    public void Advance(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>The service of commands tells something by itself.</summary>
    public void Indicate(uint cid, params byte[] buffer)
    {
        Invoke(() => Desk.Context.Schedule(TimeSpan.Zero, () => Desk.Context.Indicate(cid, buffer)));
        Advance(0);
    }

    public Guid[] Streams()
    {
        Guid[] open = [];
        Invoke(() => open = [.. Modem.Modem.OpenDssSessions.OrderBy(session => session.Key).Select(session => session.Value)]);
        return open;
    }
}
