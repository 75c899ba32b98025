using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace MbimEmulator.Tool.Tests;

public sealed class UsbIpTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Test, Platform("Linux,MacOsX")]
    public async Task One_server_has_all_modems_and_is_named_in_ready_file_table_and_hint()
    {
        using var tool = ToolProcess.Start(_folder.Path, "run", "--count", "3", "--usbip", "127.0.0.1:0", "--ready-file", "ready.json");
        using var ready = JsonDocument.Parse(await _folder.FileAsync("ready.json"));
        var server = ready.RootElement.GetProperty("usbIpServers")[0];
        Assert.That(server.GetProperty("kind").GetString(), Is.EqualTo("usbIp"));
        var address = IPEndPoint.Parse(server.GetProperty("address").GetString()!);
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync(address);
            await socket.SendAsync(new byte[] { 1, 0x11, 0x80, 5, 0, 0, 0, 0 });
            var reply = new byte[12 + (3 * 320)];
            await new NetworkStream(socket).ReadExactlyAsync(reply);
            Assert.That(reply[..12], Is.EqualTo(new byte[] { 1, 0x11, 0, 5, 0, 0, 0, 0, 0, 0, 0, 3 }));
        }

        tool.Signal(15);
        var (exitCode, output, error) = await tool.EndAsync();
        Assert.That(exitCode, Is.Zero, error);
        Assert.That(output, Does.Match($"all +usbip +{address}").And.Contain($"usbip --tcp-port {address.Port} attach -r 127.0.0.1 -b 1-1"));
    }

    [Test]
    public async Task An_address_that_others_reach_is_refused_with_what_to_write_instead()
    {
        var (exitCode, _, error) = await ToolProcess.RunAsync(_folder.Path, "run", "--usbip", "0.0.0.0:3240");
        Assert.That(error, Does.Contain("can be reached from other machines").And.Contain("127.0.0.1:3240").And.Contain("public:"));
        Assert.That(exitCode, Is.Not.Zero);
    }

    public void Dispose() => _folder.Dispose();
}
