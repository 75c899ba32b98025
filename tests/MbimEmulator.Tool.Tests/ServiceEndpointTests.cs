using System.Text.Json;

namespace MbimEmulator.Tool.Tests;

[Platform("Linux,MacOsX")]
public sealed class ServiceEndpointTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Test]
    public async Task A_command_finds_the_services_endpoints()
    {
        var result = await ToolProcess.RunAsync(
            _folder.Path, "run", "--count", "2", "--service-pipe", _folder["pipe"], "--service-socket", "a.sock", "--service-socket", "b.sock",
            "--service-tcp", "127.0.0.1:0", "--", "sh", "-c",
            "echo $MBIM_EMULATOR_SERVICE_PIPE $MBIM_EMULATOR_SERVICE_SOCKET $MBIM_EMULATOR_SERVICE_SOCKET_1 $MBIM_EMULATOR_SERVICE_TCP; "
            + "test -S pipe && test -S a.sock && test -S b.sock && env | grep -c MBIM_EMULATOR_SERVICE_");
        Assert.That(
            result.Output, Does.Match($"^{_folder["pipe"]} {_folder["a.sock"]} {_folder["b.sock"]} 127\\.0\\.0\\.1:[1-9][0-9]*\n4\n$"), result.Error);
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public async Task A_run_without_endpoints_opens_the_services_pipe_too_and_prints_lines_to_try()
    {
        var name = "mbn" + Guid.NewGuid().ToString("N")[..8];
        using var tool = ToolProcess.Start(_folder.Path, "run", "--name", name, "--ready-file", "ready.json");
        using var ready = JsonDocument.Parse(await _folder.FileAsync("ready.json"));
        var service = ready.RootElement.GetProperty("services")[0];
        var address = service.GetProperty("address").GetString();
        Assert.Multiple(() =>
        {
            Assert.That(service.GetProperty("name").GetString(), Is.EqualTo(name + "-service"));
            Assert.That(service.GetProperty("kind").GetString(), Is.EqualTo("pipe"));
            Assert.That(address, Does.EndWith($"CoreFxPipe_{name}-service"));
            Assert.That(File.Exists(address));
            Assert.That(ready.RootElement.GetProperty("modems")[0].GetProperty("endpoints").GetArrayLength(), Is.EqualTo(2));
        });
        tool.Signal(15);
        var output = (await tool.EndAsync()).Output;
        Assert.That(output, Does.Match($"all +service pipe +{address}"));
        Assert.That(output, Does.Contain("Try: mbimcli -d ").And.Contain($"Try: python3 clients/python/mbn.py {address}\n"));
        Assert.That(File.Exists(address), Is.False);
    }

    public void Dispose() => _folder.Dispose();
}
