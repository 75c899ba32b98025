using MbimEmulator.Time;

namespace MbimEmulator.Tests.Function;

public sealed class RandomStreamTests
{
    private static readonly int[] Golden = [182656, 84517, 531338, 157844, 696850, 484650, 76865, 874725];

    [Test]
    public void The_same_seed_and_names_give_the_same_numbers_for_ever()
    {
        Assert.That(Draw(new RandomStream(42).Fork("modem0").Fork("signal")), Is.EqualTo(Golden));
    }

    [Test]
    public void What_a_stream_draws_changes_no_other()
    {
        var parent = new RandomStream(42);
        var before = Draw(parent.Fork("signal"));
        Draw(parent);
        Draw(parent.Fork("faults"));
        Assert.That(Draw(parent.Fork("signal")), Is.EqualTo(before));
    }

    [Test]
    public void Seeds_modems_and_consumers_give_different_streams()
    {
        var streams = from seed in new ulong[] { 0, 1, 2 }
                      from modem in new[] { "", "modem0", "modem1", "0modem" }
                      from consumer in new[] { "", "signal", "faults" }
                      select string.Join(' ', Draw(new RandomStream(seed).Fork(modem).Fork(consumer)));
        Assert.That(streams, Is.Unique);
    }

    [Test]
    public void Numbers_are_below_the_limit_and_about_equally_likely()
    {
        var stream = new RandomStream(7);
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++)
        {
            counts[stream.Next(10)]++;
        }

        Assert.That(counts, Is.All.InRange(9_500, 10_500));
    }

    [Test]
    public void Nothing_is_below_zero() => Assert.That(() => new RandomStream(1).Next(0), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Bytes_are_the_same_for_ever_and_about_equally_likely()
    {
        var stream = new RandomStream(42);
        var bytes = new byte[11];
        stream.Fill(bytes);
        Assert.That(Convert.ToHexString(bytes), Is.EqualTo("16C72E0C2E0B78157E3A11"));
        bytes = new byte[256_000];
        stream.Fill(bytes);
        var counts = bytes.CountBy(value => value).ToList();
        Assert.That(counts, Has.Count.EqualTo(256));
        Assert.That(counts.Select(count => count.Value), Is.All.InRange(800, 1200));
    }

    private static int[] Draw(RandomStream stream) => [.. Enumerable.Range(0, 8).Select(_ => stream.Next(1_000_000))];
}
