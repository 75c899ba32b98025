using MbimProtocol.Host;
using MbimProtocol.Tests.Messages;

namespace MbimProtocol.Tests.Host;

internal sealed class MbimHostSessionTests : HostBench
{
    [Test]
    public void Open_sends_the_transfer_size_and_ends_with_its_answer()
    {
        Assert.That(Host.Open(Now, "open"), Is.EqualTo(1));
        Assert.That(Handler.Sent.Single(), Is.EqualTo(Samples.Hex("01000000 10000000 01000000 40000000")));
        Assert.That(Host.State, Is.EqualTo(MbimHostState.Opening));
        Receive("01000080 10000000 01000000 00000000");
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "open: Success" }));
        Assert.That((Host.State, Host.NextDeadline), Is.EqualTo((MbimHostState.Open, (TimeSpan?)null)));
    }

    [TestCase("01000080 10000000 01000000 02000000", "open: Failure")]
    [TestCase("04000080 10000000 01000000 08000000", "open: FunctionError MaxTransfer")]
    [TestCase("01000080 0c000000 01000000", "open: OpenDone at byte 12: found 12 bytes; expected 16 bytes (Truncated)")]
    [TestCase("01000080 11000000 01000000 00000000", "open: HostError LengthMismatch")]
    public void Open_that_fails_leaves_the_session_closed(string answer, string completion)
    {
        Host.Open(Now, "open");
        Receive(answer);
        Assert.That(Handler.Completions, Is.EqualTo(new[] { completion }));
        Assert.That((Host.State, Host.OutstandingCount), Is.EqualTo((MbimHostState.Closed, 0)));
    }

    [Test]
    public void Open_without_an_answer_is_sent_every_5_s_under_a_new_id_and_given_up_after_30_s()
    {
        Host.Open(Now, "open");
        var began = Now;
        for (var repetition = 1; repetition <= 6; repetition++)
        {
            Assert.That(Handler.TakeSent(), Is.EqualTo(new[] { $"Open {repetition}" }));
            Assert.That(Handler.Completions, Is.Empty);
            Assert.That(Host.NextDeadline, Is.EqualTo(began + TimeSpan.FromSeconds(5 * repetition)));
            Advance(TimeSpan.FromSeconds(5));
        }

        Assert.That(Handler.Sent, Is.Empty);
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "open: TimedOut" }));
        Assert.That((Host.State, Host.NextDeadline), Is.EqualTo((MbimHostState.Closed, (TimeSpan?)null)));
    }

    [Test]
    public void The_answer_to_an_earlier_open_is_not_the_answer()
    {
        Host.Open(Now, "open");
        Advance(TimeSpan.FromSeconds(5));
        Receive("01000080 10000000 01000000 00000000");
        Assert.That((Host.State, Host.StrayTransfers), Is.EqualTo((MbimHostState.Opening, 1)));
        Receive("01000080 10000000 02000000 00000000");
        Assert.That(Host.State, Is.EqualTo(MbimHostState.Open));
    }

    [Test]
    public void Transaction_ids_wrap_to_1_and_skip_those_outstanding()
    {
        Assert.That(Host.Open(Now, "open"), Is.EqualTo(1));
        Receive("01000080 10000000 01000000 00000000");
        Assert.That(Host.Command(RadioState, [], Now, "a"), Is.EqualTo(2));
        Assert.That(Host.Command(RadioState, [], Now, "b"), Is.EqualTo(3));
        Host.NextTransactionId = uint.MaxValue;
        Assert.That(Host.Command(RadioState, [], Now, "c"), Is.EqualTo(uint.MaxValue));
        Assert.That(Host.Command(RadioState, [], Now, "d"), Is.EqualTo(1));
        Assert.That(Host.Command(RadioState, [], Now, "e"), Is.EqualTo(4));
    }

    [TestCase(0u, 1u)]
    [TestCase(77u, 77u)]
    public void The_first_transaction_id_is_an_option_and_never_0(uint first, uint expected)
    {
        using var host = new MbimHost<string>(new MbimHostOptions { FirstTransactionId = first }, Handler);
        Assert.That(host.Open(Now, "open"), Is.EqualTo(expected));
    }

    [Test]
    public void Not_opened_ends_all_commands_and_the_session_and_it_can_be_opened_at_once()
    {
        Open();
        Host.Command(RadioState, [], Now, "first");
        Host.Command(RadioState, [], Now, "second");
        Handler.TakeSent();
        Handler.OnCompleted = state =>
        {
            if (state == "first")
            {
                Host.Open(Now, "again");
            }
        };
        Receive("04000080 10000000 03000000 05000000");
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "first: FunctionError NotOpened", "second: FunctionError NotOpened" }));
        Assert.That(Handler.TakeSent(), Is.EqualTo(new[] { "Open 4" }));
        Receive("01000080 10000000 04000000 00000000");
        Assert.That(Host.State, Is.EqualTo(MbimHostState.Open));
    }

    [Test]
    public void Close_ends_what_is_outstanding_and_waits_for_its_answer()
    {
        Open();
        Host.Command(RadioState, [], Now, "radio");
        Handler.TakeSent();
        Host.Close(Now, "close");
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "radio: Closed" }));
        Assert.That(Handler.TakeSent(), Is.EqualTo(new[] { "Close 3" }));
        Answer(2, []);
        Receive("02000080 10000000 03000000 00000000");
        Assert.That(Handler.Completions[^1], Is.EqualTo("close: Success"));
        Assert.That((Host.State, Host.StrayTransfers), Is.EqualTo((MbimHostState.Closed, 1)));
    }

    [Test]
    public void Close_without_an_answer_is_closed_after_its_time()
    {
        Open();
        Host.Close(Now, "close");
        Advance(TimeSpan.FromSeconds(5));
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "close: TimedOut" }));
        Assert.That(Host.State, Is.EqualTo(MbimHostState.Closed));
    }

    [Test]
    public void Disconnect_ends_everything_in_the_order_of_the_commands()
    {
        Open();
        for (var index = 0; index < 5; index++)
        {
            Host.Command(RadioState, [], Now, $"{index}");
        }

        Host.Cancel(4);
        Host.Command(RadioState, [], Now, "5");
        Handler.Completions.Clear();
        Host.Disconnect();
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "0: Disconnected", "1: Disconnected", "3: Disconnected", "4: Disconnected", "5: Disconnected" }));
        Assert.That((Host.State, Host.OutstandingCount, Host.NextDeadline), Is.EqualTo((MbimHostState.Closed, 0, (TimeSpan?)null)));
    }

    [Test]
    public void An_open_after_a_lost_session_that_was_there_without_one_takes_no_notifications_before_its_answer()
    {
        Host.Attach();
        Host.Disconnect();
        Host.Open(Now, "open");
        Receive("07000080 2c000000 00000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 02000000 00000000");
        Assert.That((Handler.Indications.Count, Host.StrayTransfers), Is.EqualTo((0, 1)));
    }

    [Test]
    public void What_the_state_does_not_allow_throws()
    {
        Assert.That(() => Host.Command(RadioState, [], Now, "radio"), Throws.InvalidOperationException);
        Assert.That(() => Host.Close(Now, "close"), Throws.InvalidOperationException);
        Open();
        Assert.That(() => Host.Open(Now, "again"), Throws.InvalidOperationException.With.Message.Contains("must be Closed").And.Message.Contains("is Open"));
    }

    [Test]
    public void Closing_while_opening_ends_the_opening()
    {
        Host.Open(Now, "open");
        Host.Close(Now, "close");
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "open: Closed" }));
        Assert.That(Handler.TakeSent(), Is.EqualTo(new[] { "Open 1", "Close 2" }));
        Receive("01000080 10000000 01000000 00000000");
        Assert.That(Host.State, Is.EqualTo(MbimHostState.Closing));
        Receive("04000080 10000000 02000000 05000000");
        Assert.That(Handler.Completions[^1], Is.EqualTo("close: FunctionError NotOpened"));
        Assert.That(Host.State, Is.EqualTo(MbimHostState.Closed));
    }
}
