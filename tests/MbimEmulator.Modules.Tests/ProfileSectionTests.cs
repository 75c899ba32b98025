using MbimEmulator.Profiles;

namespace MbimEmulator.Modules.Tests;

public sealed class ProfileSectionTests
{
    [Test]
    public void A_profile_without_the_section_has_its_default()
    {
        Assert.That(ModemProfile.Load("default").Section<CounterProfile>(), Is.EqualTo(new CounterProfile()));
        Assert.That(new ModemProfile().Section<CounterProfile>(), Is.EqualTo(new CounterProfile()));
    }

    [Test]
    public void What_is_written_is_merged_over_the_rest()
    {
        var profile = ModemProfile.Parse("p", "extends: sim-pin\ncounter: { start: 7 }\n");
        Assert.That(profile.Section<CounterProfile>(), Is.EqualTo(new CounterProfile { Start = 7 }));
        Assert.That(profile.Sim.Pin1.Enabled, Is.True);
    }

    [Test]
    public void A_profile_made_in_code_has_it_too_and_is_compared_by_it()
    {
        var profile = new ModemProfile().WithSection(new CounterProfile { Step = 2 });
        Assert.That(profile.Section<CounterProfile>().Step, Is.EqualTo(2));
        Assert.That(profile, Is.EqualTo(new ModemProfile().WithSection(new CounterProfile { Step = 2 })));
        Assert.That(profile, Is.Not.EqualTo(new ModemProfile()));
        Assert.That(profile.WithSection(new CounterProfile { Step = 3 }).Section<CounterProfile>().Step, Is.EqualTo(3));
    }

    [TestCase("counter: { strat: 7 }", "p(1,12): counter: unknown key 'strat'; expected one of start, step. Did you mean 'start'?")]
    [TestCase("counter: { step: 11 }", "p(1,18): counter.step: '11'; expected a number from 1 to 10.")]
    [TestCase("countr: { step: 1 }", "Did you mean 'counter'?")]
    public void A_mistake_is_told_with_its_place(string text, string expected) =>
        Assert.That(() => ModemProfile.Parse("p", text), Throws.TypeOf<ModemProfileException>().With.Message.Contains(expected));

    [Test]
    public void Nobody_reads_a_section_that_no_module_has() =>
        Assert.That(() => new ModemProfile().Section<string>(), Throws.InvalidOperationException.With.Message.Contains("String"));
}
