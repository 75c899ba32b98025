using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimClient.Tests;

public sealed class NotificationTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private MbimDeviceOptions _options = new() { TimeProvider = new ManualTimeProvider() };
    private MbimDevice _device = null!;
    private ScriptedPeer _peer = null!;

    [TearDown]
    public async Task Close()
    {
        await _peer.DisposeAsync();
        await _device.DisposeAsync().AsTask().WaitAsync(HangGuard);
    }

    [Test]
    public async Task Notifications_come_in_the_order_of_the_wire_from_the_opening_on()
    {
        await OpenAsync();
        await _peer.IndicateAsync(BasicConnect.RadioState, Radio(1));
        await _peer.IndicateAsync(BasicConnect.EmergencyMode, new EmergencyMode { State = EmergencyModeState.On });
        await _peer.IndicateAsync(BasicConnect.RadioState, Radio(2));
        var notifications = await TakeAsync(3);
        Assert.That(notifications.Select(notification => notification.Cid), Is.EqualTo(new[] { 3u, 22u, 3u }));
        Assert.That(notifications[2].TryRead(BasicConnect.RadioState, out var radio));
        Assert.That(radio, Is.EqualTo(Radio(2)));
        Assert.That(notifications[1].TryRead(BasicConnect.RadioState, out _), Is.False);
    }

    [Test]
    public async Task The_oldest_are_dropped_and_counted_when_nobody_reads()
    {
        _options = _options with { NotificationCapacity = 4 };
        await OpenAsync();
        for (var value = 1u; value <= 10; value++)
        {
            await _peer.IndicateAsync(BasicConnect.RadioState, Radio(value));
        }

        await RoundTripAsync();
        Assert.That(_device.DroppedNotifications, Is.EqualTo(6));
        var kept = await TakeAsync(4);
        Assert.That(kept.Select(notification => notification.InformationBuffer.Span[0]), Is.EqualTo(new byte[] { 7, 8, 9, 10 }));
    }

    [Test]
    public async Task A_handler_gets_the_notifications_of_its_CID_one_at_a_time()
    {
        await OpenAsync();
        var seen = new List<uint>();
        var done = new TaskCompletionSource();
        using var subscription = _device.OnNotification(BasicConnect.RadioState, info =>
        {
            seen.Add((uint)info.HwRadioState);
            if (seen.Count == 50)
            {
                done.SetResult();
            }
        });
        for (var value = 1u; value <= 50; value++)
        {
            await _peer.IndicateAsync(BasicConnect.RadioState, Radio(value));
            await _peer.IndicateAsync(BasicConnect.EmergencyMode, new EmergencyMode());
        }

        await done.Task.WaitAsync(HangGuard);
        Assert.That(seen, Is.EqualTo(Enumerable.Range(1, 50).Select(value => (uint)value)));
        Assert.That((subscription.Dropped, subscription.Failures), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task A_blocking_handler_delays_neither_commands_nor_other_handlers()
    {
        await OpenAsync();
        using var release = new ManualResetEventSlim();
        var blocked = new TaskCompletionSource();
        var seen = new TaskCompletionSource();
        using var blocking = _device.OnNotification(BasicConnect.RadioState, _ =>
        {
            blocked.TrySetResult();
            release.Wait(HangGuard);
        });
        using var other = _device.OnNotification(BasicConnect.RadioState, _ => seen.TrySetResult());
        await _peer.IndicateAsync(BasicConnect.RadioState, Radio(1));
        await blocked.Task.WaitAsync(HangGuard);
        await seen.Task.WaitAsync(HangGuard);
        await RoundTripAsync();
        release.Set();
    }

    [Test]
    public async Task A_throwing_handler_goes_on_and_keeps_its_failure()
    {
        await OpenAsync();
        var second = new TaskCompletionSource();
        using var subscription = _device.OnNotification(BasicConnect.RadioState, info =>
        {
            if ((uint)info.HwRadioState == 1)
            {
                throw new FormatException("no");
            }

            second.SetResult();
        });
        await _peer.IndicateAsync(BasicConnect.RadioState, Radio(1));
        await _peer.SendAsync(writer => MbimMessageWriter.WriteIndicateStatus(writer, BasicConnect.Id, 3, [1]));
        await _peer.IndicateAsync(BasicConnect.RadioState, Radio(2));
        await second.Task.WaitAsync(HangGuard);
        Assert.That(subscription.Failures, Is.EqualTo(2));
        Assert.That(subscription.LastFailure, Is.TypeOf<MbimAnswerException>());
    }

    [Test]
    public async Task A_disposed_subscription_is_called_no_more()
    {
        await OpenAsync();
        var calls = 0;
        var seen = new TaskCompletionSource();
        var subscription = _device.OnNotification(BasicConnect.RadioState, _ => calls++);
        subscription.Dispose();
        using var other = _device.OnNotification(BasicConnect.RadioState, _ => seen.SetResult());
        await _peer.IndicateAsync(BasicConnect.RadioState, Radio(1));
        await seen.Task.WaitAsync(HangGuard);
        Assert.That(calls, Is.Zero);
    }

    [Test]
    public async Task A_notification_between_command_and_answer_disturbs_nothing()
    {
        await OpenAsync();
        var query = _device.QueryAsync(BasicConnect.RadioState);
        var transactionId = await _peer.ExpectCommandAsync(BasicConnect.RadioState, MbimCommandType.Query);
        await _peer.IndicateAsync(BasicConnect.RadioState, Radio(3));
        await _peer.AnswerAsync(transactionId, BasicConnect.RadioState, Radio(4));
        Assert.That(await query.WaitAsync(HangGuard), Is.EqualTo(Radio(4)));
        Assert.That((await TakeAsync(1))[0].InformationBuffer.Span[0], Is.EqualTo(3));
    }

    [Test]
    public async Task The_notifications_end_with_the_connection_and_its_reason()
    {
        await OpenAsync();
        await _peer.IndicateAsync(BasicConnect.RadioState, Radio(1));
        await RoundTripAsync();
        await _peer.DisposeAsync();
        var count = 0;
        Assert.ThrowsAsync<MbimDisconnectedException>(async () =>
        {
            await foreach (var _ in _device.Notifications)
            {
                count++;
            }
        });
        Assert.That(count, Is.EqualTo(1));
    }

    [Test]
    public async Task The_notifications_end_quietly_when_the_device_is_closed()
    {
        await OpenAsync();
        var closing = _device.CloseAsync();
        await _peer.ExpectCloseAsync();
        await closing.WaitAsync(HangGuard);
        await foreach (var notification in _device.Notifications)
        {
            Assert.Fail($"unexpected {notification}");
        }
    }

    private static RadioStateInfo Radio(uint value) => new() { HwRadioState = (RadioSwitchState)value, SwRadioState = RadioSwitchState.On };

    private async Task OpenAsync() => (_device, _peer) = await ScriptedPeer.OpenAsync(_options);

    private async Task RoundTripAsync()
    {
        var query = _device.QueryAsync(BasicConnect.RadioState);
        var transactionId = await _peer.ExpectCommandAsync(BasicConnect.RadioState, MbimCommandType.Query);
        await _peer.AnswerAsync(transactionId, BasicConnect.RadioState, Radio(0));
        await query.WaitAsync(HangGuard);
    }

    private async Task<List<MbimNotification>> TakeAsync(int count)
    {
        using var guard = new CancellationTokenSource(HangGuard);
        var taken = new List<MbimNotification>();
        await foreach (var notification in _device.Notifications.WithCancellation(guard.Token))
        {
            taken.Add(notification);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }
}
