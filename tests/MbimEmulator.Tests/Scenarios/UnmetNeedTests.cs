using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;

namespace MbimEmulator.Tests.Scenarios;

/// <summary>What a scenario's faults need is held against the profile that they run on.</summary>
public sealed class UnmetNeedTests
{
    private static IReadOnlyList<string> Embedded => ScenarioLibrary.Names;

    private const string Locked = "schemaVersion: 1\nrules:\n  - { fault: M20-fcc-lock }\n";

    private static readonly Guid Vendor = new("11223344-5566-7788-99aa-bbccddeeff11");

    [Test]
    public void A_scenario_without_a_profile_is_held_against_the_one_that_it_is_started_on()
    {
        var scenario = ScenarioLibrary.Parse("m20.yaml", Locked);
        Assert.That(scenario.FindUnmetNeeds(new ModemProfile()).Single().ToString(), Does.StartWith($"M20-fcc-lock needs the device service {Vendor} with CID 1, which the profile 'default' does not have; expected"));
        Assert.That(scenario.FindUnmetNeeds(WithService(cid: 2)).Single().Rule, Is.EqualTo("M20-unlock"));
        Assert.That(scenario.FindUnmetNeeds(WithService(cid: 1)), Is.Empty);
    }

    [Test]
    public void A_modem_is_not_made_with_a_scenario_that_cannot_do_what_it_is_for()
    {
        var scenario = ScenarioLibrary.Parse("m20.yaml", Locked);
        Assert.That(() => new ModemGroup(new ModemGroupOptions { Scenario = scenario }), Throws.ArgumentException.With.Message.Contains("M20-fcc-lock needs"));
    }

    [Test]
    public async Task A_running_modem_does_not_take_such_a_scenario_and_keeps_its_own()
    {
        await using var modem = new ModemGroup(new ModemGroupOptions { Scenario = ScenarioLibrary.Load("wrong-apn") });
        await modem.InvokeAsync(_ =>
        {
            Assert.That(() => modem.Faults.Load(ScenarioLibrary.Parse("m20.yaml", Locked)), Throws.ArgumentException.With.Message.Contains("M20-fcc-lock needs"));
            Assert.That(modem.Faults.Scenario!.Name, Is.EqualTo("wrong-apn"));
        });
    }

    [Test]
    public void A_rule_that_answers_for_the_service_is_as_good_as_the_service() =>
        Assert.That(
            ScenarioLibrary.Parse("m20.yaml", $"schemaVersion: 1\nprofile: default\nrules:\n  - {{ on: {{ command: {{ service: {Vendor}, cid: 1 }} }}, do: answer }}\n  - {{ fault: M20 }}\n").Rules,
            Has.Count.EqualTo(3));

    [Test]
    public void A_provider_to_roam_to_has_to_be_in_the_profile()
    {
        var scenario = ScenarioLibrary.Parse("roam.yaml", "schemaVersion: 1\nrules:\n  - { on: open, do: { set: { roam: 99999 } } }\n");
        Assert.That(scenario.FindUnmetNeeds(new ModemProfile()).Single().Found, Does.Contain("needs the provider 99999"));
    }

    [TestCaseSource(nameof(Embedded))]
    public void Every_embedded_scenario_has_what_it_needs(string name)
    {
        var scenario = ScenarioLibrary.Load(name);
        Assert.That(scenario.FindUnmetNeeds(scenario.Profile ?? new ModemProfile()), Is.Empty);
    }

    private static ModemProfile WithService(uint cid) =>
        new() { Name = "mine", DeviceServices = new() { Services = [new DeviceServiceProfile { Name = "vendor", Id = Vendor, Cids = [cid] }] } };
}
