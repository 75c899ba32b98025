using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Tests.Messages;

namespace MbimProtocol.Tests.Framing;

public sealed class FragmentReassemblerTests : IDisposable
{
    private static readonly TimeSpan Start = TimeSpan.FromDays(3);

    private readonly FragmentReassembler _reassembler = new(4096);
    private readonly byte[] _message = Fragments.Command(150);
    private readonly List<byte[]> _fragments;

    public FragmentReassemblerTests() => _fragments = Fragments.Split(_message, 64);

    public void Dispose() => _reassembler.Dispose();

    [Test]
    public void Fragments_in_order_make_the_message()
    {
        Assert.That(_fragments, Has.Count.EqualTo(3));
        Assert.That(Add(_fragments[0]), Is.EqualTo(new FragmentResult(FragmentOutcome.More, 7)));
        Assert.That((_reassembler.IsPending, _reassembler.PendingTransactionId), Is.EqualTo((true, 7)));
        Assert.That(Add(_fragments[1]), Is.EqualTo(new FragmentResult(FragmentOutcome.More, 7)));
        Assert.That(_reassembler.Add(_fragments[2], Start, out var message), Is.EqualTo(new FragmentResult(FragmentOutcome.Complete, 7)));
        Assert.That(message.ToArray(), Is.EqualTo(_message));
        Assert.That(_reassembler.IsPending, Is.False);
    }

    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void A_whole_message_comes_out_as_it_is(byte[] sample)
    {
        var result = _reassembler.Add(sample, Start, out var message);
        Assert.That(result, Is.EqualTo(new FragmentResult(FragmentOutcome.Complete, MessageHeader.Read(sample).TransactionId)));
        Assert.That(message == sample.AsSpan());
    }

    [Test]
    public void Fragments_1_0_2_are_two_errors_and_no_message()
    {
        Assert.That(Add(_fragments[1]), Is.EqualTo(new FragmentResult(FragmentOutcome.OutOfSequence, 7)));
        Assert.That(Add(_fragments[0]), Is.EqualTo(new FragmentResult(FragmentOutcome.More, 7)));
        Assert.That(Add(_fragments[2]), Is.EqualTo(new FragmentResult(FragmentOutcome.OutOfSequence, 7)));
        Assert.That(_reassembler.IsPending, Is.False);
    }

    [Test]
    public void Fragments_1_1_are_two_errors()
    {
        Assert.That(Add(_fragments[1]).Error, Is.EqualTo(MbimProtocolError.FragmentOutOfSequence));
        Assert.That(Add(_fragments[1]).Error, Is.EqualTo(MbimProtocolError.FragmentOutOfSequence));
    }

    [Test]
    public void After_an_error_every_further_fragment_is_one_until_fragment_0()
    {
        Add(_fragments[0]);
        Assert.That(Add(_fragments[2]).Outcome, Is.EqualTo(FragmentOutcome.OutOfSequence));
        Assert.That(Add(_fragments[1]).Outcome, Is.EqualTo(FragmentOutcome.OutOfSequence));
        Assert.That(_fragments.Select(fragment => Add(fragment).Outcome), Is.EqualTo(new[] { FragmentOutcome.More, FragmentOutcome.More, FragmentOutcome.Complete }));
    }

    [Test]
    public void A_repeated_fragment_0_begins_again_and_abandons_the_first()
    {
        Add(_fragments[0]);
        Assert.That(Add(_fragments[0]), Is.EqualTo(new FragmentResult(FragmentOutcome.More, 7, 7)));
        Add(_fragments[1]);
        Assert.That(_reassembler.Add(_fragments[2], Start, out var message).Outcome, Is.EqualTo(FragmentOutcome.Complete));
        Assert.That(message.ToArray(), Is.EqualTo(_message));
    }

    [Test]
    public void Another_message_abandons_the_unfinished_one()
    {
        Add(_fragments[0]);
        Assert.That(Add(Samples.QueryRadioState), Is.EqualTo(new FragmentResult(FragmentOutcome.Complete, 3, 7)));
        Assert.That(_reassembler.IsPending, Is.False);
        Add(_fragments[0]);
        Assert.That(Add(Fragments.Split(Fragments.Command(150, 8), 64)[0]), Is.EqualTo(new FragmentResult(FragmentOutcome.More, 8, 7)));
        Assert.That(_reassembler.PendingTransactionId, Is.EqualTo(8));
    }

