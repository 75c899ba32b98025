using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Tests.Framing;
using MbimProtocol.Tests.Messages;

namespace MbimProtocol.Tests.Host;

internal sealed class MbimHostTests : HostBench
{
    [Test]
    public void A_command_ends_with_its_answer()
    {
        Open();
        Assert.That(Host.Command(RadioState, [], Now, "radio"), Is.EqualTo(2));
        Assert.That(Handler.Sent.Single(), Is.EqualTo(Samples.Hex(
            "03000000 30000000 02000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 00000000 00000000")));
        Answer(2, [1, 0, 0, 0, 1, 0, 0, 0]);
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "radio: Success 0100000001000000" }));
    }

    [Test]
    public void A_typed_command_has_the_bytes_of_its_value()
    {
        Open();
        Host.Command(
            RadioState with { CommandType = MbimCommandType.Set }, new SetRadioState { RadioState = (RadioSwitchState)1 }, MbimExVersion.V1, Now, "radio");
        Assert.That(Handler.Sent.Single(), Is.EqualTo(Samples.Hex(
            "03000000 34000000 02000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 01000000 04000000 01000000")));
    }

    [Test]
    public void Answers_may_come_in_any_order_and_a_failing_one_keeps_its_buffer()
    {
        Open();
        Host.Command(RadioState, [], Now, "first");
        Host.Command(RadioState, [], Now, "second");
        Answer(3, [2], MbimStatus.Failure);
        Answer(2, [1]);
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "second: Failure 02", "first: Success 01" }));
    }

    [Test]
    public void A_long_command_goes_out_in_fragments_and_a_long_answer_comes_in_so()
    {
        Open();
        var buffer = Enumerable.Range(0, 120).Select(value => (byte)value).ToArray();
        Host.Command(RadioState, buffer, Now, "long");
        Assert.That(Handler.Sent.SkipLast(1).Select(transfer => transfer.Length), Is.All.EqualTo(64));
        Assert.That(Handler.TakeSent(), Is.EqualTo(new[] { "Command 2 0/4", "Command 2 1/4", "Command 2 2/4", "Command 2 3/4" }));
        Answer(2, buffer);
        Assert.That(Handler.Completions, Is.EqualTo(new[] { $"long: Success {Convert.ToHexString(buffer)}" }));
    }

    [Test]
    public void A_command_without_an_answer_times_out_and_is_cancelled_at_the_function()
    {
        Open();
        Host.Command(RadioState, [], Now, "slow");
        Host.Command(RadioState with { Timeout = Timeout.InfiniteTimeSpan }, [], Now, "endless");
        Handler.TakeSent();
        Assert.That(Host.NextDeadline, Is.EqualTo(Now + TimeSpan.FromSeconds(10)));
        Advance(TimeSpan.FromSeconds(9.999));
        Assert.That(Handler.Completions, Is.Empty);
        Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "slow: TimedOut" }));
        Assert.That(Handler.TakeSent(), Is.EqualTo(new[] { "HostError 2 Cancel" }));
        Assert.That(Host.NextDeadline, Is.Null);
        Answer(2, []);
        Assert.That((Host.StrayTransfers, Host.OutstandingCount), Is.EqualTo((1, 1)));
    }

    [Test]
    public void Cancel_tells_the_function_and_ignores_the_late_answer()
    {
        Open();
        var transactionId = Host.Command(RadioState, [], Now, "radio");
        Handler.TakeSent();
        Assert.That(Host.Cancel(transactionId));
        Assert.That(Host.Cancel(transactionId), Is.False);
        Assert.That(Handler.TakeSent(), Is.EqualTo(new[] { "HostError 2 Cancel" }));
        Answer(2, new byte[100]);
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "radio: Cancelled" }));
        Assert.That((Host.StrayTransfers, Host.MalformedTransfers, Handler.Sent.Count), Is.EqualTo((3, 0, 0)));
    }

    [Test]
    public void A_gap_of_1250_ms_between_fragments_ends_the_command_and_tells_the_function()
    {
        Open();
        Host.Command(RadioState, [], Now, "radio");
        Handler.TakeSent();
        Host.Receive(AnswerFragments(2, new byte[100])[0], Now);
        Assert.That(Host.NextDeadline, Is.EqualTo(Now + TimeSpan.FromMilliseconds(1250)));
        Advance(TimeSpan.FromMilliseconds(1250));
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "radio: HostError TimeoutFragment" }));
        Assert.That(Handler.TakeSent(), Is.EqualTo(new[] { "HostError 2 TimeoutFragment" }));
    }

    [TestCase(1, 0, 2)]
    [TestCase(0, 2, 1)]
    [TestCase(0, 1, 1)]
    public void Fragments_out_of_sequence_end_the_command_and_the_rest_is_ignored(int first, int second, int third)
    {
        Open();
        Host.Command(RadioState, [], Now, "radio");
        Handler.TakeSent();
        var fragments = AnswerFragments(2, new byte[100]);
        Host.Receive(fragments[first], Now);
        Host.Receive(fragments[second], Now);
        Host.Receive(fragments[third], Now);
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "radio: HostError FragmentOutOfSequence" }));
        Assert.That(Handler.TakeSent(), Is.EqualTo(new[] { "HostError 2 FragmentOutOfSequence" }));
        Assert.That(Host.NextDeadline, Is.Null);
    }

    [Test]
    public void An_answer_between_the_fragments_of_another_abandons_that_one_alone()
    {
        Open();
        Host.Command(RadioState, [], Now, "first");
        Host.Command(RadioState, [], Now, "second");
        Handler.TakeSent();
        Host.Receive(AnswerFragments(2, new byte[100])[0], Now);
        Answer(3, [1]);
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "first: HostError FragmentOutOfSequence", "second: Success 01" }));
        Assert.That(Handler.TakeSent(), Is.EqualTo(new[] { "HostError 2 FragmentOutOfSequence" }));
    }

    [Test]
    public void The_answer_begun_again_under_the_same_id_ends_the_command_once()
    {
        Open();
        Host.Command(RadioState, [], Now, "radio");
        Host.Receive(AnswerFragments(2, new byte[100])[0], Now);
        Answer(2, [1]);
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "radio: HostError FragmentOutOfSequence" }));
        Assert.That((Host.OutstandingCount, Host.NextDeadline), Is.EqualTo((0, (TimeSpan?)null)));
    }

    [Test]
    public void Notifications_have_their_own_fragments()
    {
        Open();
        Host.Command(RadioState, [], Now, "radio");
        Handler.TakeSent();
        var answer = AnswerFragments(2, new byte[30]);
        var indication = Fragments.Split(
            Message(writer => MbimMessageWriter.WriteIndicateStatus(writer, BasicConnect.Id, 11, new byte[30])), 64);
        Host.Receive(answer[0], Now);
        Host.Receive(indication[0], Now);
        Host.Receive(answer[1], Now);
        Host.Receive(indication[1], Now);
        Assert.That(Handler.Completions, Is.EqualTo(new[] { $"radio: Success {new string('0', 60)}" }));
        Assert.That(Handler.Indications, Is.EqualTo(new[] { $"{BasicConnect.Id} 11 {new string('0', 60)}" }));
        Assert.That(Handler.Sent, Is.Empty);
    }

    [Test]
    public void A_broken_notification_ends_no_command()
    {
        Open();
        Host.Command(RadioState, [], Now, "radio");
        Handler.TakeSent();
        var indication = Fragments.Split(
            Message(writer => MbimMessageWriter.WriteIndicateStatus(writer, BasicConnect.Id, 11, new byte[30])), 64);
        Host.Receive(indication[1], Now);
        Host.Receive(indication[0], Now);
        Advance(TimeSpan.FromMilliseconds(1250));
        Receive("07000080 30000000 00000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 02000000 ffffffff 00010003");
        Assert.That(Handler.TakeSent(), Is.EqualTo(new[]
        {
            "HostError 0 FragmentOutOfSequence", "HostError 0 TimeoutFragment", "HostError 0 LengthMismatch",
        }));
        Assert.That((Handler.Completions.Count, Handler.Indications.Count, Host.MalformedTransfers), Is.EqualTo((0, 0, 3)));
    }

    [TestCase("03000080 30000000 02000000 01000000 00000000 838cf7fb8d0d4d7f871ed71dbefbb39b 03000000 00000000 00000000",
        "radio: DeviceServiceId at byte 20: found 838cf7fb-8d0d-4d7f-871e-d71dbefbb39b; expected a289cc33-bcbb-8b4f-b6b0-133ec2aae6df, as in the command (Value)")]
    [TestCase("03000080 30000000 02000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 04000000 00000000 00000000",
        "radio: CID at byte 36: found 4; expected 3, as in the command (Value)")]
    [TestCase("03000080 30000000 02000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 00000000 01000000",
        "radio: InformationBufferLength at byte 44: found 1; expected at most 0, the bytes that follow (Length)")]
    [TestCase("03000080 31000000 02000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 00000000 00000000",
        "radio: HostError LengthMismatch")]
    [TestCase("03000080 30000000 02000000 00000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 00000000 00000000",
        "radio: HostError FragmentOutOfSequence")]
    public void An_answer_that_does_not_fit_is_an_error(string answer, string completion)
    {
        Open();
        Host.Command(RadioState, [], Now, "radio");
        Receive(answer);
        Assert.That(Handler.Completions, Is.EqualTo(new[] { completion }));
        Assert.That(Host.State, Is.EqualTo(MbimHostState.Open));
    }

    [Test]
    public void A_function_error_ends_its_command_alone()
    {
        Open();
        Host.Command(RadioState, [], Now, "first");
        Host.Command(RadioState, [], Now, "second");
        Receive("04000080 10000000 02000000 04000000");
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "first: FunctionError DuplicatedTid" }));
        Assert.That((Host.State, Host.OutstandingCount), Is.EqualTo((MbimHostState.Open, 1)));
    }

    [Test]
    public void Foreign_transfers_are_counted_and_ignored()
    {
        Open();
        Host.Command(RadioState, [], Now, "radio");
        Handler.TakeSent();
        foreach (var sample in Samples.All.Where(sample => MessageHeader.Read(sample).TransactionId != 2 && sample[0] != 7))
        {
            Host.Receive(sample, Now);
        }

        Host.Receive(Samples.Open.AsSpan(0, 5), Now);
        Host.Receive(Samples.Hex("02000080 10000000 02000000 00000000"), Now);
        Host.Receive(Samples.Hex("77777777 0c000000 02000000"), Now);
        Assert.That((Handler.Completions.Count, Handler.Sent.Count, Host.MalformedTransfers), Is.EqualTo((0, 0, 1)));
        Assert.That(Host.StrayTransfers, Is.GreaterThan(5));
        Answer(2, []);
        Assert.That(Handler.Completions, Is.EqualTo(new[] { "radio: Success" }));
    }

    [Test]
    public void No_truncation_or_corruption_of_an_answer_throws_or_ends_a_command_twice()
    {
        foreach (var mutated in Guarded.Mutations(AnswerFragments(2, [1, 0, 0, 0])[0]))
        {
            using var host = new MbimHost<string>(new MbimHostOptions { MaxControlTransfer = 64 }, Handler);
            host.Open(Now, "open");
            host.Receive(Samples.Hex("01000080 10000000 01000000 00000000"), Now);
            host.Command(RadioState, [], Now, "radio");
            Handler.Completions.Clear();
            host.Receive(mutated, Now);
            host.Receive(mutated, Now);
            Assert.That(Handler.Completions.Count + host.OutstandingCount, Is.EqualTo(1));
        }
    }
}
