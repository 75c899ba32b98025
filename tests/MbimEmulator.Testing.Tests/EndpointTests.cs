using System.IO.Pipes;
using System.Net.Sockets;
using MbimClient;
using MbimClient.DeviceServices;
using MbimClient.Mbn;
using MbimEmulator.Testing.Endpoints;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Testing.Tests;

internal sealed class EndpointTests
{
    [Test]
    public async Task Code_under_test_connects_to_a_socket()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Socket());
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(modem.SocketPath));
        await using var device = await MbimDevice.OpenAsync(new NetworkStream(socket));

        Assert.That((await device.QueryAsync(BasicConnect.RadioState)).HwRadioState, Is.EqualTo(RadioSwitchState.On));
    }

    [Test]
    public async Task Code_under_test_connects_to_a_pipe()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Pipe());
        var pipe = new NamedPipeClientStream(".", modem.PipeName, PipeDirection.InOut, PipeOptions.Asynchronous);
        await pipe.ConnectAsync();
        await using var device = await MbimDevice.OpenAsync(pipe);

        Assert.That((await device.QueryAsync(BasicConnect.RadioState)).HwRadioState, Is.EqualTo(RadioSwitchState.On));
    }

    [Test]
    public async Task An_application_connects_to_the_service()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Profile("mbn-demo").ServiceSocket());
        await using var client = await MbnClient.ConnectUnixSocketAsync(modem.ServiceSocketPath);

        Assert.That(new MbnDeviceServicesManager(client).GetInterfaceIDs(), Has.Length.EqualTo(1));
    }

    [Test]
    [Platform("Linux")]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public async Task All_its_files_are_in_a_folder_of_its_own_that_goes_with_it()
    {
        string folder;
        await using (var modem = await EmulatedModem.StartAsync(o => o.Socket().Pipe().Pty().Proxy().ServiceSocket()))
        {
            folder = Path.GetDirectoryName(modem.SocketPath)!;
            var paths = new[] { modem.SocketPath, modem.PipeName, modem.PtyPath, modem.ProxyPath, modem.ServiceSocketPath };
            Assert.That(paths, Is.SubsetOf(Directory.GetFileSystemEntries(folder)));
            Assert.That(File.GetUnixFileMode(folder), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        }

        Assert.That(Directory.Exists(folder), Is.False);
    }

    [Test]
    public async Task A_path_that_was_not_asked_for_is_an_error_that_says_how_to_ask()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Socket());

        Assert.That(() => modem.PipeName, Throws.InvalidOperationException.With.Message.Contains("Pipe()"));
    }

    [Test]
    public async Task A_folder_that_the_test_has_removed_keeps_nothing_from_ending()
    {
        var modem = await EmulatedModem.StartAsync(o => o.Socket().Proxy().Pty());
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(modem.SocketPath));
        Directory.Delete(Path.GetDirectoryName(modem.SocketPath)!, recursive: true);
        await modem.DisposeAsync();
        Assert.That(await socket.ReceiveAsync(new byte[1]), Is.Zero);
        Assert.That(() => modem.Group.InvokeAsync(_ => { }), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public async Task What_one_part_throws_comes_out_when_the_others_have_ended()
    {
        var modem = await EmulatedModem.StartAsync(o => o.Part<FailingPart>());
        Assert.That(() => modem.DisposeAsync().AsTask(), Throws.TypeOf<IOException>().With.Message.EqualTo("it cannot end"));
        Assert.That(() => modem.Group.InvokeAsync(_ => { }), Throws.TypeOf<ObjectDisposedException>());
    }

    private sealed class FailingPart : IModemPart
    {
        public Task StartAsync(EmulatedModem modem, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => throw new IOException("it cannot end");
    }
}
