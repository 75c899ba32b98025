using System.Net.Sockets;
using MbimClient;
using MbimEmulator.Testing;
using MbimEmulator.Testing.Endpoints;
using MbimProtocol.Services.BasicConnectService;
using NUnit.Framework;

namespace NUnitUser;

public class SocketTests
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
}
