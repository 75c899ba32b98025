using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Scenarios;
using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;

namespace MbimEmulator.Hosting.Tests;

public sealed class ScenarioFileTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ListLogger _log = new();

    [Test]
    public async Task A_changed_file_is_applied_once_it_stands_still_and_a_broken_one_is_refused_with_its_place()
    {
        await WriteAsync("name: first");
        List<string> applied = [];
        var file = new ScenarioFile(_folder["my.yaml"], ScenarioLibrary.Load(_folder["my.yaml"]), Take, TimeProvider.System, _log);
        await file.LookAsync();
        Assert.That(applied, Is.Empty, "nothing has changed");

        await WriteAsync("name: second one");
        await file.LookAsync();
        Assert.That(applied, Is.Empty, "it may still be written");
        await file.LookAsync();
        await file.LookAsync();
        Assert.That(applied, Is.EqualTo(new[] { "first, second one" }));

        await WriteAsync("naem: third");
        await file.LookAsync();
        await file.LookAsync();
        Assert.That(applied, Is.EqualTo(new[] { "first, second one" }));
        Assert.That(_log.Lines, Has.Some.Contains($"{_folder["my.yaml"]}(2,1): scenario: unknown key 'naem'").And.Some.Contains("the old one stays"));

        await WriteAsync("name: mended");
        await file.LookAsync();
        await file.LookAsync();
        Assert.That(applied, Is.EqualTo(new[] { "first, second one", "second one, mended" }));

        Task<int> Take(Scenario before, Scenario after)
        {
            applied.Add($"{before.Name}, {after.Name}");
            return Task.FromResult(1);
        }
    }

    [TestCase("profile: mbn-demo", "profile")]
    [TestCase("profile: { extends: default, signal: { rssi: 3 } }", "profile")]
    [TestCase("seed: 43", "seed")]
    [TestCase("clock: virtual", "clock")]
    public async Task What_a_modem_is_made_with_does_not_change_under_it(string line, string what)
    {
        await WriteAsync("seed: 42");
        var file = new ScenarioFile(_folder["my.yaml"], ScenarioLibrary.Load(_folder["my.yaml"]), (_, _) => throw new AssertionException("It was loaded."), TimeProvider.System, _log);
        await WriteAsync(line == "seed: 43" ? line : "seed: 42\n" + line);
        await file.LookAsync();
        await file.LookAsync();

        Assert.That(_log.Lines.Single(), Does.Contain($"the {what} has changed").And.Contain("the old one stays"));
    }

    [Test]
    public async Task A_profile_that_is_only_written_otherwise_is_the_same()
    {
        await WriteAsync("profile: { extends: default, signal: { rssi: 3 } }");
        var loaded = 0;
        var file = new ScenarioFile(_folder["my.yaml"], ScenarioLibrary.Load(_folder["my.yaml"]), (_, _) => Task.FromResult(++loaded), TimeProvider.System, _log);
        await WriteAsync("profile:\n  extends: default\n  signal:\n    rssi: 3");
        await file.LookAsync();
        await file.LookAsync();

        Assert.That(loaded, Is.EqualTo(1), string.Join('\n', _log.Lines));
    }

    [Test]
    public async Task Modems_that_run_follow_their_file_written_in_place_renamed_over_broken_and_mended()
    {
        await WriteAsync("name: first");
        var scenario = ScenarioLibrary.Load(_folder["my.yaml"]);
        await using var emulator = new EmulatorService(
            new EmulatorOptions
            {
                Modems = [.. new[] { "a", "b", "c" }.Select(name => new ModemOptions(name, new ModemProfile(), Array.Empty<(EndpointKind, string)>())
                {
                    Scenario = scenario,
                    ScenarioFile = _folder["my.yaml"],
                })],
            },
            _log);
        await emulator.StartAsync(CancellationToken.None);
        await GiveAsync(emulator.Modems[2].Group, "other");

        await WriteAsync("name: in place");
        await _log.Next("modems that use it: 2");
        Assert.That(await NamesAsync(emulator), Is.EqualTo(new[] { "in place", "in place", "other" }));

        await WriteAsync("name: broken\nrules: [{ on: opne, do: drop }]", "my.yaml~");
        File.Move(_folder["my.yaml~"], _folder["my.yaml"], overwrite: true);
        Assert.That(await _log.Next("is refused"), Does.Contain($"{_folder["my.yaml"]}(3,15): rules[0].on: 'opne'"));
        Assert.That(await NamesAsync(emulator), Is.EqualTo(new[] { "in place", "in place", "other" }));

        File.Delete(_folder["my.yaml"]);
        Assert.That(await _log.Next("no longer exists"), Does.Contain(_folder["my.yaml"]).And.Contain("the old one stays"));

        await GiveAsync(emulator.Modems[1].Group, "another");
        await WriteAsync("name: mended\ntimeline: [{ at: 0s, do: { set: lose-coverage } }]", "my.yaml~");
        File.Move(_folder["my.yaml~"], _folder["my.yaml"], overwrite: true);
        await _log.Next("modems that use it: 1");
        Assert.That(await NamesAsync(emulator), Is.EqualTo(new[] { "mended", "another", "other" }));
    }

    public void Dispose() => _folder.Dispose();

    private static Task GiveAsync(ModemGroup modem, string scenario) => modem.InvokeAsync(_ => modem.Faults.Load(new Scenario { Name = scenario }));

    private static async Task<string[]> NamesAsync(EmulatorService emulator)
    {
        List<string> names = [];
        foreach (var modem in emulator.Modems)
        {
            await modem.Group.InvokeAsync(_ => names.Add(modem.Group.Faults.Scenario?.Name ?? "none"));
        }

        return [.. names];
    }

    private Task WriteAsync(string text, string name = "my.yaml") => File.WriteAllTextAsync(_folder[name], $"schemaVersion: 1\n{text}\n");
}
