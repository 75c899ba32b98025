using System.Buffers;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Tests.Framing;
using MbimProtocol.Tests.Messages;

namespace MbimProtocol.Tests.Host;

public sealed class MbimHostTests : IDisposable
{
    private static readonly HostCommand RadioState = new(BasicConnect.Id, 3, MbimCommandType.Query, TimeSpan.FromSeconds(10));

    private readonly RecordingHandler _handler = new();
    private readonly MbimHost<string> _host;
    private TimeSpan _now = TimeSpan.FromDays(12);

    public MbimHostTests() => _host = new MbimHost<string>(new MbimHostOptions { MaxControlTransfer = 64 }, _handler);

    public void Dispose() => _host.Dispose();

    [Test]
    public void Open_sends_the_transfer_size_and_ends_with_its_answer()
    {
        Assert.That(_host.Open(_now, "open"), Is.EqualTo(1));
        Assert.That(_handler.Sent.Single(), Is.EqualTo(Samples.Hex("01000000 10000000 01000000 40000000")));
        Assert.That(_host.State, Is.EqualTo(MbimHostState.Opening));
        Receive("01000080 10000000 01000000 00000000");
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "open: Success" }));
        Assert.That((_host.State, _host.NextDeadline), Is.EqualTo((MbimHostState.Open, (TimeSpan?)null)));
    }

    [TestCase("01000080 10000000 01000000 02000000", "open: Failure")]
    [TestCase("04000080 10000000 01000000 08000000", "open: FunctionError MaxTransfer")]
    [TestCase("01000080 0c000000 01000000", "open: OpenDone at byte 12: expected 16 bytes, found 12 bytes (Truncated)")]
    [TestCase("01000080 11000000 01000000 00000000", "open: HostError LengthMismatch")]
    public void Open_that_fails_leaves_the_session_closed(string answer, string completion)
    {
        _host.Open(_now, "open");
        Receive(answer);
        Assert.That(_handler.Completions, Is.EqualTo(new[] { completion }));
        Assert.That((_host.State, _host.OutstandingCount), Is.EqualTo((MbimHostState.Closed, 0)));
    }

    [Test]
    public void Open_without_an_answer_is_sent_every_5_s_under_a_new_id_and_given_up_after_30_s()
    {
        _host.Open(_now, "open");
        var began = _now;
        for (var repetition = 1; repetition <= 6; repetition++)
        {
            Assert.That(_handler.TakeSent(), Is.EqualTo(new[] { $"Open {repetition}" }));
            Assert.That(_handler.Completions, Is.Empty);
            Assert.That(_host.NextDeadline, Is.EqualTo(began + TimeSpan.FromSeconds(5 * repetition)));
            Advance(TimeSpan.FromSeconds(5));
        }

        Assert.That(_handler.Sent, Is.Empty);
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "open: TimedOut" }));
        Assert.That((_host.State, _host.NextDeadline), Is.EqualTo((MbimHostState.Closed, (TimeSpan?)null)));
    }

    [Test]
    public void The_answer_to_an_earlier_open_is_not_the_answer()
    {
        _host.Open(_now, "open");
        Advance(TimeSpan.FromSeconds(5));
        Receive("01000080 10000000 01000000 00000000");
        Assert.That((_host.State, _host.StrayTransfers), Is.EqualTo((MbimHostState.Opening, 1)));
        Receive("01000080 10000000 02000000 00000000");
        Assert.That(_host.State, Is.EqualTo(MbimHostState.Open));
    }

    [Test]
    public void A_command_ends_with_its_answer()
    {
        Open();
        Assert.That(_host.Command(RadioState, [], _now, "radio"), Is.EqualTo(2));
        Assert.That(_handler.Sent.Single(), Is.EqualTo(Samples.Hex(
            "03000000 30000000 02000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 00000000 00000000")));
        Answer(2, [1, 0, 0, 0, 1, 0, 0, 0]);
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "radio: Success 0100000001000000" }));
    }

    [Test]
    public void A_typed_command_has_the_bytes_of_its_value()
    {
        Open();
        _host.Command(
            RadioState with { CommandType = MbimCommandType.Set }, new SetRadioState { RadioState = (RadioSwitchState)1 }, MbimExVersion.V1, _now, "radio");
        Assert.That(_handler.Sent.Single(), Is.EqualTo(Samples.Hex(
            "03000000 34000000 02000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 01000000 04000000 01000000")));
    }

    [Test]
    public void Answers_may_come_in_any_order_and_a_failing_one_keeps_its_buffer()
    {
        Open();
        _host.Command(RadioState, [], _now, "first");
        _host.Command(RadioState, [], _now, "second");
        Answer(3, [2], MbimStatus.Failure);
        Answer(2, [1]);
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "second: Failure 02", "first: Success 01" }));
    }

    [Test]
    public void A_long_command_goes_out_in_fragments_and_a_long_answer_comes_in_so()
    {
        Open();
        var buffer = Enumerable.Range(0, 120).Select(value => (byte)value).ToArray();
        _host.Command(RadioState, buffer, _now, "long");
        Assert.That(_handler.Sent.SkipLast(1).Select(transfer => transfer.Length), Is.All.EqualTo(64));
        Assert.That(_handler.TakeSent(), Is.EqualTo(new[] { "Command 2 0/4", "Command 2 1/4", "Command 2 2/4", "Command 2 3/4" }));
        Answer(2, buffer);
        Assert.That(_handler.Completions, Is.EqualTo(new[] { $"long: Success {Convert.ToHexString(buffer)}" }));
    }

    [Test]
    public void Transaction_ids_wrap_to_1_and_skip_those_outstanding()
    {
        using var host = new MbimHost<string>(new MbimHostOptions { FirstTransactionId = uint.MaxValue - 1 }, _handler);
        Assert.That(host.Open(_now, "open"), Is.EqualTo(uint.MaxValue - 1));
        host.Receive(Message(writer => MbimMessageWriter.WriteOpenDone(writer, uint.MaxValue - 1, MbimStatus.Success)), _now);
        Assert.That(host.Command(RadioState, [], _now, "a"), Is.EqualTo(uint.MaxValue));
        Assert.That(host.Command(RadioState, [], _now, "b"), Is.EqualTo(1));
        using var full = new MbimHost<string>(new MbimHostOptions { FirstTransactionId = 0 }, _handler);
        Assert.That(full.Open(_now, "open"), Is.EqualTo(1));
    }

    [Test]
    public void A_command_without_an_answer_times_out_and_is_cancelled_at_the_function()
    {
        Open();
        _host.Command(RadioState, [], _now, "slow");
        _host.Command(RadioState with { Timeout = Timeout.InfiniteTimeSpan }, [], _now, "endless");
        _handler.TakeSent();
        Assert.That(_host.NextDeadline, Is.EqualTo(_now + TimeSpan.FromSeconds(10)));
        Advance(TimeSpan.FromSeconds(9.999));
        Assert.That(_handler.Completions, Is.Empty);
        Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "slow: TimedOut" }));
        Assert.That(_handler.TakeSent(), Is.EqualTo(new[] { "HostError 2 Cancel" }));
        Assert.That(_host.NextDeadline, Is.Null);
        Answer(2, []);
        Assert.That((_host.StrayTransfers, _host.OutstandingCount), Is.EqualTo((1, 1)));
    }

    [Test]
    public void Cancel_tells_the_function_and_ignores_the_late_answer()
    {
        Open();
        var transactionId = _host.Command(RadioState, [], _now, "radio");
        _handler.TakeSent();
        Assert.That(_host.Cancel(transactionId));
        Assert.That(_host.Cancel(transactionId), Is.False);
        Assert.That(_handler.TakeSent(), Is.EqualTo(new[] { "HostError 2 Cancel" }));
        Answer(2, new byte[100]);
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "radio: Cancelled" }));
        Assert.That((_host.StrayTransfers, _host.MalformedTransfers, _handler.Sent.Count), Is.EqualTo((3, 0, 0)));
    }

    [Test]
    public void A_gap_of_1250_ms_between_fragments_ends_the_command_and_tells_the_function()
    {
        Open();
        _host.Command(RadioState, [], _now, "radio");
        _handler.TakeSent();
        _host.Receive(AnswerFragments(2, new byte[100])[0], _now);
        Assert.That(_host.NextDeadline, Is.EqualTo(_now + TimeSpan.FromMilliseconds(1250)));
        Advance(TimeSpan.FromMilliseconds(1250));
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "radio: HostError TimeoutFragment" }));
        Assert.That(_handler.TakeSent(), Is.EqualTo(new[] { "HostError 2 TimeoutFragment" }));
    }

    [TestCase(1, 0, 2)]
    [TestCase(0, 2, 1)]
    [TestCase(0, 1, 1)]
    public void Fragments_out_of_sequence_end_the_command_and_the_rest_is_ignored(int first, int second, int third)
    {
        Open();
        _host.Command(RadioState, [], _now, "radio");
        _handler.TakeSent();
        var fragments = AnswerFragments(2, new byte[100]);
        _host.Receive(fragments[first], _now);
        _host.Receive(fragments[second], _now);
        _host.Receive(fragments[third], _now);
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "radio: HostError FragmentOutOfSequence" }));
        Assert.That(_handler.TakeSent(), Is.EqualTo(new[] { "HostError 2 FragmentOutOfSequence" }));
        Assert.That(_host.NextDeadline, Is.Null);
    }

    [Test]
    public void An_answer_between_the_fragments_of_another_abandons_that_one_alone()
    {
        Open();
        _host.Command(RadioState, [], _now, "first");
        _host.Command(RadioState, [], _now, "second");
        _handler.TakeSent();
        _host.Receive(AnswerFragments(2, new byte[100])[0], _now);
        Answer(3, [1]);
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "first: HostError FragmentOutOfSequence", "second: Success 01" }));
        Assert.That(_handler.TakeSent(), Is.EqualTo(new[] { "HostError 2 FragmentOutOfSequence" }));
    }

    [Test]
    public void The_answer_begun_again_under_the_same_id_ends_the_command_once()
    {
        Open();
        _host.Command(RadioState, [], _now, "radio");
        _host.Receive(AnswerFragments(2, new byte[100])[0], _now);
        Answer(2, [1]);
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "radio: HostError FragmentOutOfSequence" }));
        Assert.That((_host.OutstandingCount, _host.NextDeadline), Is.EqualTo((0, (TimeSpan?)null)));
    }

    [Test]
    public void Notifications_have_their_own_fragments()
    {
        Open();
        _host.Command(RadioState, [], _now, "radio");
        _handler.TakeSent();
        var answer = AnswerFragments(2, new byte[30]);
        var indication = Fragments.Split(
            Message(writer => MbimMessageWriter.WriteIndicateStatus(writer, BasicConnect.Id, 11, new byte[30])), 64);
        _host.Receive(answer[0], _now);
        _host.Receive(indication[0], _now);
        _host.Receive(answer[1], _now);
        _host.Receive(indication[1], _now);
        Assert.That(_handler.Completions, Is.EqualTo(new[] { $"radio: Success {new string('0', 60)}" }));
        Assert.That(_handler.Indications, Is.EqualTo(new[] { $"{BasicConnect.Id} 11 {new string('0', 60)}" }));
        Assert.That(_handler.Sent, Is.Empty);
    }

    [Test]
    public void A_broken_notification_ends_no_command()
    {
        Open();
        _host.Command(RadioState, [], _now, "radio");
        _handler.TakeSent();
        var indication = Fragments.Split(
            Message(writer => MbimMessageWriter.WriteIndicateStatus(writer, BasicConnect.Id, 11, new byte[30])), 64);
        _host.Receive(indication[1], _now);
        _host.Receive(indication[0], _now);
        Advance(TimeSpan.FromMilliseconds(1250));
        Receive("07000080 30000000 00000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 02000000 ffffffff 00010003");
        Assert.That(_handler.TakeSent(), Is.EqualTo(new[]
        {
            "HostError 0 FragmentOutOfSequence", "HostError 0 TimeoutFragment", "HostError 0 LengthMismatch",
        }));
        Assert.That((_handler.Completions.Count, _handler.Indications.Count, _host.MalformedTransfers), Is.EqualTo((0, 0, 3)));
    }

    [TestCase("03000080 30000000 02000000 01000000 00000000 838cf7fb8d0d4d7f871ed71dbefbb39b 03000000 00000000 00000000",
        "radio: DeviceServiceId at byte 20: expected a289cc33-bcbb-8b4f-b6b0-133ec2aae6df, as in the command, found 838cf7fb-8d0d-4d7f-871e-d71dbefbb39b (Value)")]
    [TestCase("03000080 30000000 02000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 04000000 00000000 00000000",
        "radio: CID at byte 36: expected 3, as in the command, found 4 (Value)")]
    [TestCase("03000080 30000000 02000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 00000000 01000000",
        "radio: InformationBufferLength at byte 44: expected at most 0, the bytes that follow, found 1 (Length)")]
    [TestCase("03000080 31000000 02000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 00000000 00000000",
        "radio: HostError LengthMismatch")]
    [TestCase("03000080 30000000 02000000 00000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 00000000 00000000",
        "radio: HostError FragmentOutOfSequence")]
    public void An_answer_that_does_not_fit_is_an_error(string answer, string completion)
    {
        Open();
        _host.Command(RadioState, [], _now, "radio");
        Receive(answer);
        Assert.That(_handler.Completions, Is.EqualTo(new[] { completion }));
        Assert.That(_host.State, Is.EqualTo(MbimHostState.Open));
    }

    [Test]
    public void A_function_error_ends_its_command_alone()
    {
        Open();
        _host.Command(RadioState, [], _now, "first");
        _host.Command(RadioState, [], _now, "second");
        Receive("04000080 10000000 02000000 04000000");
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "first: FunctionError DuplicatedTid" }));
        Assert.That((_host.State, _host.OutstandingCount), Is.EqualTo((MbimHostState.Open, 1)));
    }

    [Test]
    public void Not_opened_ends_all_commands_and_the_session_and_it_can_be_opened_at_once()
    {
        Open();
        _host.Command(RadioState, [], _now, "first");
        _host.Command(RadioState, [], _now, "second");
        _handler.TakeSent();
        _handler.OnCompleted = state =>
        {
            if (state == "first")
            {
                _host.Open(_now, "again");
            }
        };
        Receive("04000080 10000000 03000000 05000000");
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "first: FunctionError NotOpened", "second: FunctionError NotOpened" }));
        Assert.That(_handler.TakeSent(), Is.EqualTo(new[] { "Open 4" }));
        Receive("01000080 10000000 04000000 00000000");
        Assert.That(_host.State, Is.EqualTo(MbimHostState.Open));
    }

    [Test]
    public void Close_ends_what_is_outstanding_and_waits_for_its_answer()
    {
        Open();
        _host.Command(RadioState, [], _now, "radio");
        _handler.TakeSent();
        _host.Close(_now, "close");
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "radio: Closed" }));
        Assert.That(_handler.TakeSent(), Is.EqualTo(new[] { "Close 3" }));
        Answer(2, []);
        Receive("02000080 10000000 03000000 00000000");
        Assert.That(_handler.Completions[^1], Is.EqualTo("close: Success"));
        Assert.That((_host.State, _host.StrayTransfers), Is.EqualTo((MbimHostState.Closed, 1)));
    }

    [Test]
    public void Close_without_an_answer_is_closed_after_its_time()
    {
        Open();
        _host.Close(_now, "close");
        Advance(TimeSpan.FromSeconds(5));
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "close: TimedOut" }));
        Assert.That(_host.State, Is.EqualTo(MbimHostState.Closed));
    }

    [Test]
    public void Disconnect_ends_everything_in_the_order_of_the_commands()
    {
        Open();
        for (var index = 0; index < 5; index++)
        {
            _host.Command(RadioState, [], _now, $"{index}");
        }

        _host.Cancel(4);
        _host.Command(RadioState, [], _now, "5");
        _handler.Completions.Clear();
        _host.Disconnect();
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "0: Disconnected", "1: Disconnected", "3: Disconnected", "4: Disconnected", "5: Disconnected" }));
        Assert.That((_host.State, _host.OutstandingCount, _host.NextDeadline), Is.EqualTo((MbimHostState.Closed, 0, (TimeSpan?)null)));
    }

    [Test]
    public void What_the_state_does_not_allow_throws()
    {
        Assert.That(() => _host.Command(RadioState, [], _now, "radio"), Throws.InvalidOperationException);
        Assert.That(() => _host.Close(_now, "close"), Throws.InvalidOperationException);
        Open();
        Assert.That(() => _host.Open(_now, "again"), Throws.InvalidOperationException.With.Message.Contains("must be Closed").And.Message.Contains("is Open"));
    }

    [Test]
    public void Foreign_transfers_are_counted_and_ignored()
    {
        Open();
        _host.Command(RadioState, [], _now, "radio");
        _handler.TakeSent();
        foreach (var sample in Samples.All.Where(sample => MessageHeader.Read(sample).TransactionId != 2 && sample[0] != 7))
        {
            _host.Receive(sample, _now);
        }

        _host.Receive(Samples.Open.AsSpan(0, 5), _now);
        _host.Receive(Samples.Hex("02000080 10000000 02000000 00000000"), _now);
        _host.Receive(Samples.Hex("77777777 0c000000 02000000"), _now);
        Assert.That((_handler.Completions.Count, _handler.Sent.Count, _host.MalformedTransfers), Is.EqualTo((0, 0, 1)));
        Assert.That(_host.StrayTransfers, Is.GreaterThan(5));
        Answer(2, []);
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "radio: Success" }));
    }

    [Test]
    public void No_truncation_or_corruption_of_an_answer_throws_or_ends_a_command_twice()
    {
        foreach (var mutated in Guarded.Mutations(AnswerFragments(2, [1, 0, 0, 0])[0]))
        {
            using var host = new MbimHost<string>(new MbimHostOptions { MaxControlTransfer = 64 }, _handler);
            host.Open(_now, "open");
            host.Receive(Samples.Hex("01000080 10000000 01000000 00000000"), _now);
            host.Command(RadioState, [], _now, "radio");
            _handler.Completions.Clear();
            host.Receive(mutated, _now);
            host.Receive(mutated, _now);
            Assert.That(_handler.Completions.Count + host.OutstandingCount, Is.EqualTo(1));
        }
    }

    private static byte[] Message(Action<ArrayBufferWriter<byte>> write)
    {
        var writer = new ArrayBufferWriter<byte>();
        write(writer);
        return writer.WrittenSpan.ToArray();
    }

    private static List<byte[]> AnswerFragments(uint transactionId, byte[] buffer, MbimStatus status = MbimStatus.Success) => Fragments.Split(
        Message(writer => MbimMessageWriter.WriteCommandDone(writer, transactionId, BasicConnect.Id, 3, status, buffer)), 64);

    private void Open()
    {
        _host.Open(_now, "open");
        Receive("01000080 10000000 01000000 00000000");
        _handler.Completions.Clear();
        _handler.Sent.Clear();
    }

    private void Answer(uint transactionId, byte[] buffer, MbimStatus status = MbimStatus.Success) =>
        AnswerFragments(transactionId, buffer, status).ForEach(fragment => _host.Receive(fragment, _now));

    private void Receive(string hex) => _host.Receive(Samples.Hex(hex), _now);

    private void Advance(TimeSpan by)
    {
        _now += by;
        _host.Tick(_now);
    }
}
