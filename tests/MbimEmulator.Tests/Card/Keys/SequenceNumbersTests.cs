using FsCheck;
using FsCheck.Fluent;
using MbimEmulator.Card.Keys;

namespace MbimEmulator.Tests.Card.Keys;

public sealed class SequenceNumbersTests
{
    private const ulong Slot = SequenceNumbers.Slots;

    [Test]
    public void A_new_card_has_accepted_nothing_and_refuses_SEQ_0()
    {
        var numbers = new SequenceNumbers();
        Assert.That(numbers.Highest, Is.Zero);
        for (var ind = 0UL; ind < Slot; ind++)
        {
            Assert.That(numbers.TryAccept(ind), Is.False);
        }

        Assert.That(numbers.Highest, Is.Zero);
        Assert.That(numbers.TryAccept(Slot), Is.True);
        Assert.That(numbers.Highest, Is.EqualTo(Slot));
    }

    [Test]
    public void An_older_number_is_fresh_in_a_slot_of_its_own()
    {
        var numbers = new SequenceNumbers();
        Assert.That(numbers.TryAccept((100 * Slot) + 3), Is.True);
        Assert.That(numbers.TryAccept((99 * Slot) + 3), Is.False);
        Assert.That(numbers.TryAccept((99 * Slot) + 4), Is.True);
        Assert.That(numbers.TryAccept((1 * Slot) + 5), Is.True, "there is no age limit");
        Assert.That(numbers.Highest, Is.EqualTo((100 * Slot) + 3));
        Assert.That(numbers.TryAccept((100 * Slot) + 2), Is.True);
        Assert.That(numbers.Highest, Is.EqualTo((100 * Slot) + 3));
        Assert.That(numbers.TryAccept((100 * Slot) + 31), Is.True);
        Assert.That(numbers.Highest, Is.EqualTo((100 * Slot) + 31));
    }

    [Test]
    public void No_number_is_accepted_that_is_too_far_ahead_of_the_highest_one()
    {
        var numbers = new SequenceNumbers();
        Assert.That(numbers.TryAccept((SequenceNumbers.Delta + 1) * Slot), Is.False);
        Assert.That(numbers.TryAccept((SequenceNumbers.Delta * Slot) + 7), Is.True);
        Assert.That(numbers.TryAccept((((2 * SequenceNumbers.Delta) + 1) * Slot) + 8), Is.False);
        Assert.That(numbers.TryAccept((2 * SequenceNumbers.Delta * Slot) + 8), Is.True, "measured from the highest, not from the slot");
    }

    [Test]
    public void The_last_number_ends_a_slot()
    {
        var slots = new ulong[SequenceNumbers.Slots];
        slots[0] = SequenceNumbers.MaxSeq - 1;
        var numbers = new SequenceNumbers(new SequenceNumberSnapshot(slots));
        Assert.That(numbers.TryAccept(SequenceNumbers.MaxSqn), Is.True);
        Assert.That(numbers.Highest, Is.EqualTo(SequenceNumbers.MaxSqn));
        Assert.That(numbers.TryAccept(SequenceNumbers.MaxSqn), Is.False);
    }

    [Test]
    public void A_number_is_accepted_once_and_as_the_standard_says_also_after_the_card_was_kept()
    {
        var sqns = (from seq in Gen.Choose(0, 40) from ind in Gen.Choose(0, 3) select ((ulong)seq * Slot) + (ulong)ind).ArrayOf();
        Prop.ForAll(sqns.ToArbitrary(), sequence =>
        {
            var numbers = new SequenceNumbers();
            var accepted = new List<ulong>();
            foreach (var sqn in sequence)
            {
                var isFresh = sqn >= Slot && accepted.Where(a => a % Slot == sqn % Slot).All(a => a < sqn);
                Assert.That(numbers.TryAccept(sqn), Is.EqualTo(isFresh));
                if (isFresh)
                {
                    accepted.Add(sqn);
                }

                Assert.That(numbers.TryAccept(sqn), Is.False);
                Assert.That(numbers.Highest, Is.EqualTo(accepted.DefaultIfEmpty().Max()));
                var kept = numbers.Snapshot();
                numbers = new SequenceNumbers(kept);
                Assert.That(numbers.Snapshot(), Is.EqualTo(kept));
                Assert.That(numbers.Snapshot().GetHashCode(), Is.EqualTo(kept.GetHashCode()));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void A_snapshot_does_not_change_with_the_card()
    {
        var numbers = new SequenceNumbers();
        var before = numbers.Snapshot();
        numbers.TryAccept(Slot + 9);
        Assert.That(before.Slots, Is.All.Zero);
        Assert.That(numbers.Snapshot(), Is.Not.EqualTo(before));
        Assert.That(numbers.Snapshot().Slots[9], Is.EqualTo(1));
    }

    [Test]
    public void A_snapshot_of_no_card_is_refused()
    {
        Assert.That(() => new SequenceNumberSnapshot(new ulong[31]), Throws.ArgumentException.With.Message.Contains("32"));
        var slots = new ulong[32];
        slots[31] = SequenceNumbers.MaxSeq + 1;
        Assert.That(() => new SequenceNumberSnapshot(slots), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
