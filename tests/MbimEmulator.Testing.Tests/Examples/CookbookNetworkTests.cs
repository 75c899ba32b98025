using MbimClient;
using MbimEmulator.Testing.Tests.Scenarios;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Testing.Tests.Scenarios.HostCalls;

namespace MbimEmulator.Testing.Tests.Examples;

/// <summary>The recipes of docs/cookbook.md for the SIM, the network and connections.</summary>
public sealed class CookbookNetworkTests
{
    private const string Cookbook = ExamplePage.Cookbook;

    [Test]
    [Example("The SIM appears 20 seconds after the modem", Cookbook)]
    public Task The_SIM_is_not_there_for_20_seconds() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        List<(double At, SubscriberReadyState State)> told = [];
        device.OnNotification(BasicConnect.SubscriberReadyStatus, info => told.Add((modem.Elapsed.TotalSeconds, info.ReadyState)));
        Assert.That((await device.QueryAsync(BasicConnect.SubscriberReadyStatus)).ReadyState, Is.EqualTo(SubscriberReadyState.SimNotInserted));
        await modem.AtAsync(19);
        await Assert.ThatAsync(() => device.ConnectToInternetAsync(), FailsWith(MbimStatus.SimNotInserted));
        await modem.AtAsync(21);
        Assert.That(told[^1].State, Is.EqualTo(SubscriberReadyState.Initialized));
        Assert.That(told[^1].At, Is.EqualTo(20).Within(0.1));
        Assert.That((await device.QueryAsync(BasicConnect.RegisterState)).RegisterState, Is.EqualTo(RegisterState.Home));
    });

    [Test]
    [Example("The PIN is blocked after two wrong attempts", Cookbook)]
    public Task Two_wrong_PINs_block_it_and_the_PUK_unblocks_it() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        Assert.That(await StateAsync(), Is.EqualTo((PinType.Pin1, 2u)));
        await Assert.ThatAsync(() => EnterAsync(PinType.Pin1, "0000"), Throws.InstanceOf<MbimStatusException>());
        Assert.That(await StateAsync(), Is.EqualTo((PinType.Pin1, 1u)));
        await Assert.ThatAsync(() => EnterAsync(PinType.Pin1, "0000"), Throws.InstanceOf<MbimStatusException>());
        Assert.That((await StateAsync()).Type, Is.EqualTo(PinType.Puk1));
        await Assert.ThatAsync(() => EnterAsync(PinType.Pin1, "1234"), Throws.InstanceOf<MbimStatusException>());
        await EnterAsync(PinType.Puk1, "12345678", "4321");
        await modem.AfterAsync(1);
        Assert.That((await device.QueryAsync(BasicConnect.SubscriberReadyStatus)).ReadyState, Is.EqualTo(SubscriberReadyState.Initialized));

        async Task<(PinType Type, uint Left)> StateAsync()
        {
            var pin = await device.QueryAsync(BasicConnect.Pin);
            return (pin.PinType, pin.RemainingAttempts);
        }

        Task EnterAsync(PinType type, string pin, string newPin = "") =>
            device.SetAsync(BasicConnect.Pin, new SetPin { PinType = type, PinOperation = PinOperation.Enter, Pin = pin, NewPin = newPin });
    });

    [Test]
    [Example("The network denies the modem with cause 17 for 30 s, and then it is home", Cookbook)]
    public Task Denied_becomes_home_after_30_seconds() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        var states = device.WatchRegistration();
        await modem.AtAsync(29.9);
        var denied = await device.QueryAsync(BasicConnect.RegisterState);
        Assert.That((denied.RegisterState, denied.NwError), Is.EqualTo((RegisterState.Denied, NwError.NetworkFailure)));
        await Assert.ThatAsync(() => device.ConnectToInternetAsync(), FailsWith(MbimStatus.NotRegistered));
        await modem.AtAsync(31);
        Assert.That(states[^1], Is.EqualTo(RegisterState.Home));
        await device.ConnectToInternetAsync();
    });

    [Test]
    [Example("The modem roams into a foreign network and comes home a minute later", Cookbook)]
    public Task The_modem_roams_for_a_minute() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        List<(double At, RegisterState State, string Provider)> told = [];
        device.OnNotification(BasicConnect.RegisterState, info => told.Add((modem.Elapsed.TotalSeconds, info.RegisterState, info.ProviderId)));
        await modem.AtAsync(100);
        Assert.That(told, Is.EqualTo(new[] { (10.0, RegisterState.Roaming, "00103"), (70.0, RegisterState.Home, "00101") }));
    });

    [Test]
    [Example("The signal fades step by step until coverage is lost", Cookbook)]
    public Task The_signal_fades_and_the_connection_ends() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        await device.ConnectToInternetAsync();
        List<(double At, string What)> told = [];
        device.OnNotification(BasicConnect.SignalState, info => told.Add((modem.Elapsed.TotalSeconds, $"{info.Rssi}")));
        device.OnNotification(BasicConnect.RegisterState, info => told.Add((modem.Elapsed.TotalSeconds, $"{info.RegisterState}")));
        device.OnNotification(BasicConnect.Connect, info => told.Add((modem.Elapsed.TotalSeconds, $"{info.ActivationState}")));
        await modem.AtAsync(39);
        Assert.That(told, Is.EqualTo(new[] { (10.0, "15"), (20.0, "9"), (30.0, "3") }));
        told.Clear();
        await modem.AtAsync(41);
        Assert.That(told, Does.Contain((40.0, "Searching")).And.Contain((40.0, "Deactivated")));
    });

    [Test]
    [Example("Somebody turns the radio off with the switch of the laptop", Cookbook)]
    public Task The_radio_is_off_for_half_a_minute() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        List<(double At, RadioSwitchState Switch)> told = [];
        device.OnNotification(BasicConnect.RadioState, info => told.Add((modem.Elapsed.TotalSeconds, info.HwRadioState)));
        await modem.AtAsync(39);
        Assert.That((await device.QueryAsync(BasicConnect.RegisterState)).RegisterState, Is.EqualTo(RegisterState.Deregistered));
        await Assert.ThatAsync(() => device.ConnectToInternetAsync(), FailsWith(MbimStatus.RadioPowerOff));
        await modem.AtAsync(41);
        Assert.That(told, Is.EqualTo(new[] { (10.0, RadioSwitchState.Off), (40.0, RadioSwitchState.On) }));
        Assert.That((await device.QueryAsync(BasicConnect.RegisterState)).RegisterState, Is.EqualTo(RegisterState.Home));
    });

    [Test]
    [Example("The second CONNECT takes 12 s", Cookbook)]
    public Task The_second_CONNECT_alone_takes_twelve_seconds() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        List<double> times = [];
        for (var i = 0; i < 3; i++)
        {
            times.Add(Math.Round(await modem.TimeAsync(() => device.ConnectToInternetAsync()), 6));
            await DisconnectAsync(device);
        }

        Assert.That(times, Is.EqualTo(new[] { 0.1, 12.1, 0.1 }));
    });

    [Test]
    [Example("Every access point but \"corp\" is refused", Cookbook)]
    public Task Corp_alone_is_accepted() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        Assert.That(await modem.TimeAsync(() => Assert.ThatAsync(() => device.ConnectToInternetAsync(), FailsWith(MbimStatus.Failure))), Is.EqualTo(0.1).Within(1e-6));
        Assert.That(await RefusalAsync(device.ConnectToInternetAsync("other")), Is.EqualTo(NwError.MissingOrUnknownApn));
        Assert.That((await device.ConnectToInternetAsync("corp")).ActivationState, Is.EqualTo(ActivationState.Activated));
    });

    [Test]
    [Example("The network drops every connection after five minutes", Cookbook)]
    public Task Every_connection_ends_after_five_minutes() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        List<(double At, NwError Error)> ended = [];
        device.OnNotification(BasicConnect.Connect, info =>
        {
            if (info.ActivationState == ActivationState.Deactivated)
            {
                ended.Add((modem.Elapsed.TotalSeconds, info.NwError));
            }
        });
        await modem.AtAsync(1);
        for (var i = 1; i <= 3; i++)
        {
            await device.ConnectToInternetAsync();
            var connected = modem.Elapsed.TotalSeconds;
            await modem.AfterAsync(301);
            Assert.That(ended, Has.Count.EqualTo(i));
            Assert.That(ended[^1].Error, Is.EqualTo((NwError)36));
            Assert.That(ended[^1].At - connected, Is.EqualTo(300).Within(1e-6));
        }

        await device.ConnectToInternetAsync();
        var first = modem.Elapsed.TotalSeconds;
        await modem.AfterAsync(120);
        await DisconnectAsync(device);
        ended.Clear();
        await device.ConnectToInternetAsync();
        await modem.AfterAsync(200);
        Assert.That(ended.Select(each => each.At - first), Is.EqualTo(new[] { 300 }).Within(1e-6));
    });

    [Test]
    [Example("The network gives IPv6 only", Cookbook)]
    public Task A_connection_has_IPv6_and_no_IPv4() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        Assert.That(await RefusalAsync(ConnectAsync(ContextIpType.IPv4)), Is.EqualTo(NwError.PdpTypeIPv6OnlyAllowed));
        Assert.That((await ConnectAsync(ContextIpType.IPv6)).ActivationState, Is.EqualTo(ActivationState.Activated));
        var configuration = await device.QueryAsync(BasicConnect.IpConfiguration, new IPConfigurationInfo());
        Assert.That((configuration.IPv4AddressCount, configuration.IPv6AddressCount), Is.EqualTo((0u, 1u)));

        Task<ConnectInfo> ConnectAsync(ContextIpType type) => device.SetAsync(
            BasicConnect.Connect, new SetConnect { ActivationCommand = ActivationCommand.Activate, AccessString = "internet", ContextType = ContextTypes.Internet, IpType = type });
    });

    [Test]
    [Example("The network allows one connection at a time", Cookbook)]
    public Task A_second_connection_is_refused_while_there_is_one() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        await device.ConnectToInternetAsync();
        await Assert.ThatAsync(() => SecondAsync(), FailsWith(MbimStatus.MaxActivatedContexts));
        await DisconnectAsync(device);
        Assert.That((await SecondAsync()).ActivationState, Is.EqualTo(ActivationState.Activated));

        Task<ConnectInfo> SecondAsync() => device.SetAsync(
            BasicConnect.Connect, new SetConnect { SessionId = 1, ActivationCommand = ActivationCommand.Activate, AccessString = "internet", ContextType = ContextTypes.Internet });
    });

    private static Task<ConnectInfo> DisconnectAsync(MbimDevice device) => device.SetAsync(
        BasicConnect.Connect, new SetConnect { ActivationCommand = ActivationCommand.Deactivate, ContextType = ContextTypes.Internet });
}
