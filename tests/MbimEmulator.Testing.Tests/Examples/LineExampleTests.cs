using MbimClient;
using MbimEmulator.Links;
using MbimEmulator.Testing.Tests.Scenarios;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Testing.Tests.Examples;

/// <summary>The examples in docs/scenarios.md of actions on bytes, on transfers and on the line to the host.</summary>
public sealed class LineExampleTests
{
    [Test]
    [Example("Action `patch`")]
    public Task The_header_of_the_first_answer_claims_four_bytes_too_many() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await host.QueryAsync(BasicConnectCid.SignalState);
        await host.QueryAsync(BasicConnectCid.SignalState);
        Assert.That(host.Received.Select(transfer => (int)MessageHeader.Read(transfer.Bytes).Length - transfer.Bytes.Length), Is.EqualTo(new[] { 4, 0 }));
    });

    [Test]
    [Example("Action `resize`")]
    public Task The_first_DEVICE_CAPS_is_eight_bytes_short_and_says_so() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await host.QueryAsync(BasicConnectCid.DeviceCaps);
        await host.QueryAsync(BasicConnectCid.DeviceCaps);
        var (cut, whole) = (host.Received[0].Bytes, host.Received[1].Bytes);
        Assert.That(cut, Has.Length.EqualTo(whole.Length - 8));
        Assert.That(MessageHeader.Read(cut).Length, Is.EqualTo((uint)cut.Length));
        Assert.That(cut[48..], Is.EqualTo(whole[48..^8]), "what is left is as it was");
        Assert.That(host.Lines, Is.EqualTo(new[] { "2 DeviceCaps Success", "3 DeviceCaps Success" }), "the buffer's length is right");
    });

    [Test]
    [Example("Action `garbage`")]
    public Task Four_bytes_stand_before_the_first_answer() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await host.QueryAsync(BasicConnectCid.SignalState);
        var bytes = host.Received.Single().Bytes;
        Assert.That(bytes[..4], Is.EqualTo(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }));
        Assert.That(MessageHeader.Read(bytes.AsSpan(4)).Length, Is.EqualTo((uint)bytes.Length - 4));
    });

    [Test]
    [Example("Action `fragment`")]
    public Task DEVICE_CAPS_comes_in_fragments_half_a_second_apart() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await host.QueryAsync(BasicConnectCid.DeviceCaps);
        await modem.AfterAsync(10);
        Assert.That(host.Received, Has.Count.GreaterThan(2));
        Assert.That(host.Received.Select(transfer => transfer.Bytes.Length), Has.All.LessThanOrEqualTo(64));
        Assert.That(host.Received.Select((transfer, number) => Math.Round(transfer.At - host.Received[0].At - (number * 0.5), 6)), Has.All.Zero);
    });

    [Test]
    [Example("Action `concatenate`")]
    public Task An_answer_and_a_notification_come_in_one_transfer() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await host.QueryAsync(BasicConnectCid.SignalState);
        var bytes = host.Received.Single().Bytes;
        var length = (int)MessageHeader.Read(bytes).Length;
        Assert.That(MbimMessage.TryParse(bytes.AsSpan(0, length), MbimReadMode.Strict, out var answer, out _));
        Assert.That((answer.Type, answer.Cid), Is.EqualTo((MbimMessageType.CommandDone, (uint)BasicConnectCid.SignalState)));
        Assert.That(MbimMessage.TryParse(bytes.AsSpan(length), MbimReadMode.Strict, out var notification, out _));
        Assert.That((notification.Type, notification.Cid), Is.EqualTo((MbimMessageType.IndicateStatus, (uint)BasicConnectCid.RegisterState)));
    });

    [Test]
    [Example("Action `dribble`")]
    public Task The_answer_comes_a_byte_every_10_ms() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem, CarrierKind.Stream);
        await host.QueryAsync(BasicConnectCid.SignalState);
        await modem.AfterAsync(10);
        var bytes = host.Received.SelectMany(transfer => transfer.Bytes).ToArray();
        Assert.That(MessageHeader.Read(bytes).Length, Is.EqualTo((uint)bytes.Length));
        Assert.That(host.Received.Select(transfer => transfer.Bytes.Length), Has.All.EqualTo(1));
        Assert.That(host.Received.Select((transfer, number) => Math.Round(transfer.At - host.Received[0].At - (number * 0.01), 6)), Has.All.Zero);
    });

    [Test]
    [Example("Action `respond`")]
    public Task The_host_is_not_told_of_the_first_answer() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem, CarrierKind.Usb);
        await host.QueryAsync(BasicConnectCid.SignalState);
        await host.QueryAsync(BasicConnectCid.SignalState);
        Assert.That(host.Received.Select(transfer => transfer.Response), Is.EqualTo(new[] { EncapsulatedResponse.NotAnnounced, EncapsulatedResponse.Announced }));
    });

    [Test]
    [Example("Action `hangUp`")]
    public Task The_connection_ends_at_the_first_CONNECT() => ExampleModem.RunAsync(async modem =>
    {
        var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        Assert.That(await modem.TimeAsync(() => Assert.ThatAsync(() => device.ConnectToInternetAsync(), Throws.InstanceOf<MbimDisconnectedException>())), Is.Zero);
        await device.DisposeAsync();
        await using var again = await modem.ConnectAsync();
        await again.ConnectToInternetAsync();
    });

    [Test]
    [Example("Action `stall`")]
    public Task Nothing_comes_for_five_seconds() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await modem.AtAsync(11);
        await host.QueryAsync(BasicConnectCid.SignalState);
        await host.QueryAsync(BasicConnectCid.RadioState);
        await modem.AtAsync(20);
        Assert.That(host.Lines, Is.EqualTo(new[] { "2 SignalState Success", "3 RadioState Success" }));
        Assert.That(host.Received.Select(transfer => transfer.At), Has.All.EqualTo(15).Within(1e-6));
    });

    [Test]
    [Example("Action `throttle`")]
    public Task A_hundred_bytes_come_in_a_second() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        for (var i = 0; i < 5; i++)
        {
            await host.QueryAsync(BasicConnectCid.SignalState);
        }

        await modem.AfterAsync(60);
        Assert.That(host.Received, Has.Count.EqualTo(5));
        var time = host.Received[^1].At - host.Received[0].At;
        Assert.That(time, Is.EqualTo(host.Received.Skip(1).Sum(transfer => transfer.Bytes.Length) / 100.0).Within(0.01));
    });

    [Test]
    [Example("Action `indicate`")]
    public Task A_notification_lies_once() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        List<(double At, uint Rssi)> told = [];
        await modem.AtAsync(1);
        device.OnNotification(BasicConnect.SignalState, info => told.Add((modem.Elapsed.TotalSeconds, info.Rssi)));
        await modem.AtAsync(10);
        Assert.That(told, Is.EqualTo(new[] { (5.0, 1u) }));
        Assert.That((await device.QueryAsync(BasicConnect.SignalState)).Rssi, Is.EqualTo(20));
    });

    [Test]
    [Example("Action `storm`")]
    public Task A_hundred_notifications_come_within_a_second() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        List<double> told = [];
        await modem.AtAsync(1);
        device.OnNotification(BasicConnect.SignalState, info => told.Add(info.Rssi == 17 ? modem.Elapsed.TotalSeconds : double.NaN));
        await modem.AtAsync(20);
        Assert.That(told, Has.Count.EqualTo(100));
        Assert.That(told[0], Is.EqualTo(5).Within(1e-6));
        Assert.That(told[^1], Is.EqualTo(5.99).Within(1e-6));
    });
}
