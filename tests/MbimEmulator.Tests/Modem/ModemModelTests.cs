using FsCheck;
using FsCheck.Fluent;
using MbimEmulator.Modem;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Modem;

/// <summary>Whatever happens to the modem in whatever order, it is what a modem can be, and a host that only listens knows it.</summary>
public class ModemModelTests
{
    private const int TimeSteps = 4;

    private static readonly RadioStateInfo BothOn = new() { HwRadioState = RadioSwitchState.On, SwRadioState = RadioSwitchState.On };

    private static readonly (string Name, Action<ModemBench> Do)[] Steps =
    [
        ("1 ms", bench => bench.Advance(1)),
        ("20 ms", bench => bench.Advance(20)),
        ("60 ms", bench => bench.Advance(60)),
        ("1 s", bench => bench.Advance(1000)),
        ("eject", bench => bench.Do(modem => modem.EjectSim())),
        ("insert", bench => bench.Do(modem => modem.InsertSim())),
        ("insert locked", bench => bench.Do(modem => modem.InsertSim(new SimProfile { Pin1 = new() { Enabled = true } }))),
        ("hardware off", bench => bench.Do(modem => modem.SetHardwareRadio(RadioSwitchState.Off))),
        ("hardware on", bench => bench.Do(modem => modem.SetHardwareRadio(RadioSwitchState.On))),
        ("radio off", bench => bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off })),
        ("radio on", bench => bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.On })),
        ("lose coverage", bench => bench.Do(modem => modem.LoseCoverage())),
        ("regain coverage", bench => bench.Do(modem => modem.RegainCoverage())),
        ("deny", bench => bench.Do(modem => modem.Deny(NwError.IllegalMs))),
        ("allow", bench => bench.Do(modem => modem.Allow())),
        ("roam", bench => bench.Do(Roam)),
        ("signal 5", bench => bench.Do(modem => modem.SetSignal(5, 3))),
        ("signal 20", bench => bench.Do(modem => modem.SetSignal(20))),
        ("network detaches", bench => bench.Do(modem => modem.DetachByNetwork(NwError.ImplicitlyDetached))),
        ("network deactivates 0", bench => bench.Do(modem => modem.DeactivateByNetwork(0, NwError.NetworkFailure))),
        ("power", LosePower),
        ("register", bench => bench.Set(BasicConnect.RegisterState, new SetRegisterState())),
        ("register at 00102", bench => Register(bench, "00102")),
        ("register at 00104", bench => Register(bench, "00104")),
        ("attach", bench => bench.Set(BasicConnect.PacketService, new SetPacketService())),
        ("detach", bench => bench.Set(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Detach })),
        ("connect 0", bench => bench.Set(BasicConnect.Connect, ModemBench.Activation(0))),
        ("connect 1", bench => bench.Set(BasicConnect.Connect, ModemBench.Activation(1))),
        ("disconnect 0", bench => bench.Set(BasicConnect.Connect, ModemBench.Deactivation(0))),
        ("disconnect 1", bench => bench.Set(BasicConnect.Connect, ModemBench.Deactivation(1))),
        ("right pin", bench => Pin(bench, PinOperation.Enter, "1234")),
        ("wrong pin", bench => Pin(bench, PinOperation.Enter, "0000")),
        ("enable pin", bench => Pin(bench, PinOperation.Enable, "1234")),
        ("disable pin", bench => Pin(bench, PinOperation.Disable, "1234")),
        ("puk", bench => bench.Set(BasicConnect.Pin, new SetPin { PinType = PinType.Puk1, Pin = "12345678", NewPin = "1234" })),
        ("scan", bench => bench.Query(BasicConnect.VisibleProviders)),
        ("home", bench => bench.Set(BasicConnect.HomeProvider, new HomeProvider { Provider = new() { ProviderId = "00103" } })),
    ];

    private static readonly int Connecting = Array.FindIndex(Steps, step => step.Name == "connect 0");

    private static readonly Gen<int> Step = Gen.Frequency((1, Gen.Choose(0, TimeSteps - 1)), (2, Gen.Choose(TimeSteps, Steps.Length - 1)));

    // Half of the stories begin with a connected modem, which few would come to by chance.
    private static readonly Gen<int[]> Stories =
        from begin in Gen.Elements<int[]>([], [TimeSteps - 1, Connecting, TimeSteps - 1])
        from rest in Step.ArrayOf(40)
        select (int[])[.. begin, .. rest];

    [Test]
    public void The_modem_is_always_possible_and_notifications_tell_all_of_it() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Arb.From(Stories, Shorter), indices =>
        {
            var bench = new ModemBench();
            List<string> taken = [];
            bench.NotificationTaken = () => AssertToldPossible(bench, string.Join(", ", taken));
            foreach (var index in indices)
            {
                var (name, step) = Steps[index];
                taken.Add(name);
                step(bench);
                AssertPossible(bench.Modem, string.Join(", ", taken));
                AssertToldAll(bench, string.Join(", ", taken));
            }

            Recover(bench);
        }));

    private static IEnumerable<int[]> Shorter(int[] story) =>
        Enumerable.Range(0, story.Length).Select(left => story.Where((_, index) => index != left).ToArray());

    private static void AssertPossible(SimulatedModem modem, string story)
    {
        var isRegistered = modem.RegistrationState.RegisterState is RegisterState.Home or RegisterState.Roaming or RegisterState.Partner;
        var isAttached = modem.PacketService.PacketServiceState is PacketServiceState.Attached;
        var isDetached = modem.PacketService.PacketServiceState is PacketServiceState.Detached;
        var isSimReady = modem.SubscriberReady.ReadyState == SubscriberReadyState.Initialized;
        var isRadioOn = modem.RadioState == BothOn;
        Assert.That(modem.ActiveContexts.Count == 0 || isAttached, $"contexts without attachment: {story}");
        Assert.That(isDetached || isRegistered, $"attachment without registration: {story}");
        Assert.That(modem.RegistrationState.RegisterState == RegisterState.Deregistered, Is.EqualTo(!(isSimReady && isRadioOn)), $"registration and its ground: {story}");
        Assert.That(modem.RegistrationState.ProviderId.Length > 0, Is.EqualTo(isRegistered), $"provider: {story}");
        Assert.That(modem.Signal.Rssi == 99, Is.EqualTo(!(isRadioOn && modem.Registration.HasCoverage)), $"signal: {story}");
    }

    private static void AssertToldPossible(ModemBench bench, string story)
    {
        var isSimReady = Told(bench, "SUBSCRIBER_READY_STATUS", new SubscriberReadyInfo()).ReadyState == SubscriberReadyState.Initialized;
        var isRadioOn = Told(bench, "RADIO_STATE", BothOn) == BothOn;
        var registered = Told(bench, "REGISTER_STATE", new RegistrationStateInfo { RegisterState = RegisterState.Deregistered });
        var isAttached = Told(bench, "PACKET_SERVICE", default(PacketServiceInfo)).PacketServiceState == PacketServiceState.Attached;
        var isActivated = bench.NotifiedContexts.Values.Any(context => context.ActivationState == ActivationState.Activated);
        Assert.That(registered.RegisterState == RegisterState.Deregistered || (isSimReady && isRadioOn), $"told of a registration without ground: {story}");
        Assert.That(!isAttached || registered.ProviderId.Length > 0, $"told of an attachment without registration: {story}");
        Assert.That(!isActivated || isAttached, $"told of a context without attachment: {story}");
    }

    private static void AssertToldAll(ModemBench bench, string story)
    {
        var modem = bench.Modem;
        Assert.That(Told(bench, "SUBSCRIBER_READY_STATUS", new SubscriberReadyInfo()).ReadyState, Is.EqualTo(modem.SubscriberReady.ReadyState), story);
        Assert.That(Told(bench, "RADIO_STATE", BothOn), Is.EqualTo(modem.RadioState), story);
        var registration = Told(bench, "REGISTER_STATE", new RegistrationStateInfo { RegisterState = RegisterState.Deregistered });
        Assert.That((registration.RegisterState, registration.ProviderId, registration.NwError), Is.EqualTo((modem.RegistrationState.RegisterState, modem.RegistrationState.ProviderId, modem.RegistrationState.NwError)), story);
        var attached = Told(bench, "PACKET_SERVICE", default(PacketServiceInfo)).PacketServiceState == PacketServiceState.Attached;
        Assert.That(modem.PacketService.PacketServiceState, Is.AnyOf(attached ? [PacketServiceState.Attached, PacketServiceState.Detaching] : [PacketServiceState.Detached, PacketServiceState.Attaching]), story);
        for (var session = 0u; session < 2; session++)
        {
            var activated = bench.NotifiedContexts.GetValueOrDefault(session)?.ActivationState == ActivationState.Activated;
            var state = bench.Query(BasicConnect.Connect, new ConnectQuery { SessionId = session }).Success.ActivationState;
            Assert.That(state, Is.AnyOf(activated ? [ActivationState.Activated, ActivationState.Deactivating] : [ActivationState.Deactivated, ActivationState.Activating]), story);
        }
    }

    private static void Recover(ModemBench bench)
    {
        bench.Do(modem =>
        {
            modem.Allow();
            modem.RegainCoverage();
            modem.SetHardwareRadio(RadioSwitchState.On);
            modem.InsertSim(new SimProfile());
        });
        bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.On });
        bench.Advance(1000);
        Assert.That(bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState()).Status, Is.EqualTo(MbimStatus.Success));
        Assert.That(bench.SetAndWait(BasicConnect.PacketService, new SetPacketService()).Status, Is.EqualTo(MbimStatus.Success));
        Assert.That(bench.Connect(9).Status, Is.EqualTo(MbimStatus.Success));
        Assert.That(bench.Disconnect(9).Status, Is.EqualTo(MbimStatus.Success));
        Assert.That(bench.Group.Function.OutstandingCommands, Is.Zero, "every command was answered");
    }

    private static T Told<T>(ModemBench bench, string name, T before) => bench.Notified.TryGetValue(name, out var told) ? (T)told : before;

    private static void Roam(SimulatedModem modem)
    {
        if (modem.RegistrationState.ProviderId.Length > 0)
        {
            modem.Roam("00103");
        }
    }

    // A host that comes back asks, and is told what changes from there on.
    private static void LosePower(ModemBench bench)
    {
        bench.Do(modem => modem.PowerCycle());
        bench.Reconnect();
        bench.NotifiedContexts.Clear();
        bench.Notified["SUBSCRIBER_READY_STATUS"] = bench.Query(BasicConnect.SubscriberReadyStatus).Success;
        bench.Notified["RADIO_STATE"] = bench.Query(BasicConnect.RadioState).Success;
        bench.Notified["REGISTER_STATE"] = bench.Query(BasicConnect.RegisterState).Success;
        bench.Notified["PACKET_SERVICE"] = bench.Query(BasicConnect.PacketService).Success;
    }

    private static void Register(ModemBench bench, string providerId) =>
        bench.Set(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = RegisterAction.Manual, ProviderId = providerId });

    private static void Pin(ModemBench bench, PinOperation operation, string pin) =>
        bench.Set(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, PinOperation = operation, Pin = pin });
}
