using MbimEmulator.Testing;
using MbimEmulator.Testing.NUnit;
using MbimProtocol.Services.BasicConnectService;
using NUnit.Framework;

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
}
