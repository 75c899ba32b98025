using System.Text.Json.Nodes;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;

namespace MbimEmulator.Hosting.Tests;

[Platform("Linux,MacOsX")]
public sealed class StateFileTests
{
    [Test]
    public async Task A_modem_goes_on_in_the_next_run_where_it_was()
    {
        using var folder = new TestFolder();
        await using (var emulator = await StartAsync(folder, "modem0"))
        {
            await emulator.Modems[0].Group.InvokeAsync(modem => modem.EjectSim());
        }

        await using var next = await StartAsync(folder, "modem0");
        Assert.That(await ReadyStateAsync(next), Is.EqualTo("SimNotInserted"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(folder["state.json"]), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Test]
    public async Task It_is_written_when_something_changes_not_only_at_the_end()
    {
        using var folder = new TestFolder();
        await using var emulator = await StartAsync(folder, "modem0");
        using var watcher = new FileSystemWatcher(folder.Path);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Renamed += (_, _) => Check();
        watcher.Changed += (_, _) => Check();
        watcher.EnableRaisingEvents = true;
        await emulator.Modems[0].Group.InvokeAsync(modem => modem.EjectSim());
        Check();
        await written.Task.WaitAsync(Host.Guard);

        void Check()
        {
            if (JsonNode.Parse(File.ReadAllText(folder["state.json"]))!["modems"]!["modem0"]?["sim"]!["condition"]!.GetValue<string>() == "absent")
            {
                written.TrySetResult();
            }
        }
    }

    [Test]
    public async Task What_it_has_of_other_modems_stays_in_it()
    {
        using var folder = new TestFolder();
        await using (await StartAsync(folder, "modem0", "modem1"))
        {
        }

        await using (await StartAsync(folder, "modem0"))
        {
        }

        Assert.That(JsonNode.Parse(await File.ReadAllTextAsync(folder["state.json"]))!["modems"]!.AsObject().Select(modem => modem.Key), Is.EqualTo(new[] { "modem0", "modem1" }));
    }

    [TestCase("{ \"schemaVersion\": 1,\n\"modems\": { \"modem0\": 7 } }", "state.json(2,")]
    [TestCase("not this\n", "state.json(1,")]
    [TestCase("{ \"schemaVersion\": 1, \"modems\": { \"modem0\": { \"profile\": \"sim-pin\" } } }", "profile 'sim-pin'")]
    public async Task A_broken_or_foreign_file_ends_the_start_and_stays_as_it_is(string text, string expected)
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder["state.json"], text);
        Assert.That(() => StartAsync(folder, "modem0"), Throws.TypeOf<ModemSnapshotException>().With.Message.Contains(expected));
        Assert.That(await File.ReadAllTextAsync(folder["state.json"]), Is.EqualTo(text));
    }

    private static async Task<string> ReadyStateAsync(EmulatorService emulator)
    {
        var state = "";
        await emulator.Modems[0].Group.InvokeAsync(modem => state = modem.SubscriberReady.ReadyState.ToString());
        return state;
    }

    private static async Task<EmulatorService> StartAsync(TestFolder folder, params string[] names)
    {
        var emulator = new EmulatorService(
            new EmulatorOptions
            {
                Modems = [.. names.Select(name => new ModemOptions(name, new ModemProfile(), Array.Empty<(EndpointKind, string)>()))],
                StateFile = folder["state.json"],
            },
            new ListLogger());
        await emulator.StartAsync(CancellationToken.None);
        return emulator;
    }
}
