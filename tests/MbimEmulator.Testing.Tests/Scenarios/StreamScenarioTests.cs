using System.Net.Sockets;
using MbimClient;
using MbimEmulator.Journal;
using MbimEmulator.Testing.Endpoints;
using MbimEmulator.Time;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Testing.Tests.Scenarios;

/// <summary>Scenarios that show on sockets, pipes and PTYs alone, where messages are bytes.</summary>
public sealed class StreamScenarioTests
{
    [Test]
    [Scenario("byte-by-byte")]
    public async Task Messages_in_single_bytes_are_put_together()
    {
        await using var modem = await ScenarioModem.StartAsync(o => o.Scenario("byte-by-byte").Socket());
        await using (var device = await OpenAsync(modem))
        {
            Assert.That((await device.QueryAsync(BasicConnect.DeviceCaps)).DeviceId, Is.Not.Empty);
            await device.CloseAsync();
        }

        Assert.That(await modem.Faults.CountAsync("opening"), Is.EqualTo(1));
        Assert.That(await modem.Faults.CountAsync("answers"), Is.EqualTo(1));
        modem.Journal.Verify().InOrder("OPEN", "DEVICE_CAPS query", "CLOSE");
        var pieces = modem.Journal.Read().Where(entry => entry.Kind == JournalEntryKind.Transfer).ToList();
        Assert.That(pieces, Has.Count.GreaterThan(200).And.All.Property(nameof(JournalEntry.Length)).EqualTo(1));
    }

    [Test]
    [Scenario("coalesced-messages")]
    public async Task Messages_in_one_transfer_are_taken_apart()
    {
        await using var modem = await ScenarioModem.StartAsync(o => o.Scenario("coalesced-messages").Socket());
        await using var device = await OpenAsync(modem);
        var radio = new TaskCompletionSource<RadioStateInfo>();
        device.OnNotification(BasicConnect.RadioState, info => radio.TrySetResult(info));
        Assert.That((await device.QueryAsync(BasicConnect.DeviceCaps)).DeviceId, Is.Not.Empty);

        Assert.That((await radio.Task.WaitAsync(TimeSpan.FromSeconds(30))).HwRadioState, Is.EqualTo(RadioSwitchState.On));
        Assert.That(await modem.Faults.CountAsync("three in one"), Is.EqualTo(1));
        modem.Journal.Verify().Once("DEVICE_CAPS query");
    }

    [Test]
    [Scenario("garbage-on-the-line")]
    public async Task A_host_that_has_lost_its_place_connects_anew()
    {
        await using var modem = await ScenarioModem.StartAsync(o => o.Scenario("garbage-on-the-line").Clock(new VirtualClock()).Socket());
        var device = await OpenAsync(modem);
        await device.QueryAsync(BasicConnect.SignalState);
        modem.Clock.Advance(TimeSpan.FromSeconds(11));
        await Assert.ThatAsync(() => device.QueryAsync(BasicConnect.SignalState), Throws.InstanceOf<MbimDisconnectedException>());
        await device.DisposeAsync();

        await using var again = await OpenAsync(modem);
        await again.QueryAsync(BasicConnect.SignalState);
        Assert.That(await modem.Faults.CountAsync("garbage"), Is.EqualTo(1));
        modem.Journal.Verify().Exactly(2, "OPEN");
    }

    private static async Task<MbimDevice> OpenAsync(EmulatedModem modem)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(modem.SocketPath));
        return await MbimDevice.OpenAsync(new NetworkStream(socket, ownsSocket: true));
    }
}
