using MbimEmulator;
using MbimEmulator.Time;
using MbimProtocol.Services.BasicConnectService;

namespace MbimClient.Tests;

/// <summary>A device on a link in the modem's own process.</summary>
public sealed class InProcessTests
{
    [Test]
    public async Task A_query_is_answered_before_the_call_returns()
    {
        await using var modem = new ModemGroup(new ModemGroupOptions { TimeProvider = new VirtualClock() });
        await using var device = await MbimDevice.OpenAsync(await modem.ConnectAsync("test"));
        var query = device.QueryAsync(BasicConnect.RadioState);
        Assert.That(query.IsCompletedSuccessfully, Is.True);
        Assert.That((await query).SwRadioState, Is.EqualTo(RadioSwitchState.On));
    }

    [Test]
    public async Task Many_threads_get_their_own_answers()
    {
        await using var modem = new ModemGroup(new ModemGroupOptions());
        await using var device = await MbimDevice.OpenAsync(await modem.ConnectAsync("test"));
        var asking = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                Assert.That((await device.QueryAsync(BasicConnect.RadioState)).SwRadioState, Is.EqualTo(RadioSwitchState.On));
            }
        }));
        await Task.WhenAll(asking).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task A_link_that_ends_while_its_device_is_closed_ends_it_once_and_without_an_exception()
    {
        await using var modem = new ModemGroup(new ModemGroupOptions());
        for (var round = 0; round < 300; round++)
        {
            var transport = await modem.ConnectAsync($"round {round}");
            var device = await MbimDevice.OpenAsync(transport, new MbimDeviceOptions { LeaveOpen = true });
            using var start = new Barrier(2);
            var ending = Task.Run(() =>
            {
                start.SignalAndWait();
                transport.Link.Close("the modem ends it");
            });
            var closing = Task.Run(async () =>
            {
                start.SignalAndWait();
                await device.DisposeAsync();
            });
            await Task.WhenAll(ending, closing).WaitAsync(TimeSpan.FromSeconds(30));
            Assert.That(async () => await device.QueryAsync(BasicConnect.RadioState), Throws.InstanceOf<MbimDisconnectedException>());
        }
    }

    [Test]
    public async Task A_modem_that_is_pulled_out_ends_what_waits()
    {
        await using var modem = new ModemGroup(new ModemGroupOptions { TimeProvider = new VirtualClock() });
        await using var device = await MbimDevice.OpenAsync(await modem.ConnectAsync("test"));
        var scan = device.QueryAsync(BasicConnect.VisibleProviders, new VisibleProvidersQuery());
        await modem.RemoveAsync();
        Assert.That(async () => await scan.WaitAsync(TimeSpan.FromSeconds(30)), Throws.InstanceOf<MbimDisconnectedException>());
    }
}
