using MbimEmulator.Links;
using MbimEmulator.Tests.Function;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Links;

public sealed class OutboundTests
{
    private readonly TestHost _host = new();

    [SetUp]
    public void Open()
    {
        _host.Handle(1, (t, b) => t.Complete(b));
        _host.Open();
        _host.TryReceive();
    }

    [Test]
    public void Below_the_budget_every_state_is_told()
    {
        Radio(1);
        Radio(0);
        Assert.That(_host.Received(), Is.EqualTo(["IndicateStatus 0 CID 3 0100000000000000", "IndicateStatus 0 CID 3 0000000000000000"]));
    }

    [Test]
    public void Above_the_budget_a_newer_state_replaces_the_older_one()
    {
        Radio(1);
        Fill(63);
        Radio(0);
        var received = _host.Received();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(received, Has.Length.EqualTo(64));
            Assert.That(received, Has.None.EqualTo("IndicateStatus 0 CID 3 0100000000000000"));
            Assert.That(received[^1], Is.EqualTo("IndicateStatus 0 CID 3 0000000000000000"));
            Assert.That(_host.Link.DroppedIndications, Is.EqualTo(1));
        }
    }

    [Test]
    public void Above_the_budget_the_states_of_different_sessions_all_stay()
    {
        Fill(64);
        Connect(1, ActivationState.Activating);
        Connect(2, ActivationState.Activated);
        Connect(1, ActivationState.Activated);
        Assert.That(_host.Received()[64..].Select(r => r[24..40]), Is.EqualTo(["0200000001000000", "0100000001000000"]));
    }

    [Test]
    public void Above_the_budget_answers_still_fit()
    {
        Fill(80);
        Assert.That(_host.Received(), Has.Length.EqualTo(80));
    }

    [Test]
    public void A_message_of_which_a_fragment_has_left_is_not_dropped()
    {
        _host.Open(2, 64);
        _host.TryReceive();
        Indicate("001010000000001");
        var first = _host.TryReceive();
        Fill(64);
        Indicate("001010000000002");
        Assert.That(first, Is.Not.Null);
        Assert.That(_host.Received()[0], Is.EqualTo("IndicateStatus 0 fragment 1"));
    }

    [Test]
    public void A_full_budget_holds_back_a_host_that_only_sends()
    {
        Fill(63);
        Assert.That(_host.Link.WaitToSendAsync().AsTask().IsCompleted);
        Fill(1);
        var wait = _host.Link.WaitToSendAsync().AsTask();
        Assert.That(wait.IsCompleted, Is.False);
        Assert.That(_host.TryReceive(), Is.Not.Null);
        Assert.That(wait.Wait(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public void A_waiting_sender_can_be_cancelled_and_wait_again()
    {
        Fill(64);
        using var cancel = new CancellationTokenSource();
        var wait = _host.Link.WaitToSendAsync(cancel.Token).AsTask();
        cancel.Cancel();
        Assert.That(async () => await wait, Throws.InstanceOf<OperationCanceledException>());
        var again = _host.Link.WaitToSendAsync().AsTask();
        Assert.That(_host.TryReceive(), Is.Not.Null);
        Assert.That(again.Wait(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public void A_stream_that_takes_nothing_for_30_s_is_closed()
    {
        _host.Link.Detach("make room");
        _host.Link = _host.Attach("stream", CarrierKind.Stream);
        Fill(64);
        _host.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.That(_host.TryReceive(), Is.Not.Null);
        Fill(1);
        _host.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.That(_host.Link.CloseReason, Is.Null);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(_host.Link.CloseReason, Is.EqualTo("the host did not read for 30 s"));
        Assert.That(_host.Attach("next").CloseReason, Is.Null);
    }

    [TestCase(CarrierKind.Pty)]
    [TestCase(CarrierKind.InProcess)]
    public void A_pty_or_a_client_in_the_process_is_never_closed_for_taking_nothing(CarrierKind carrier)
    {
        _host.Link.Detach("make room");
        _host.Link = _host.Attach("other", carrier);
        Fill(64);
        _host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That(_host.Link.CloseReason, Is.Null);
    }

    [Test]
    public void A_stream_that_reads_slowly_is_not_closed()
    {
        _host.Link.Detach("make room");
        _host.Link = _host.Attach("stream", CarrierKind.Stream);
        Fill(64);
        for (var i = 0; i < 10; i++)
        {
            _host.Clock.Advance(TimeSpan.FromSeconds(25));
            Assert.That(_host.TryReceive(), Is.Not.Null);
            Fill(1);
        }

        Assert.That(_host.Link.CloseReason, Is.Null);
    }

    [Test]
    public void Events_are_dropped_oldest_first_and_counted()
    {
        var queue = new OutboundQueue();
        for (var i = 0; i < OutboundQueue.MaxTransfers + 3; i++)
        {
            var message = new OutboundMessage(i, OutboundKind.Event, Guid.Empty, 1, 0);
            Assert.That(queue.MakeRoom(message, out var dropped));
            Assert.That(dropped, Is.EqualTo(i < OutboundQueue.MaxTransfers ? 0 : 1));
            queue.Add(Transfer.Copy([(byte)i]), message);
        }

        Assert.That(queue.TryTake(out var oldest, out _));
        Assert.That(oldest.Span[0], Is.EqualTo(3));
        Assert.That(queue.Count, Is.EqualTo(OutboundQueue.MaxTransfers - 1));
    }

    [Test]
    public void An_event_is_dropped_itself_when_only_answers_wait()
    {
        var queue = new OutboundQueue();
        for (var i = 0; i < OutboundQueue.MaxTransfers; i++)
        {
            queue.Add(Transfer.Copy([1]), new OutboundMessage(i, OutboundKind.Answer, Guid.Empty, 0, 0));
        }

        Assert.That(queue.MakeRoom(new OutboundMessage(99, OutboundKind.Event, Guid.Empty, 1, 0), out var dropped), Is.False);
        Assert.That(dropped, Is.EqualTo(1));
    }

    [Test]
    public void A_mebibyte_is_a_full_budget_too()
    {
        var queue = new OutboundQueue();
        queue.Add(Transfer.Copy(new byte[OutboundQueue.MaxBytes]), default);
        Assert.That(queue.IsFull);
    }

    private void Fill(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _host.Query((uint)(i + 100), 1);
        }
    }

    private void Radio(uint state) =>
        _host.Function.Indicate(BasicConnect.RadioState, new RadioStateInfo { HwRadioState = (RadioSwitchState)state });

    private void Connect(uint session, ActivationState state) =>
        _host.Function.Indicate(BasicConnect.Connect, new ConnectInfo { SessionId = session, ActivationState = state });

    private void Indicate(string imsi) =>
        _host.Function.Indicate(BasicConnect.SubscriberReadyStatus, new SubscriberReadyInfo { SubscriberId = imsi });
}