    [Test]
    public void A_stray_fragment_of_another_transaction_leaves_the_unfinished_message_alone()
    {
        Add(_fragments[0]);
        Assert.That(Add(Fragments.Split(Fragments.Command(150, 8), 64)[1]), Is.EqualTo(new FragmentResult(FragmentOutcome.OutOfSequence, 8)));
        Add(_fragments[1]);
        Assert.That(Add(_fragments[2]).Outcome, Is.EqualTo(FragmentOutcome.Complete));
    }

    [Test]
    public void A_message_without_fragments_leaves_the_unfinished_message_alone()
    {
        Add(_fragments[0]);
        Assert.That(Add(Samples.HostError), Is.EqualTo(new FragmentResult(FragmentOutcome.Complete, 7)));
        Assert.That(_reassembler.IsPending);
    }

    [Test]
    public void A_type_or_total_that_changes_is_out_of_sequence()
    {
        Add(_fragments[0]);
        var otherType = Changed(_fragments[1], 0, MbimMessageType.CommandDone);
        Assert.That(Add(otherType), Is.EqualTo(new FragmentResult(FragmentOutcome.OutOfSequence, 7)));
        Assert.That(_reassembler.IsPending, Is.False);
        Add(_fragments[0]);
        Assert.That(Add(Changed(_fragments[1], 12, (MbimMessageType)4)), Is.EqualTo(new FragmentResult(FragmentOutcome.OutOfSequence, 7)));
        Assert.That(_reassembler.IsPending, Is.False);
    }

    [TestCase(0u, 0u)]
    [TestCase(0u, 1u)]
    [TestCase(3u, 3u)]
    [TestCase(3u, uint.MaxValue)]
    public void A_fragment_number_that_cannot_be_is_refused(uint total, uint current)
    {
        Add(_fragments[0]);
        var bad = _fragments[1].ToArray();
        new FragmentHeader(total, current).Write(bad.AsSpan(12));
        Assert.That(Add(bad), Is.EqualTo(new FragmentResult(FragmentOutcome.BadFragmentNumber, 7)));
        Assert.That(Add(bad).Error, Is.EqualTo(MbimProtocolError.FragmentOutOfSequence));
        Assert.That(_reassembler.IsPending, Is.False);
    }

    [TestCase(1)]
    [TestCase(-1)]
    public void A_transfer_whose_length_lies_is_a_length_mismatch_with_its_transaction(int by)
    {
        Add(_fragments[0]);
        var bad = Changed(_fragments[1], 4, (MbimMessageType)(_fragments[1].Length + by));
        Assert.That(Add(bad), Is.EqualTo(new FragmentResult(FragmentOutcome.LengthMismatch, 7)));
        Assert.That(Add(bad).Error, Is.EqualTo(MbimProtocolError.LengthMismatch));
        Assert.That(_reassembler.IsPending, Is.False);
        Assert.That(Add(Samples.Hex("01000000 11000000 02000000 00100000")), Is.EqualTo(new FragmentResult(FragmentOutcome.LengthMismatch, 2)));
    }

    [TestCase("03000000 0c000000 09000000")]
    [TestCase("03000000 13000000 09000000 01000000 000000")]
    [TestCase("03000000 14000000 09000000 02000000 00000000")]
    public void A_fragment_without_fragment_header_or_payload_is_a_length_mismatch(string hex) =>
        Assert.That(Add(Samples.Hex(hex)), Is.EqualTo(new FragmentResult(FragmentOutcome.LengthMismatch, 9)));

    [Test]
    public void Half_a_header_has_nobody_to_answer()
    {
        Assert.That(Add(Samples.Open[..11]), Is.EqualTo(new FragmentResult(FragmentOutcome.Truncated, 0)));
        Assert.That(Add([]).Error, Is.Null);
    }

    [Test]
    public void A_total_above_the_bound_is_refused_at_fragment_0()
    {
        var bad = _fragments[0].ToArray();
        new FragmentHeader(uint.MaxValue, 0).Write(bad.AsSpan(12));
        Assert.That(Add(bad), Is.EqualTo(new FragmentResult(FragmentOutcome.TooLarge, 7)));
        Assert.That(Add(bad).Error, Is.EqualTo(MbimProtocolError.Unknown));
        Assert.That(_reassembler.IsPending, Is.False);
    }

    [Test]
    public void An_information_buffer_above_the_bound_is_refused_at_fragment_0()
    {
        Assert.That(Add(Fragments.Split(Fragments.Command(4096), 64)[0]).Outcome, Is.EqualTo(FragmentOutcome.More));
        Assert.That(Add(Fragments.Split(Fragments.Command(4097), 64)[0]).Outcome, Is.EqualTo(FragmentOutcome.TooLarge));
    }

