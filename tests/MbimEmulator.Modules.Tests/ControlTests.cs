using System.Text.Json.Nodes;
using MbimEmulator.Hosting;
using MbimEmulator.Hosting.Control;
using MbimEmulator.Hosting.Control.Http;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Profiles;
using MbimEmulator.Tool;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Modules.Tests;

[Platform("Linux,MacOsX")]
public sealed class ControlTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("modules").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Console_ctl_and_http_show_the_state_and_do_the_changes()
    {
        await using var emulator = await StartAsync();
        var console = new ModemConsole(emulator);
        Assert.That((await console.RunAsync("count-to 8")).Text, Is.EqualTo("modem0: it has counted to 8"));
        Assert.That((await console.RunAsync("state")).Text, Does.EndWith(", count 8, parity isEven"));
        Assert.That(await CtlAsync("count"), Is.EqualTo("modem0: it has counted\n"));
        Assert.That(await CtlAsync("state"), Does.Contain("modules:\n  - name counter, state count 9, parity isOdd\n"));
        var state = JsonNode.Parse(await CtlAsync("state", "--json"))!;
        Assert.That(state["modules"]!.ToJsonString(), Is.EqualTo("""[{"name":"counter","state":{"count":"9","parity":"isOdd"}}]"""));
    }

    [Test]
    public async Task The_state_file_keeps_it()
    {
        await using (await StartAsync())
        {
            await CtlAsync("count-to", "77");
        }

        Assert.That(JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "state.json")))!["modems"]!["modem0"]!["counter"]!["value"]!.GetValue<int>(), Is.EqualTo(77));
        await using var next = await StartAsync();
        Assert.That(await CtlAsync("state"), Does.Contain("count 77"));
    }

    private async Task<EmulatorService> StartAsync()
    {
        var emulator = new EmulatorService(
            new EmulatorOptions
            {
                Modems = [new ModemOptions("modem0", new ModemProfile(), [(EndpointKind.Socket, Path.Combine(_folder, "m.sock"))])],
                Control = new ControlOptions(EndpointKind.Socket, Path.Combine(_folder, "c.sock")).Serve,
                StateFile = Path.Combine(_folder, "state.json"),
            },
            NullLoggerFactory.Instance);
        await emulator.StartAsync(CancellationToken.None);
        return emulator;
    }

    private async Task<string> CtlAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await EmulatorTool.RunAsync(["ctl", .. arguments, "--control", Path.Combine(_folder, "c.sock")], output, error);
        Assert.That(code, Is.Zero, error.ToString());
        return output.ToString();
    }
}
