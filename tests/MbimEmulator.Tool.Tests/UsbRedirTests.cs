using System.CommandLine;
using System.Net.Sockets;
using System.Text.Json;
using MbimEmulator.Hosting.Endpoints;

namespace MbimEmulator.Tool.Tests;

[Platform("Linux,MacOsX")]
public sealed class UsbRedirTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Test]
    public async Task Each_modem_has_its_own_server_and_a_command_finds_them()
    {
        var result = await ToolProcess.RunAsync(
            _folder.Path, "run", "--count", "2", "--usbredir", "./usb.sock", "--usbredir", "127.0.0.1:0", "--", "sh", "-c",
            "echo $MBIM_EMULATOR_USBREDIR $MBIM_EMULATOR_USBREDIR_1 $MBIM_EMULATOR_USBREDIR_2 $MBIM_EMULATOR_USBREDIR_3; test -S usb.sock && test -S usb1.sock");
        var tcp = "127\\.0\\.0\\.1:[1-9][0-9]*";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Output, Does.Match($"^{_folder["usb.sock"]} {tcp} {_folder["usb1.sock"]} {tcp}\n$"), result.Error);
            Assert.That(result.ExitCode, Is.Zero);
            Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
        }
    }

    [Test]
    public async Task The_ready_file_and_the_table_name_it_with_qemus_options_and_it_accepts()
    {
        using var tool = ToolProcess.Start(_folder.Path, "run", "--usbredir", "./usb.sock", "--ready-file", "ready.json");
        using var ready = JsonDocument.Parse(await _folder.FileAsync("ready.json"));
        var endpoints = ready.RootElement.GetProperty("modems")[0].GetProperty("endpoints");
        Assert.That(endpoints.GetArrayLength(), Is.EqualTo(1), "it is an endpoint: no others are opened by default");
        Assert.That(endpoints[0].GetProperty("kind").GetString(), Is.EqualTo("usbRedir"));
        Assert.That(endpoints[0].GetProperty("address").GetString(), Is.EqualTo(_folder["usb.sock"]));
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_folder["usb.sock"]));
            var hello = new byte[12];
            Assert.That(await socket.ReceiveAsync(hello.AsMemory()), Is.EqualTo(12));
            Assert.That(hello, Is.EqualTo(new byte[] { 0, 0, 0, 0, 68, 0, 0, 0, 0, 0, 0, 0 }));
        }

        tool.Signal(15);
        Assert.That(
            (await tool.EndAsync()).Output,
            Does.Match($"modem0 +usbredir +{_folder["usb.sock"]}")
                .And.Contain($"-chardev socket,id=mbim,path={_folder["usb.sock"]} -device usb-redir,chardev=mbim"));
    }

    [TestCase("127.0.0.1:4000", "127.0.0.1:4000", "127.0.0.1:4001", "127.0.0.1:4002")]
    [TestCase("[::1]:0", "[::1]:0", "[::1]:0", "[::1]:0")]
    [TestCase("/tmp/usb.sock", "/tmp/usb.sock", "/tmp/usb1.sock", "/tmp/usb2.sock")]
    [TestCase("@usb4", "@usb4", "@usb5", "@usb6")]
    public void Further_modems_count_on(string address, params string[] expected)
    {
        var options = new RunOptions();
        var command = new Command("run");
        options.AddTo(command);
        var plan = RunPlan.Create(options, command.Parse(["--count", "3", "--usbredir", address], new ParserConfiguration { ResponseFileTokenReplacer = null }), hasCommand: false);
        Assert.That(plan.Modems.Select(modem => modem.Endpoints.Single()), Is.EqualTo(expected.Select(place => (EndpointKind.UsbRedir, place))));
    }

    [Test]
    public async Task An_address_that_others_could_reach_is_refused()
    {
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--usbredir", "0.0.0.0:0");
        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Error, Does.Contain("public:0.0.0.0:0"));
    }

    public void Dispose() => _folder.Dispose();
}
