using System.Buffers.Binary;
using MbimEmulator.Changes;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Testing;
using MbimEmulator.Time;
using MbimProtocol.Messages;

namespace MbimEmulator.Modules.Tests;

public sealed class CounterTests
{
    private static readonly Dictionary<string, string> NoProfiles = [];

    [Test]
    public async Task A_tunnel_takes_bytes_and_gives_bytes()
    {
        await using var modem = await EmulatedModem.StartAsync();
        await using var device = await modem.ConnectAsync();
        var value = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(value, 41);
        var answer = await device.CommandAsync(CounterModule.Service, CounterModule.Cid, MbimCommandType.Set, value);
        Assert.That(answer.ToArray(), Is.EqualTo(value));
        Assert.That((await modem.State.ReadAsync()).Modules["count"], Is.EqualTo("41"));
    }

    [Test]
    public async Task Its_section_of_the_profile_makes_it_and_its_changes_are_done()
    {
        var profile = ModemProfile.Parse("p", "counter: { start: 7, step: 2 }");
        await using var modem = await EmulatedModem.StartAsync(options => options.Profile(profile));
        Assert.That(await StateAsync(modem), Is.EqualTo("7 isOdd"));
        Assert.That(await modem.State.ChangeAsync("count"), Is.EqualTo("it has counted"));
        Assert.That(await StateAsync(modem), Is.EqualTo("9 isOdd"));
        Assert.That(await modem.State.ChangeAsync("count-to", "500"), Is.EqualTo("it has counted to 500"));
        Assert.That(await StateAsync(modem), Is.EqualTo("500 isEven"));
        Assert.That(() => ModemChange.Of("count-to", "1001"), Throws.ArgumentException.With.Message.Contains("0 to 1000"));
        Assert.That(() => ModemChange.Of("cuont"), Throws.ArgumentException.With.Message.Contains("Did you mean 'count'?"));
    }

    [Test]
    public async Task Scenarios_wait_for_its_state_and_do_its_changes()
    {
        await using var modem = await EmulatedModem.StartAsync(options => options.ScenarioText("""
            schemaVersion: 1
            rules:
              - { on: { state: { count: 500, parity: isEven } }, do: { set: { count-to: 3 } } }
            """));
        await modem.State.ChangeAsync("count-to", "501");
        Assert.That(await StateAsync(modem), Is.EqualTo("501 isOdd"));
        await modem.State.ChangeAsync("count-to", "500");
        Assert.That(await StateAsync(modem), Is.EqualTo("3 isOdd"));
    }

    [TestCase("{ parity: isOld }", "Did you mean 'isOdd'?")]
    [TestCase("{ count: x }", "a number")]
    [TestCase("{ cuont: 1 }", "Did you mean 'count'?")]
    public void A_condition_that_cannot_be_is_refused(string condition, string expected) => Assert.That(
        () => ScenarioLibrary.Parse("s", $"schemaVersion: 1\nrules: [{{ on: {{ state: {condition} }}, do: hangUp }}]\n"),
        Throws.TypeOf<ScenarioException>().With.Message.Contains(expected));

    [Test]
    public async Task What_it_keeps_outlives_the_run()
    {
        ModemSnapshot? snapshot = null;
        var changed = 0;
        await using (var before = new ModemGroup(new ModemGroupOptions()))
        {
            await before.InvokeAsync(modem => modem.SnapshotChanged += () => changed++);
            await before.ChangeAsync(ModemChange.Of("count-to", "12"));
            await before.InvokeAsync(_ => snapshot = before.TakeSnapshot());
        }

        var text = ModemSnapshots.ToJson(new Dictionary<string, ModemSnapshot> { ["m"] = snapshot! });
        Assert.That(changed, Is.EqualTo(1));
        Assert.That(text.ReplaceLineEndings(" ").Replace(" ", "", StringComparison.Ordinal), Does.Contain("""],"counter":{"value":12}}"""));
        var read = ModemSnapshots.Parse("s", text, NoProfiles)["m"];
        Assert.That(read, Is.EqualTo(snapshot));
        await using var after = new ModemGroup(new ModemGroupOptions { Snapshot = read });
        string? count = null;
        await after.InvokeAsync(modem => count = modem.ReadStates().Single(state => state.Name == "count").Value);
        Assert.That(count, Is.EqualTo("12"));
        Assert.That(
            () => ModemSnapshots.Parse("s", text.Replace("\"value\": 12", "\"value\": 1200", StringComparison.Ordinal), NoProfiles),
            Throws.TypeOf<ModemSnapshotException>().With.Message.Contains("counter.value: '1200'; expected a number from 0 to 1000."));
        Assert.That(
            () => ModemSnapshots.Parse("s", text.Replace("\"counter\"", "\"cuonter\"", StringComparison.Ordinal), NoProfiles),
            Throws.TypeOf<ModemSnapshotException>().With.Message.Contains("Did you mean 'counter'?"));
    }

    [Test]
    public async Task What_was_kept_without_it_is_taken()
    {
        ModemSnapshot? snapshot = null;
        await using (var before = new ModemGroup(new ModemGroupOptions()))
        {
            await before.InvokeAsync(_ => snapshot = before.TakeSnapshot());
        }

        var text = ModemSnapshots.ToJson(new Dictionary<string, ModemSnapshot>
        {
            ["m"] = snapshot! with { Parts = [.. snapshot.Parts.Where(part => part.Section != CounterModule.Kept)] },
        });
        Assert.That(text, Does.Not.Contain("counter"));
        Assert.That(ModemSnapshots.Parse("s", text, NoProfiles)["m"].TryFind(CounterModule.Kept, out _), Is.False);
    }

    [Test]
    public async Task Chance_is_drawn_by_its_name()
    {
        await using var modem = new ModemGroup(new ModemGroupOptions { Name = "m", Seed = 5 });
        Assert.That(CounterModule.FirstChance, Is.EqualTo(new RandomStream(5).Fork("m").Fork("modem").Fork("counter").Position));
    }

    [Test]
    public async Task It_is_listed_among_the_device_services_behind_the_others()
    {
        await using var modem = await EmulatedModem.StartAsync();
        await using var device = await modem.ConnectAsync();
        var services = await device.QueryAsync(MbimProtocol.Services.BasicConnectService.BasicConnect.DeviceServices);
        Assert.That(services.DeviceServices[^1].DeviceServiceId, Is.EqualTo(CounterModule.Service));
        Assert.That(services.DeviceServices[^1].Cids, Is.EqualTo(new[] { CounterModule.Cid }));
    }

    [Test]
    public void A_module_that_comes_late_or_with_a_name_that_is_taken_is_refused()
    {
        Assert.That(ModemModules.All, Is.EqualTo(new[] { CounterModule.Kind }));
        Assert.That(() => ModemModules.Add(new ModemModuleKind("late", _ => null!)), Throws.InvalidOperationException.With.Message.Contains("before the first"));
    }

    private static async Task<string> StateAsync(EmulatedModem modem)
    {
        var modules = (await modem.State.ReadAsync()).Modules;
        return $"{modules["count"]} {modules["parity"]}";
    }
}
