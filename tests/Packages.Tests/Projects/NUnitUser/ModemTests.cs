using System.Net.Sockets;
using MbimClient;
using MbimEmulator.Testing;
using MbimEmulator.Testing.Endpoints;
using MbimEmulator.Testing.NUnit;
using MbimProtocol.Services;
using NUnit.Framework;

[assembly: Parallelizable(ParallelScope.All)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]

namespace NUnitUser;

public class ModemTests
{
    [Test, EmulatedModem(Profile = "no-sim", Seed = 42)]
    public async Task There_is_no_sim()
    {
        var modem = TestContext.CurrentContext.EmulatedModem;
        await using var device = await modem.ConnectAsync();

        var ready = await device.QueryAsync(BasicConnect.SubscriberReadyStatus);

        Assert.That(ready.ReadyState, Is.EqualTo(SubscriberReadyState.SimNotInserted));
        modem.Journal.Verify().Once("SUBSCRIBER_READY_STATUS query");
    }

    [Test]
    public async Task A_socket_leads_to_the_modem()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Socket());
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(modem.SocketPath));
        await using var device = await MbimDevice.OpenAsync(new NetworkStream(socket));

        Assert.That((await device.QueryAsync(BasicConnect.RadioState)).HwRadioState, Is.EqualTo(RadioSwitchState.On));
    }
}
