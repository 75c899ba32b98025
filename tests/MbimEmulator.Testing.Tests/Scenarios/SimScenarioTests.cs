using MbimClient;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Testing.Tests.Scenarios.HostCalls;

namespace MbimEmulator.Testing.Tests.Scenarios;

public sealed class SimScenarioTests
{
    [Test]
    [Scenario("sim-pulled-mid-connect")]
    public Task The_connect_fails_and_works_when_the_sim_is_back() => ScenarioModem.RunAsync("sim-pulled-mid-connect", async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        var states = device.WatchSim();
        await Assert.ThatAsync(() => device.ConnectToInternetAsync(), FailsWith(MbimStatus.SimNotInserted));
        Assert.That(states, Is.EqualTo(new[] { SubscriberReadyState.SimNotInserted }));
        await modem.AtAsync(25);

        Assert.That(states[^1], Is.EqualTo(SubscriberReadyState.Initialized));
        await device.ConnectToInternetAsync();
        modem.Journal.Verify().InOrder("CONNECT set Status=simNotInserted", "INDICATE_STATUS SUBSCRIBER_READY_STATUS ReadyState=initialized", "CONNECT set Status=success");
    });

    [Test]
    [Scenario("sim-late-at-boot")]
    public Task Who_asks_at_once_sees_no_sim_and_is_told_when_it_is_there() => ScenarioModem.RunAsync("sim-late-at-boot", async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        var states = device.WatchSim();
        var first = await device.QueryAsync(BasicConnect.SubscriberReadyStatus);
        Assert.That((first.ReadyState, first.SubscriberId, first.SimIccId), Is.EqualTo((SubscriberReadyState.SimNotInserted, "", "")));
        await modem.AtAsync(9);

        Assert.That(states, Is.EqualTo(new[] { SubscriberReadyState.Initialized }));
        Assert.That((await device.QueryAsync(BasicConnect.SubscriberReadyStatus)).SubscriberId, Is.Not.Empty);
        modem.Journal.Verify().InOrder("COMMAND_DONE SUBSCRIBER_READY_STATUS ReadyState=simNotInserted", "COMMAND_DONE SUBSCRIBER_READY_STATUS ReadyState=initialized");
    });

    [Test]
    [Scenario("sim-loose")]
    public Task The_sim_is_back_before_anybody_looks_but_the_connection_is_gone() => ScenarioModem.RunAsync("sim-loose", async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        await device.ConnectToInternetAsync();
        var states = device.WatchSim();
        await modem.AtAsync(32);

        Assert.That(states[0], Is.EqualTo(SubscriberReadyState.SimNotInserted));
        Assert.That(states[^1], Is.EqualTo(SubscriberReadyState.Initialized));
        Assert.That((await modem.State.ReadAsync()).Contexts, Is.Empty);
        modem.Journal.Verify().InOrder("INDICATE_STATUS SUBSCRIBER_READY_STATUS ReadyState=simNotInserted", "INDICATE_STATUS SUBSCRIBER_READY_STATUS ReadyState=initialized");
        modem.Journal.Verify().AtLeast(1, "INDICATE_STATUS CONNECT ActivationState=deactivated");
    });

    [Test]
    [Scenario("pin-locked-last-attempt")]
    public Task One_wrong_pin_and_the_puk_is_wanted() => ScenarioModem.RunAsync("pin-locked-last-attempt", async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        var wanted = await device.QueryAsync(BasicConnect.Pin);
        Assert.That((wanted.PinType, wanted.PinState, wanted.RemainingAttempts), Is.EqualTo((PinType.Pin1, PinState.Locked, 1u)));

        // What the software should have asked somebody about.
        await Assert.ThatAsync(() => EnterAsync(device, PinType.Pin1, "0000"), Throws.InstanceOf<MbimStatusException>());
        Assert.That((await device.QueryAsync(BasicConnect.Pin)).PinType, Is.EqualTo(PinType.Puk1));
        await EnterAsync(device, PinType.Puk1, "12345678", "4321");
        await modem.AfterAsync(1);

        Assert.That((await device.QueryAsync(BasicConnect.SubscriberReadyStatus)).ReadyState, Is.EqualTo(SubscriberReadyState.Initialized));
        modem.Journal.Verify().Once("PIN set PinType=pin1");
        modem.Journal.Verify().Once("PIN set PinType=puk1");
    });

    private static Task<PinInfo> EnterAsync(MbimDevice device, PinType type, string pin, string newPin = "") =>
        device.SetAsync(BasicConnect.Pin, new SetPin { PinType = type, PinOperation = PinOperation.Enter, Pin = pin, NewPin = newPin });
}
