using System.Net.Sockets;
using System.Text.Json;
using MbimClient;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tool.Tests;

/// <summary>A device with two executors: two modems of one run, with names and addresses of their own.</summary>
[Platform("Linux,MacOsX")]
public sealed class ExecutorTests : IDisposable
{
    private const string Profile = """
        name: two
        executors: 2
        devicePaths: [/dev/cdc-wdm0]
        slots:
          - { subscriberId: "001010000000002", iccId: "89882110000000000020" }
        """;

    private readonly TestFolder _folder = new();

    [Test]
    public async Task Executors_of_several_devices_count_on_and_each_device_has_one_place_on_the_bus()
    {
        await File.WriteAllTextAsync(_folder["two.yaml"], Profile);
        using var tool = ToolProcess.Start(
            _folder.Path, "run", "--profile", "two.yaml", "--count", "2", "--socket", "a.sock", "--pty", "mbim0", "--usbredir", "usb.sock", "--proxy", "p.sock", "--usbip", "127.0.0.1:0",
            "--ready-file", "ready.json");
        using var ready = JsonDocument.Parse(await _folder.FileAsync("ready.json"));
        var modems = ready.RootElement.GetProperty("modems").EnumerateArray().Select(modem => string.Join(
            ' ',
            [
                modem.GetProperty("name").GetString(),
                .. modem.GetProperty("endpoints").EnumerateArray().Concat(modem.GetProperty("dataEndpoints").EnumerateArray())
                    .Select(endpoint => Path.GetFileName(endpoint.GetProperty("address").GetString())),
            ]));
        Assert.That(modems, Is.EqualTo(new[]
        {
            "modem0 a.sock mbim0 usb.sock a.sock-data mbim0-data",
            "modem1 a1.sock mbim1 a1.sock-data mbim1-data",
            "modem2 a2.sock mbim2 usb2.sock a2.sock-data mbim2-data",
            "modem3 a3.sock mbim3 a3.sock-data mbim3-data",
        }));

        var subscribers = new List<string>();
        var devices = new List<string>();
        foreach (var socket in new[] { "a.sock", "a1.sock", "a2.sock", "a3.sock" })
        {
            await using var device = await OpenAsync(socket);
            subscribers.Add((await device.QueryAsync(BasicConnect.SubscriberReadyStatus)).SubscriberId);
            devices.Add((await device.QueryAsync(BasicConnect.DeviceCaps)).DeviceId);
        }

        Assert.That(subscribers, Is.EqualTo(new[] { "001010123456789", "001010000000002", "001010123456790", "001010000000003" }));
        Assert.That(devices, Is.Unique);

        // A client of the proxy names a function by its device path.
        await using (var named = await OpenProxyAsync("/dev/cdc-wdm3"))
        {
            Assert.That((await named.QueryAsync(BasicConnect.SubscriberReadyStatus)).SubscriberId, Is.EqualTo("001010000000003"));
        }

        using var bus = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await bus.ConnectAsync(System.Net.IPEndPoint.Parse(ready.RootElement.GetProperty("usbIpServers")[0].GetProperty("address").GetString()!));
        await bus.SendAsync(new byte[] { 1, 0x11, 0x80, 5, 0, 0, 0, 0 });
        var list = new byte[12 + (2 * (312 + 16))];
        await new NetworkStream(bus).ReadExactlyAsync(list);
        Assert.That((list[11], list[12 + 311]), Is.EqualTo(((byte)2, (byte)4)), "two devices with four interfaces each");
    }

    [Test]
    public async Task A_device_is_added_and_deleted_with_all_its_executors_and_what_they_keep_outlives_the_run()
    {
        await File.WriteAllTextAsync(_folder["two.yaml"], Profile);
        string[] arguments = ["run", "--profile", "two.yaml", "--socket", "a.sock", "--control", "./c.sock", "--state", "state.json", "--ready-file", "ready.json"];
        using (var tool = ToolProcess.Start(_folder.Path, arguments))
        {
            await _folder.FileAsync("ready.json");
            Assert.That((await CtlAsync("switch-slot", "0", "--modem", "modem1")).Output, Is.EqualTo("modem1: the modem uses slot 0\n"));
            Assert.That((await CtlAsync("wait")).ExitCode, Is.Zero);
            Assert.That((await CtlAsync("add", "extra", "--profile", "mbim10")).ExitCode, Is.Zero);
            Assert.That((await CtlAsync("delete", "modem0")).ExitCode, Is.Zero);
            Assert.That((await CtlAsync("modems")).Output, Does.Contain("extra").And.Not.Contain("modem0").And.Not.Contain("modem1"));
            tool.Signal(15);
            await tool.EndAsync();
        }

        using (var tool = ToolProcess.Start(_folder.Path, arguments))
        {
            await _folder.FileAsync("ready.json");
            await CtlAsync("switch-slot", "0", "--modem", "modem1");
            await CtlAsync("wait");
            tool.Signal(15);
            await tool.EndAsync();
        }

        using var again = ToolProcess.Start(_folder.Path, arguments);
        await _folder.FileAsync("ready.json");
        await using var device = await OpenAsync("a1.sock");
        var mapping = await device.QueryAsync(MsBasicConnectExtensions.DeviceSlotMappings);
        Assert.That(mapping.SlotMap.Select(slot => slot.Slot), Is.EqualTo(new[] { 1u, 0u }));
        Assert.That((await device.QueryAsync(BasicConnect.SubscriberReadyStatus)).SubscriberId, Is.EqualTo("001010123456789"));
    }

    public void Dispose() => _folder.Dispose();

    private Task<ToolResult> CtlAsync(params string[] arguments) => ToolProcess.RunAsync(_folder.Path, ["ctl", "--control", _folder["c.sock"], .. arguments]);

    private async Task<MbimDevice> OpenAsync(string name) => await MbimDevice.OpenAsync(await ConnectAsync(name));

    private async Task<MbimDevice> OpenProxyAsync(string path)
    {
        var stream = await ConnectAsync("p.sock");
        return await MbimDevice.OpenAsync(stream, new MbimDeviceOptions { ProxyDevicePath = path });
    }

    private async Task<NetworkStream> ConnectAsync(string name)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_folder[name]));
        return new NetworkStream(socket, ownsSocket: true);
    }
}
