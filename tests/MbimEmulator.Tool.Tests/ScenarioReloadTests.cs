using System.Net.Sockets;
using MbimClient;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tool.Tests;

[Platform("Linux,MacOsX")]
public sealed class ScenarioReloadTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Test]
    public async Task A_run_follows_its_scenarios_file()
    {
        await WriteAsync(3);
        using var tool = ToolProcess.Start(
            _folder.Path, "run", "--scenario", "my.yaml", "--socket", "a.sock", "--control", "none", "--ready-file", "ready.json");
        await _folder.FileAsync("ready.json");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_folder["a.sock"]));
        await using var device = await MbimDevice.OpenAsync(new NetworkStream(socket));
        var changed = new TaskCompletionSource();
        device.OnNotification(BasicConnect.SignalState, info =>
        {
            if (info.Rssi == 5)
            {
                changed.TrySetResult();
            }
        });

        await WriteAsync(5);
        await changed.Task.WaitAsync(ToolProcess.Guard);
        tool.Signal(15);
        Assert.That((await tool.EndAsync()).Error, Does.Contain("my.yaml has changed"));
    }

    [Test]
    public async Task A_built_in_scenario_has_no_file_to_follow()
    {
        await File.WriteAllTextAsync(_folder["wrong-apn"], "this is no scenario");
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--scenario", "wrong-apn", "--socket", "a.sock", "--control", "none", "--", "true");
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
    }

    public void Dispose() => _folder.Dispose();

    private Task WriteAsync(int rssi) =>
        File.WriteAllTextAsync(_folder["my.yaml"], $$"""
            schemaVersion: 1
            timeline:
              - at: 0s
                do: { indicate: { cid: SIGNAL_STATE, fields: { Rssi: {{rssi}} } } }
            """);
}
