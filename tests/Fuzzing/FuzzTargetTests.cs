using NUnit.Framework;

[assembly: Parallelizable(ParallelScope.All)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]

namespace MbimEmulator.Fuzzing;

public sealed class FuzzTargetTests
{
    private static IEnumerable<TestCaseData> Targets => FuzzTargets.All.Select(target => new TestCaseData(target.Name));

    [TestCaseSource(nameof(Targets))]
    public void What_broke_it_once_and_its_seeds_are_read(string name)
    {
        var target = Target(name);
        Assert.That(target.Seeds(), Is.Not.Empty);
        foreach (var input in Corpus.All(target))
        {
            Assert.That(FuzzLoop.Try(target, input)?.Error, Is.Null, Convert.ToHexStringLower(input));
        }
    }

    [TestCaseSource(nameof(Targets))]
    public void Mutated_inputs_are_read(string name)
    {
        var target = Target(name);
        var loop = new FuzzLoop(target, seed: 20_261_129, Corpus.All(target), coverage: null);
        var failure = loop.Run(() => loop.Runs < target.RunsInTests);
        Assert.That(failure?.Error, Is.Null, Convert.ToHexStringLower(failure?.Input ?? []));
    }

    [TestCaseSource(nameof(Targets))]
    public void No_bytes_at_all_are_read(string name) => Assert.That(FuzzLoop.Try(Target(name), [])?.Error, Is.Null);

    [Test]
    public void The_same_seed_makes_the_same_inputs()
    {
        static List<string> Make()
        {
            var made = new List<string>();
            var target = new FuzzTarget("test", "", data => made.Add(Convert.ToHexString(data)), () => []);
            var loop = new FuzzLoop(target, 7, [[1, 2, 3, 4], [5, 6]], coverage: null);
            loop.Run(() => loop.Runs < 1000);
            return made;
        }

        var first = Make();
        var second = Make();
        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public void A_finding_is_made_as_short_as_it_can_be()
    {
        var target = new FuzzTarget("test", "", data => Finding.Unless(data.IndexOf((byte)0x42) < 0, "42"), () => []);
        var loop = new FuzzLoop(target, 1, [new byte[200]], coverage: null);
        var failure = loop.Run(() => true)!;
        Assert.That(FuzzLoop.Shorten(target, failure).Input, Is.EqualTo(new byte[] { 0x42 }));
    }

    [Test]
    public void An_input_that_has_too_much_allocated_is_a_finding()
    {
        var target = new FuzzTarget("test", "", data => GC.KeepAlive(new byte[data.Length * 1000]), () => []) { MaxAllocated = 10_000 };
        Assert.That(FuzzLoop.Try(target, new byte[100])?.Error, Is.TypeOf<Finding>());
        Assert.That(FuzzLoop.Try(target, new byte[1]), Is.Null);
    }

    private static FuzzTarget Target(string name) => FuzzTargets.All.Single(target => target.Name == name);
}
