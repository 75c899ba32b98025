using System.Net.Sockets;
using System.Text.Json;

namespace MbimEmulator.Tool.Tests;

[Platform("Linux,MacOsX")]
public sealed class DataEndpointTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Test]
    public async Task A_command_finds_the_data_endpoints_beside_the_others()
    {
        var result = await ToolProcess.RunAsync(
            _folder.Path, "run", "--count", "2", "--pipe", _folder["pipe"], "--socket", "a.sock", "--pty", "mbim0", "--tcp", "127.0.0.1:0",
            "--tcp-data", "127.0.0.1:0", "--", "sh", "-c",
            "echo $MBIM_EMULATOR_DATA_PIPE $MBIM_EMULATOR_DATA_PIPE_1 $MBIM_EMULATOR_DATA_SOCKET $MBIM_EMULATOR_DATA_SOCKET_1 "
            + "$MBIM_EMULATOR_DATA_SOCKET_2 $MBIM_EMULATOR_DATA_SOCKET_3 $MBIM_EMULATOR_DATA_TCP $MBIM_EMULATOR_DATA_TCP_1; "
            + "test -S pipe-data && test -S pipe1-data && test -S a.sock-data && test -S a1.sock-data && test -S mbim0-data && test -S mbim1-data");
        var tcp = "127\\.0\\.0\\.1:[1-9][0-9]*";
        Assert.Multiple(() =>
        {
            Assert.That(
                result.Output,
                Does.Match(
                    $"^{_folder["pipe"]}-data {_folder["pipe1"]}-data {_folder["a.sock"]}-data {_folder["mbim0"]}-data {_folder["a1.sock"]}-data "
                    + $"{_folder["mbim1"]}-data {tcp} {tcp}\n$"),
                result.Error);
            Assert.That(result.ExitCode, Is.Zero);
            Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
        });
    }

    [Test]
    public async Task The_ready_file_and_the_table_name_them_and_they_accept()
    {
        using var tool = ToolProcess.Start(_folder.Path, "run", "--socket", "a.sock", "--tcp-data", "127.0.0.1:0", "--ready-file", "ready.json");
        using var ready = JsonDocument.Parse(await _folder.FileAsync("ready.json"));
        var modem = ready.RootElement.GetProperty("modems")[0];
        var data = modem.GetProperty("dataEndpoints");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(modem.GetProperty("endpoints").GetArrayLength(), Is.EqualTo(1));
            Assert.That(data.GetArrayLength(), Is.EqualTo(2));
            Assert.That(data[0].GetProperty("kind").GetString(), Is.EqualTo("socket"));
            Assert.That(data[0].GetProperty("address").GetString(), Is.EqualTo(_folder["a.sock-data"]));
            Assert.That(data[1].GetProperty("kind").GetString(), Is.EqualTo("tcp"));
        }

        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_folder["a.sock-data"]));
        }

        tool.Signal(15);
        Assert.That((await tool.EndAsync()).Output, Does.Match($"modem0 +data socket +{_folder["a.sock-data"]}").And.Match("modem0 +data tcp +127"));
    }

    [Test]
    public async Task The_address_that_others_could_reach_is_refused_for_data_too()
    {
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--socket", "a.sock", "--tcp-data", "0.0.0.0:0");
        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Error, Does.Contain("public:"));
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
    }

    public void Dispose() => _folder.Dispose();
}