    [Test]
    public void A_first_fragment_of_nothing_but_headers_says_already_that_the_buffer_is_too_large()
    {
        var first = Fragments.Split(Fragments.Command(4097), 64)[0][..48];
        Assert.That(Add(Changed(first, 4, (MbimMessageType)48)).Outcome, Is.EqualTo(FragmentOutcome.TooLarge));
    }

    [Test]
    public void More_bytes_than_declared_stop_at_the_bound()
    {
        using var reassembler = new FragmentReassembler(140);
        var fragments = Fragments.Split(Fragments.Command(150), 64);
        BitConverter.TryWriteBytes(fragments[0].AsSpan(44), 10u);
        Assert.That(
            fragments.Select(fragment => reassembler.Add(fragment, Start, out _).Outcome),
            Is.EqualTo(new[] { FragmentOutcome.More, FragmentOutcome.More, FragmentOutcome.TooLarge }));
    }

    [Test]
    public void The_deadline_is_1250_ms_after_each_fragment()
    {
        Assert.That(_reassembler.Deadline, Is.Null);
        Add(_fragments[0]);
        Assert.That(_reassembler.Deadline, Is.EqualTo(Start + TimeSpan.FromMilliseconds(1250)));
        var later = Start + TimeSpan.FromMilliseconds(1249);
        Assert.That(_reassembler.Expire(later, out _), Is.False);
        _reassembler.Add(_fragments[1], later, out _);
        Assert.That(_reassembler.Expire(later + TimeSpan.FromMilliseconds(1249), out _), Is.False);
        Assert.That(_reassembler.Expire(later + TimeSpan.FromMilliseconds(1250), out var transactionId));
        Assert.That(transactionId, Is.EqualTo(7));
        Assert.That(_reassembler.Expire(later + TimeSpan.FromDays(1), out _), Is.False);
        Assert.That(Add(_fragments[2]).Outcome, Is.EqualTo(FragmentOutcome.OutOfSequence));
    }

    [Test]
    public void Reset_forgets_the_unfinished_message()
    {
        Add(_fragments[0]);
        _reassembler.Reset();
        Assert.That((_reassembler.IsPending, _reassembler.Deadline), Is.EqualTo((false, (TimeSpan?)null)));
        Assert.That(Add(_fragments[1]).Outcome, Is.EqualTo(FragmentOutcome.OutOfSequence));
    }

    [Test]
    public void No_truncation_or_corruption_of_a_fragment_throws_reads_outside_or_spoils_the_next_message()
    {
        for (var index = 0; index < _fragments.Count; index++)
        {
            foreach (var mutated in Guarded.Mutations(_fragments[index]))
            {
                Assert.That(Outcome(index, Guarded.Copy(mutated, 0x00)), Is.EqualTo(Outcome(index, Guarded.Copy(mutated, 0xff))));
                _reassembler.Reset();
                Add(_fragments[0]);
                Add(_fragments[1]);
                _reassembler.Add(_fragments[2], Start, out var message);
                Assert.That(message.SequenceEqual(_message));
            }
        }
    }

    [Test]
    public void Joining_allocates_nothing()
    {
        var length = 0;
        var allocated = Allocations.Of(() =>
        {
            foreach (var fragment in _fragments)
            {
                _reassembler.Add(fragment, Start, out var message);
                length += message.Length;
            }
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(length, Is.EqualTo(150 * 150));
    }

    [Test]
    public void Joining_a_message_that_outgrows_its_memory_allocates_nothing()
    {
        var fragments = Fragments.Split(Fragments.Command(3000), 64);
        var allocated = Allocations.Of(() =>
        {
            foreach (var fragment in fragments)
            {
                _reassembler.Add(fragment, Start, out _);
            }

            _reassembler.Reset();
        });
        Assert.That(allocated, Is.Zero);
    }

    private static byte[] Changed(byte[] fragment, int offset, MbimMessageType value)
    {
        var changed = fragment.ToArray();
        BitConverter.TryWriteBytes(changed.AsSpan(offset), (uint)value);
        return changed;
    }

    private FragmentResult Add(byte[] transfer) => _reassembler.Add(transfer, Start, out _);

    private string Outcome(int replaced, ReadOnlySpan<byte> replacement)
    {
        _reassembler.Reset();
        var text = string.Empty;
        for (var index = 0; index < _fragments.Count; index++)
        {
            var result = _reassembler.Add(index == replaced ? replacement : _fragments[index], Start, out var message);
            text += $"{result} {Convert.ToHexString(message)} ";
        }

        return text;
    }
}
