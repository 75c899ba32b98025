using MbimClient;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Testing.Tests.Scenarios.HostCalls;

namespace MbimEmulator.Testing.Tests.Scenarios;

public sealed class NetworkScenarioTests
{
    [Test]
    [Scenario("wrong-apn")]
    public Task The_first_connect_is_refused_after_two_seconds_and_the_next_one_works() => ScenarioModem.RunAsync("wrong-apn", async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);

        Assert.That(await RefusalAsync(device.ConnectToInternetAsync()), Is.EqualTo(NwError.MissingOrUnknownApn));
        Assert.That(modem.Elapsed.TotalSeconds, Is.GreaterThan(3).And.LessThan(4));
        Assert.That((await device.ConnectToInternetAsync()).ActivationState, Is.EqualTo(ActivationState.Activated));

        modem.Journal.Verify().InOrder("CONNECT set AccessString=internet Status=failure NwError=27", "CONNECT set AccessString=internet Status=success");
    });

    [Test]
    [Scenario("coverage-lost")]
    public Task Coverage_goes_and_comes_each_minute() => ScenarioModem.RunAsync("coverage-lost", async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(5);
        var states = device.WatchRegistration();
        await modem.AtAsync(12);
        Assert.That((await device.QueryAsync(BasicConnect.RegisterState)).RegisterState, Is.EqualTo(RegisterState.Searching));
        await modem.AtAsync(80);

        Assert.That(states, Is.EqualTo(new[] { RegisterState.Searching, RegisterState.Home, RegisterState.Searching, RegisterState.Home }));
        modem.Journal.Verify().AtLeast(2, "INDICATE_STATUS REGISTER_STATE RegisterState=searching");
    });

    [Test]
    [Scenario("roaming-flip")]
    public Task The_modem_roams_and_comes_home() => ScenarioModem.RunAsync("roaming-flip", async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(5);
        var states = device.WatchRegistration();
        await modem.AtAsync(20);
        var abroad = await device.QueryAsync(BasicConnect.RegisterState);
        Assert.That((abroad.RegisterState, abroad.ProviderName), Is.EqualTo((RegisterState.Roaming, "Emulated Roaming")));
        await modem.AtAsync(75);

        Assert.That(states, Is.EqualTo(new[] { RegisterState.Roaming, RegisterState.Home, RegisterState.Roaming }));
        modem.Journal.Verify().InOrder("INDICATE_STATUS REGISTER_STATE ProviderId=00103", "INDICATE_STATUS REGISTER_STATE ProviderId=00101");
    });

    [Test]
    [Scenario("registration-denied-then-allowed")]
    public Task Denied_is_not_for_ever() => ScenarioModem.RunAsync("registration-denied-then-allowed", async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(60);
        var denied = await device.QueryAsync(BasicConnect.RegisterState);
        Assert.That((denied.RegisterState, denied.NwError), Is.EqualTo((RegisterState.Denied, NwError.ImsiUnknownInHlr)));
        await Assert.ThatAsync(() => device.ConnectToInternetAsync(), FailsWith(MbimStatus.NotRegistered));
        var states = device.WatchRegistration();
        await modem.AtAsync(125);

        Assert.That(states, Does.Contain(RegisterState.Home));
        await device.ConnectToInternetAsync();
        modem.Journal.Verify().InOrder("CONNECT set Status=notRegistered", "INDICATE_STATUS REGISTER_STATE RegisterState=home", "CONNECT set Status=success");
    });

    [Test]
    [Scenario("network-deactivates")]
    public Task A_notification_alone_tells_that_the_connection_has_ended() => ScenarioModem.RunAsync("network-deactivates", async modem =>
    {
        await using var device = await modem.ConnectAsync();
        var ended = new TaskCompletionSource();
        device.OnNotification(BasicConnect.Connect, info =>
        {
            if (info is { SessionId: 0, ActivationState: ActivationState.Deactivated })
            {
                ended.TrySetResult();
            }
        });
        await modem.AtAsync(1);
        await device.ConnectToInternetAsync();
        await ended.Task;
        Assert.That(modem.Elapsed.TotalSeconds, Is.EqualTo(31).Within(1));
        await device.ConnectToInternetAsync();

        modem.Journal.Verify().InOrder("CONNECT set Status=success", "INDICATE_STATUS CONNECT ActivationState=deactivated", "CONNECT set Status=success");
        modem.Journal.Verify().Never("CONNECT query");
    });

    [Test]
    [Scenario("connect-throttled")]
    public Task Who_tries_again_at_once_is_refused_for_a_minute_without_a_reason() => ScenarioModem.RunAsync("connect-throttled", async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        Assert.That(await RefusalAsync(device.ConnectToInternetAsync("intranet")), Is.EqualTo(NwError.MissingOrUnknownApn));
        Assert.That(await RefusalAsync(device.ConnectToInternetAsync()), Is.EqualTo(NwError.None));
        await modem.AtAsync(60);
        Assert.That(await RefusalAsync(device.ConnectToInternetAsync()), Is.EqualTo(NwError.None));
        await modem.AtAsync(62);
        await device.ConnectToInternetAsync();

        modem.Journal.Verify().Exactly(3, "CONNECT set Status=failure");
        modem.Journal.Verify().Once("CONNECT set Status=success");
    });

    [Test]
    [Scenario("signal-fades")]
    public Task The_signal_falls_to_none_and_comes_back() => ScenarioModem.RunAsync("signal-fades", async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(5);
        List<uint> bars = [];
        device.OnNotification(BasicConnect.SignalState, info => bars.Add(info.Rssi));
        var states = device.WatchRegistration();
        await modem.AtAsync(75);

        Assert.That(bars.Where((bar, index) => index == 0 || bar != bars[index - 1]), Is.EqualTo(new uint[] { 14, 8, 4, 1, 99, 20 }));
        Assert.That(states, Is.EqualTo(new[] { RegisterState.Searching, RegisterState.Home }));
        modem.Journal.Verify().InOrder("INDICATE_STATUS SIGNAL_STATE Rssi<5", "INDICATE_STATUS REGISTER_STATE RegisterState=searching", "INDICATE_STATUS SIGNAL_STATE Rssi=20");
    });

    [Test]
    [Scenario("scan-takes-minutes")]
    public Task A_scan_takes_three_minutes_and_another_one_meanwhile_is_busy() => ScenarioModem.RunAsync("scan-takes-minutes", async modem =>
    {
        await using var device = await modem.ConnectAsync(new MbimDeviceOptions { CommandTimeout = TimeSpan.FromMinutes(5) });
        var scan = device.QueryAsync(BasicConnect.VisibleProviders, new VisibleProvidersQuery());
        await modem.AfterAsync(60);
        await Assert.ThatAsync(() => device.QueryAsync(BasicConnect.VisibleProviders, new VisibleProvidersQuery()), FailsWith(MbimStatus.Busy));
        Assert.That((await scan).Providers.AsSpan().Length, Is.EqualTo(4));
        Assert.That(modem.Elapsed.TotalMinutes, Is.EqualTo(3).Within(0.1));
        await modem.AfterAsync(1);
        await device.QueryAsync(BasicConnect.VisibleProviders, new VisibleProvidersQuery());

        modem.Journal.Verify().Once("VISIBLE_PROVIDERS query Status=busy");
        modem.Journal.Verify().Exactly(2, "VISIBLE_PROVIDERS query Status=success");
    });
}
