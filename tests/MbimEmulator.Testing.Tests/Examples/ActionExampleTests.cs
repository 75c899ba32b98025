using MbimClient;
using MbimEmulator.Testing.Tests.Scenarios;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MobileBroadbandCalls;
using static MbimEmulator.Testing.Tests.Scenarios.HostCalls;

namespace MbimEmulator.Testing.Tests.Examples;

/// <summary>The examples of actions on messages in docs/scenarios.md.</summary>
public sealed class ActionExampleTests
{
    [Test]
    [Example("Action `drop`")]
    public Task The_first_query_is_lost_and_the_second_one_answered() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync(new MbimDeviceOptions { CommandTimeout = TimeSpan.FromSeconds(3) });
        await Assert.ThatAsync(() => device.QueryAsync(BasicConnect.HomeProvider), Throws.InstanceOf<MbimTimeoutException>());
        Assert.That((await device.QueryAsync(BasicConnect.HomeProvider)).Provider.ProviderId, Is.EqualTo("00101"));
        modem.Journal.Verify().Once("COMMAND_DONE HOME_PROVIDER");
    });

    [Test]
    [Example("Action `delay`")]
    public Task CONNECT_takes_three_seconds_longer() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        Assert.That(await modem.TimeAsync(() => device.ConnectToInternetAsync()), Is.EqualTo(3.1).Within(1e-6));
    });

    [Test]
    [Example("Action `late`")]
    public Task The_first_answer_comes_with_the_second_one() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await host.QueryAsync(BasicConnectCid.HomeProvider);
        await modem.AfterAsync(60);
        Assert.That(host.Lines, Is.Empty);
        await host.QueryAsync(BasicConnectCid.HomeProvider);
        Assert.That(host.Lines, Is.EqualTo(new[] { "2 HomeProvider Success", "3 HomeProvider Success" }));
    });

    [Test]
    [Example("Action `leave`")]
    public Task The_next_host_gets_the_answer_before_that_to_its_OPEN() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await host.QueryAsync(BasicConnectCid.HomeProvider);
        Assert.That(host.Lines, Is.Empty);
        host.Detach();
        var next = await RawHost.AttachAsync(modem);
        await next.OpenAsync();
        Assert.That(next.Lines, Is.EqualTo(new[] { "2 HomeProvider Success", "1 OpenDone Success" }));
    });

    [Test]
    [Example("Action `duplicate`")]
    public Task A_notification_comes_again_after_100_ms() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        List<(double At, RegisterState State)> told = [];
        device.OnNotification(BasicConnect.RegisterState, info => told.Add((modem.Elapsed.TotalSeconds, info.RegisterState)));
        await modem.AtAsync(2);
        await modem.State.LoseCoverageAsync();
        await modem.AtAsync(3);
        Assert.That(told, Is.EqualTo(new[] { (2.0, RegisterState.Searching), (2.1, RegisterState.Searching) }));
    });

    [Test]
    [Example("Action `reorder`")]
    public Task The_answer_is_overtaken_by_the_next_one() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await host.QueryAsync(BasicConnectCid.HomeProvider);
        await host.QueryAsync(BasicConnectCid.SignalState);
        Assert.That(host.Lines, Is.EqualTo(new[] { "3 SignalState Success", "2 HomeProvider Success" }));
    });

    [Test]
    [Example("Action `swapTransactionId`")]
    public Task The_first_answer_has_the_next_transaction_id() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await host.QueryAsync(BasicConnectCid.SignalState);
        await host.QueryAsync(BasicConnectCid.SignalState);
        Assert.That(host.Lines, Is.EqualTo(new[] { "3 SignalState Success", "3 SignalState Success" }));
    });

    [Test]
    [Example("Action `swapCid`")]
    public Task The_first_answer_is_that_of_another_CID() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await host.QueryAsync(BasicConnectCid.SignalState);
        await host.QueryAsync(BasicConnectCid.SignalState);
        Assert.That(host.Lines, Is.EqualTo(new[] { "2 RadioState Success", "3 SignalState Success" }));
    });

    [Test]
    [Example("Action `answer`")]
    public Task A_registered_modem_says_that_it_is_denied() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        var answer = await device.QueryAsync(BasicConnect.RegisterState);
        Assert.That((answer.RegisterState, answer.NwError), Is.EqualTo((RegisterState.Denied, NwError.PlmnNotAllowed)));
        await device.ConnectToInternetAsync();
    });

    [Test]
    [Example("Action `busy`")]
    public Task The_third_attempt_succeeds() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        await Assert.ThatAsync(() => device.ConnectToInternetAsync(), FailsWith(MbimStatus.Busy));
        await Assert.ThatAsync(() => device.ConnectToInternetAsync(), FailsWith(MbimStatus.Busy));
        await device.ConnectToInternetAsync();
    });

    [Test]
    [Example("Action `functionError`")]
    public Task The_first_query_gets_an_error_of_the_function() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await host.QueryAsync(BasicConnectCid.SignalState);
        await host.QueryAsync(BasicConnectCid.SignalState);
        Assert.That(host.Lines, Is.EqualTo(new[] { "2 FunctionError Cancel", "3 SignalState Success" }));
    });

    [Test]
    [Example("Action `change`")]
    public Task Notifications_say_2_and_queries_the_truth() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        List<uint> told = [];
        device.OnNotification(BasicConnect.SignalState, info => told.Add(info.Rssi));
        await modem.AtAsync(1);
        await modem.State.SetSignalAsync(10);
        await modem.AtAsync(60);
        Assert.That(told, Is.Not.Empty.And.All.EqualTo(2));
        Assert.That((await device.QueryAsync(BasicConnect.SignalState)).Rssi, Is.EqualTo(10));
    });

    [Test]
    [Example("Action `refuse`")]
    public Task The_first_data_session_is_one_too_many() => ExampleModem.RunAsync(async modem =>
    {
        var service = await modem.OpenEchoAsync();
        await Assert.ThatAsync(() => service.OpenDataSessionAsync(), ExampleModem.Fails(HResult.TooManySessions, wasAccepted: false));
        await service.OpenDataSessionAsync();
    });

    [Test]
    [Example("Action `complete`")]
    public Task OpenDataSession_is_accepted_and_fails() => ExampleModem.RunAsync(async modem =>
    {
        var service = await modem.OpenEchoAsync();
        await Assert.ThatAsync(() => service.OpenDataSessionAsync(), ExampleModem.Fails(HResult.MbnFailure, wasAccepted: true));
    });

    [Test]
    [Example("Action `completeFirst`")]
    public Task The_completion_arrives_before_the_return() => ExampleModem.RunAsync(async modem =>
    {
        var service = await modem.OpenEchoAsync();
        var start = modem.Journal.Statistics.Last + 1;
        await service.OpenDataSessionAsync();
        modem.Journal.Verify(start).InOrder("COMMAND OPEN_DATA_SESSION", "INDICATE_STATUS OPEN_DATA_SESSION", "COMMAND_DONE OPEN_DATA_SESSION");
    });

    [Test]
    [Example("Action `set`")]
    public Task Coverage_is_lost_for_five_seconds() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        List<(double At, RegisterState State)> told = [];
        device.OnNotification(BasicConnect.RegisterState, info => told.Add((modem.Elapsed.TotalSeconds, info.RegisterState)));
        await modem.AtAsync(60);
        Assert.That(told.Select(each => each.State), Is.EqualTo(new[] { RegisterState.Searching, RegisterState.Home }));
        Assert.That(told[0].At, Is.EqualTo(10).Within(1e-6));
        Assert.That(told[1].At, Is.EqualTo(15).Within(0.5));
    });

    [Test]
    [Example("Action `setState`")]
    public Task No_command_is_answered_for_ten_seconds_after_CONNECT() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync(new MbimDeviceOptions { CommandTimeout = TimeSpan.FromSeconds(3) });
        await modem.AtAsync(1);
        await device.ConnectToInternetAsync();
        var connected = modem.Elapsed.TotalSeconds;
        await Assert.ThatAsync(() => device.QueryAsync(BasicConnect.SignalState), Throws.InstanceOf<MbimTimeoutException>());
        await modem.AtAsync(connected + 9);
        await Assert.ThatAsync(() => device.QueryAsync(BasicConnect.SignalState), Throws.InstanceOf<MbimTimeoutException>());
        await device.QueryAsync(BasicConnect.SignalState);
        await device.ConnectToInternetAsync();
        await device.QueryAsync(BasicConnect.SignalState);
    });
}
