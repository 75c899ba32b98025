using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;

namespace MbimEmulator.Tests.Scenarios;

public sealed class SeveralMistakesTests
{
    [Test]
    public void All_mistakes_are_told_at_once_each_with_its_place_and_the_nearest_name()
    {
        var error = Fail("""
            schemaVersion: 1
            clock: virtuel
            extra: 1
            rules:
              - { name: a, on: opne, do: [drop, { delay: soon }, dorp] }
              - { name: b, on: { commandDone: CONECT }, do: drop, times: none }
              - { name: c, on: open, do: drop, whenState: redy }
              - { name: d, on: open, do: drop, setState: ready }
            timeline:
              - { name: e, at: 5, do: remove }
            """);
        Assert.That(error.Mistakes.Select(mistake => (mistake.Line, mistake.Column)), Is.EqualTo(new[] { (2L, 8L), (3, 1), (5, 20), (5, 46), (5, 54), (6, 35), (6, 62), (7, 47), (10, 20) }), error.Message);
        Assert.That(error.Message.Split('\n'), Is.EqualTo(error.Mistakes.Select(mistake => mistake.Message)));
        Assert.That(error.Message, Does.Contain("Did you mean 'virtual'?").And.Contain("Did you mean 'open'?").And.Contain("Did you mean 'drop'?").And.Contain("Did you mean 'ready'?"));
        Assert.That((error.Line, error.Column), Is.EqualTo((2, 8)));
    }

    [Test]
    public void A_consequence_of_a_mistake_is_not_told()
    {
        var error = Fail("""
            schemaVersion: 1
            rules:
              - { name: a, on: open, do: { status: { statsu: failure } } }
              - { name: b, on: opne, do: drop, setState: later }
              - { name: c, on: open, do: drop, whenState: later }
            """);
        Assert.That(error.Mistakes.Select(mistake => mistake.Line), Is.EqualTo(new[] { 3, 4 }), error.Message);
    }

    [Test]
    public void A_mistake_in_a_named_fault_of_several_rules_is_told_once()
    {
        var error = Fail("schemaVersion: 1\nrules:\n  - { fault: T20, times: many }\n  - { fault: T2000 }\n");
        Assert.That(error.Mistakes.Select(mistake => mistake.Line), Is.EqualTo(new[] { 3, 4 }), error.Message);
    }

    [Test]
    public void Mistakes_of_its_profile_are_told_together_too()
    {
        var error = Fail("schemaVersion: 1\nprofile:\n  signal: { rssi: 77, errorRat: 1 }\n  sim: { pin: { pin1: x } }\n");
        Assert.That(error.Mistakes, Has.Count.GreaterThanOrEqualTo(2), error.Message);
    }

    [Test]
    public void More_than_twenty_are_not_listed()
    {
        var error = Fail("schemaVersion: 1\nrules:\n" + string.Concat(Enumerable.Range(0, 5000).Select(number => $"  - {{ name: r{number}, on: x{number}, do: drop }}\n")));
        Assert.That(error.Mistakes, Has.Count.EqualTo(20));
        Assert.That(error.Message, Does.EndWith("the file may have more mistakes; the first 20 that were found are listed."));
    }

    private static ScenarioException Fail(string text) => Assert.Throws<ScenarioException>(() => ScenarioLibrary.Parse("x.yaml", text))!;
}
