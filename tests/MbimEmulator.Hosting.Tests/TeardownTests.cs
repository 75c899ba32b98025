using System.Text.Json.Nodes;
using MbimEmulator.Hosting.Control.Http;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Profiles;

namespace MbimEmulator.Hosting.Tests;

[Platform("Linux,MacOsX")]
public sealed class TeardownTests
{
    [Test]
    public async Task Sockets_whose_folder_has_gone_keep_nothing_from_ending()
    {
        using var folder = new TestFolder();
        var log = new ListLogger();
        var emulator = await StartAsync(folder, log);
        Directory.Delete(folder["gone"], recursive: true);
        await ExpectAllEndedAsync(folder, emulator);
        Assert.That(log.Lines, Has.None.StartsWith("Error").And.None.StartsWith("Critical"));
    }

    [Test]
    public async Task What_cannot_be_removed_is_said_when_all_else_has_ended()
    {
        using var folder = new TestFolder();
        var log = new ListLogger();
        var emulator = await StartAsync(folder, log);
        foreach (var name in new[] { "gone/modem0.sock", "gone/control.sock", "gone/service.sock" })
        {
            File.Delete(folder[name]);
            Directory.CreateDirectory(folder[name]);
        }

        await ExpectAllEndedAsync(folder, emulator);
        Assert.That(log.Lines.Where(line => line.StartsWith("Error: Not everything could be closed", StringComparison.Ordinal)).ToList(), Has.Count.EqualTo(3));
        foreach (var name in new[] { "modem0.sock", "control.sock", "service.sock" })
        {
            Assert.That(log.Lines, Has.Some.Contains(name));
        }
    }

    private static async Task ExpectAllEndedAsync(TestFolder folder, EmulatorService emulator)
    {
        using var client = await Host.ConnectAsync(folder["kept.sock"]);
        await client.OpenFunctionAsync();
        var group = emulator.Modems[0].Group;
        await group.InvokeAsync(modem => modem.EjectSim());
        await emulator.DisposeAsync().AsTask().WaitAsync(Host.Guard);
        while (await client.ReceiveAsync() is not null)
        {
            // Notifications of the SIM that is out.
        }

        Assert.Multiple(() =>
        {
            Assert.That(File.Exists(folder["kept.sock"]), Is.False);
            Assert.That(() => group.InvokeAsync(_ => { }), Throws.TypeOf<ObjectDisposedException>());
            var state = JsonNode.Parse(File.ReadAllText(folder["state.json"]))!;
            Assert.That((string?)state["modems"]!["modem0"]!["sim"]!["condition"], Is.EqualTo("absent"));

            // Nobody has it open, and what crossed is in it.
            using var capture = new FileStream(folder["c.pcapng"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            Assert.That(capture.Length, Is.GreaterThan(300));
        });
    }

    private static async Task<EmulatorService> StartAsync(TestFolder folder, ListLogger log)
    {
        Directory.CreateDirectory(folder["gone"]);
        var emulator = new EmulatorService(
            new EmulatorOptions
            {
                Modems =
                [
                    new ModemOptions(
                        "modem0", new ModemProfile(), [(EndpointKind.Socket, folder["gone/modem0.sock"]), (EndpointKind.Socket, folder["kept.sock"]), (EndpointKind.Pty, folder["gone/tty"])]),
                ],
                Services = [(EndpointKind.Socket, folder["gone/service.sock"])],
                Control = new ControlOptions(EndpointKind.Socket, folder["gone/control.sock"]).Serve,
                StateFile = folder["state.json"],
                CaptureFile = folder["c.pcapng"],
            },
            log);
        await emulator.StartAsync(CancellationToken.None).WaitAsync(Host.Guard);
        return emulator;
    }
}
