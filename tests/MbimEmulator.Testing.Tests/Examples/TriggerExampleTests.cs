using MbimEmulator.Links;
using MbimEmulator.Testing.Tests.Scenarios;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MobileBroadbandCalls;
using static MbimEmulator.Testing.Tests.Scenarios.HostCalls;

namespace MbimEmulator.Testing.Tests.Examples;

/// <summary>The examples of triggers in docs/scenarios.md.</summary>
public sealed class TriggerExampleTests
{
    [Test]
    [Example("Trigger `open`")]
    public Task The_first_OPEN_fails_and_the_second_one_succeeds() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.AttachAsync(modem);
        await host.OpenAsync();
        await host.OpenAsync();
        Assert.That(host.Lines, Is.EqualTo(new[] { "1 OpenDone Failure", "2 OpenDone Success" }));
    });

    [Test]
    [Example("Trigger `openDone`")]
    public Task OPEN_is_answered_after_five_seconds() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.AttachAsync(modem);
        await host.OpenAsync();
        await modem.AfterAsync(10);
        Assert.That(host.Lines, Is.EqualTo(new[] { "1 OpenDone Success" }));
        Assert.That(host.Received[0].At, Is.EqualTo(6).Within(1e-6));
    });

    [Test]
    [Example("Trigger `close`")]
    public Task CLOSE_is_not_answered_and_the_session_stays_open() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await host.CloseAsync();
        await modem.AfterAsync(10);
        await host.QueryAsync(BasicConnectCid.SignalState);
        Assert.That(host.Lines, Is.EqualTo(new[] { "3 SignalState Success" }));
    });

    [Test]
    [Example("Trigger `closeDone`")]
    public Task The_answer_to_CLOSE_comes_two_seconds_later() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await host.CloseAsync();
        Assert.That((await modem.State.ReadAsync()).IsOpen, Is.False);
        await modem.AfterAsync(10);
        Assert.That(host.Lines, Is.EqualTo(new[] { "2 CloseDone Success" }));
        Assert.That(host.Received[0].At, Is.EqualTo(3.001).Within(1e-6));
    });

    [Test]
    [Example("Trigger `hostError`")]
    public Task The_connection_ends_at_one_error_of_the_host_alone() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await host.ReportAsync(MbimProtocolError.Cancel);
        Assert.That(host.IsConnected);
        await host.ReportAsync(MbimProtocolError.TimeoutFragment);
        Assert.That(host.IsConnected, Is.False);
    });

    [Test]
    [Example("Trigger `functionError`")]
    public Task The_first_command_without_OPEN_gets_no_answer() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.AttachAsync(modem);
        await host.QueryAsync(BasicConnectCid.SignalState);
        Assert.That(host.Lines, Is.Empty);
        await host.QueryAsync(BasicConnectCid.SignalState);
        Assert.That(host.Lines, Is.EqualTo(new[] { "2 FunctionError NotOpened" }));
    });

    [Test]
    [Example("Trigger `command`")]
    public Task Every_access_string_but_internet_is_refused() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        Assert.That(await modem.TimeAsync(async () => Assert.That(await RefusalAsync(device.ConnectToInternetAsync("corp")), Is.EqualTo(NwError.MissingOrUnknownApn))), Is.Zero, "the modem would take 100 ms");
        Assert.That((await device.ConnectToInternetAsync()).ActivationState, Is.EqualTo(ActivationState.Activated));
    });

    [Test]
    [Example("Trigger `commandDone`")]
    public Task Every_third_answer_is_lost() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        for (var i = 0; i < 6; i++)
        {
            await host.QueryAsync(BasicConnectCid.SignalState);
        }

        Assert.That(host.Lines, Is.EqualTo(new[] { "2 SignalState Success", "3 SignalState Success", "5 SignalState Success", "6 SignalState Success" }));
    });

    [Test]
    [Example("Trigger `indicateStatus`")]
    public Task Notifications_of_the_signal_are_lost_and_queries_answered() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        List<uint> told = [];
        device.OnNotification(BasicConnect.SignalState, info => told.Add(info.Rssi));
        await modem.AtAsync(1);
        await modem.State.SetSignalAsync(5);
        await modem.AtAsync(60);
        Assert.That(told, Is.Empty);
        Assert.That((await device.QueryAsync(BasicConnect.SignalState)).Rssi, Is.EqualTo(5));
    });

    [Test]
    [Example("Trigger `message`")]
    public Task A_query_takes_two_seconds_one_in_each_direction() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        Assert.That(await modem.TimeAsync(() => device.QueryAsync(BasicConnect.RadioState)), Is.EqualTo(2).Within(1e-6));
        Assert.That(await modem.TimeAsync(() => device.QueryAsync(BasicConnect.SignalState)), Is.Zero);
    });

    [Test]
    [Example("Trigger `call`")]
    public Task A_data_session_of_echo_is_denied() => ExampleModem.RunAsync(async modem =>
    {
        var service = await modem.OpenEchoAsync();
        await Assert.ThatAsync(() => service.OpenDataSessionAsync(), ExampleModem.Fails(HResult.AccessDenied, wasAccepted: false));
        await service.OpenCommandSessionAsync();
    });

    [Test]
    [Example("Trigger `return`")]
    public Task WriteData_returns_after_three_seconds() => ExampleModem.RunAsync(async modem =>
    {
        var session = await (await modem.OpenEchoAsync()).OpenDataSessionAsync();
        Assert.That(await modem.TimeAsync(() => session.WriteAsync(new byte[] { 1 })), Is.EqualTo(3).Within(1e-6));
    });

    [Test]
    [Example("Trigger `completion`")]
    public Task The_second_write_is_accepted_and_fails() => ExampleModem.RunAsync(async modem =>
    {
        var session = await (await modem.OpenEchoAsync()).OpenDataSessionAsync();
        await session.WriteAsync(new byte[] { 1 });
        await Assert.ThatAsync(() => session.WriteAsync(new byte[] { 2 }), ExampleModem.Fails(HResult.MbnFailure, wasAccepted: true));
        await session.WriteAsync(new byte[] { 3 });
    });

    [Test]
    [Example("Trigger `transfer`")]
    public Task The_third_transfer_is_shorter_than_its_header_says() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.AttachAsync(modem);
        await host.OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            await host.QueryAsync(BasicConnectCid.SignalState);
        }

        Assert.That(host.Received.Select(transfer => (int)MessageHeader.Read(transfer.Bytes).Length - transfer.Bytes.Length), Is.EqualTo(new[] { 0, 0, 4, 0 }));
    });

    [Test]
    [Example("Trigger `block`")]
    public Task Every_tenth_block_from_the_host_is_lost() => ExampleModem.RunAsync(async modem =>
        Assert.That(await modem.EchoAsync(25), Is.EqualTo(Enumerable.Range(1, 25).Where(number => number % 10 != 0))));

    [Test]
    [Example("Trigger `datagram`")]
    public Task Every_fourth_datagram_to_the_host_is_lost() => ExampleModem.RunAsync(async modem =>
        Assert.That(await modem.EchoAsync(9), Is.EqualTo(new[] { 1, 2, 3, 5, 6, 7, 9 })));

    [Test]
    [Example("Trigger `state`")]
    public Task A_context_lasts_ten_seconds() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        List<(double At, ActivationState State)> told = [];
        device.OnNotification(BasicConnect.Connect, info => told.Add((modem.Elapsed.TotalSeconds, info.ActivationState)));
        await modem.AtAsync(1);
        await device.ConnectToInternetAsync();
        told.Clear();
        var connected = modem.Elapsed.TotalSeconds;
        await modem.AtAsync(60);
        Assert.That(told.Select(each => each.State), Is.EqualTo(new[] { ActivationState.Deactivated }));
        Assert.That(told[0].At - connected, Is.EqualTo(10).Within(1e-6));
    });

    [Test]
    [Example("Trigger `scenarioState`")]
    public Task The_signal_falls_ten_seconds_after_the_first_CONNECT() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        List<(double At, uint Rssi)> told = [];
        device.OnNotification(BasicConnect.SignalState, info => told.Add((modem.Elapsed.TotalSeconds, info.Rssi)));
        await modem.AtAsync(1);
        await device.ConnectToInternetAsync();
        var connected = modem.Elapsed.TotalSeconds;
        await modem.AtAsync(30);
        Assert.That(told.Select(each => each.Rssi), Is.EqualTo(new[] { 5 }));
        Assert.That(told[0].At - connected, Is.EqualTo(10).Within(1e-6));
    });

    [Test]
    [Example("Trigger `controlRequest`")]
    public Task OPEN_fails_until_the_host_has_set_the_size_of_its_NTBs() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.AttachAsync(modem, CarrierKind.Usb);
        await host.OpenAsync();
        modem.Group.RequestOnBus(new BusRequest(0x21, 0x86, 0, 0, 4, IsAccepted: false));
        await host.OpenAsync();
        modem.Group.RequestOnBus(new BusRequest(0x21, 0x86, 0, 0, 4, IsAccepted: true));
        await host.OpenAsync();
        Assert.That(host.Lines, Is.EqualTo(new[] { "1 OpenDone Failure", "2 OpenDone Failure", "3 OpenDone Success" }));
    });

    [Test]
    [Example("Trigger `bytes`")]
    public Task The_connection_ends_instead_of_the_500th_byte() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.AttachAsync(modem);
        await host.OpenAsync();
        for (var i = 0; i < 20 && host.IsConnected; i++)
        {
            await host.QueryAsync(BasicConnectCid.SignalState);
        }

        Assert.That(host.IsConnected, Is.False);
        Assert.That(host.Received.Sum(transfer => transfer.Bytes.Length), Is.LessThan(500).And.GreaterThanOrEqualTo(500 - host.Received[^1].Bytes.Length));
    });

    [Test]
    [Example("Trigger `subscribe`")]
    public Task Who_subscribes_is_told_at_once() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await SubscribeAsync(BasicConnectCid.RadioState);
        await SubscribeAsync(BasicConnectCid.SignalState);
        Assert.That(host.Lines, Is.EqualTo(new[] { "2 DeviceServiceSubscribeList Success", "3 DeviceServiceSubscribeList Success", "SignalState" }));

        Task SubscribeAsync(BasicConnectCid cid) => host.SendAsync((writer, id) => MbimMessageWriter.WriteCommand(
            writer, id, BasicConnect.Id, (uint)BasicConnectCid.DeviceServiceSubscribeList, MbimCommandType.Set,
            new DeviceServiceSubscribeList { Events = [new EventEntry { DeviceServiceId = BasicConnect.Id, Cids = [(uint)cid] }] }, MbimExVersion.V1));
    });

    [Test]
    [Example("Trigger `at`")]
    public Task The_SIM_is_ejected_after_ten_seconds() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        List<(double At, SubscriberReadyState State)> told = [];
        await modem.AtAsync(1);
        device.OnNotification(BasicConnect.SubscriberReadyStatus, info => told.Add((modem.Elapsed.TotalSeconds, info.ReadyState)));
        await modem.AtAsync(20);
        Assert.That(told, Is.EqualTo(new[] { (10.0, SubscriberReadyState.SimNotInserted) }));
        await Assert.ThatAsync(() => device.ConnectToInternetAsync(), FailsWith(MbimStatus.SimNotInserted));
    });
}
