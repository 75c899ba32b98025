using MbimClient;
using MbimEmulator.Modem;
using MbimEmulator.Testing;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using NUnit.Framework;

namespace NUnitUser;

public class FaultTests
{
    [Test]
    public async Task The_modem_is_busy_once()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.ScenarioText("""
            schemaVersion: 1
            rules:
              - name: busy once
                on: { command: RADIO_STATE, operation: query }
                nth: 1
                do: { answer: { status: busy } }
            """));
        await using var device = await modem.ConnectAsync();

        await Assert.ThatAsync(() => device.QueryAsync(BasicConnect.RadioState), Throws.TypeOf<MbimStatusException>().With.Property("Status").EqualTo(MbimStatus.Busy));
        Assert.That((await device.QueryAsync(BasicConnect.RadioState)).HwRadioState, Is.EqualTo(RadioSwitchState.On));
        Assert.That(await modem.Faults.CountAsync("busy once"), Is.EqualTo(1));
    }

    [Test]
    public async Task Somebody_pulls_the_sim_and_an_answer_comes_twice()
    {
        await using var modem = await EmulatedModem.StartAsync();
        await using var device = await modem.ConnectAsync();

        await modem.Faults.AddAsync("T13-duplicate-response");
        await modem.State.EjectSimAsync();
        await device.QueryAsync(BasicConnect.SubscriberReadyStatus);

        var state = await modem.State.ReadAsync();
        Assert.That(state.SubscriberReady.ReadyState, Is.EqualTo(SubscriberReadyState.SimNotInserted));
        modem.Journal.Verify().NoFindings();
    }

    [Test]
    public async Task Coverage_is_lost_and_regained()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Clock(new VirtualClock()).Registered());

        await modem.State.LoseCoverageAsync();
        await modem.State.RegainCoverageAsync();
        await modem.State.WaitForAsync(ModemStage.Attached);

        Assert.That((await modem.State.ReadAsync()).PacketService.PacketServiceState, Is.EqualTo(PacketServiceState.Attached));
    }
}
