using MbimEmulator.Testing;
using MbimProtocol.Services.BasicConnectService;
using Microsoft.VisualStudio.TestTools.UnitTesting;

[TestClass]
public class ModemTests
{
    [TestMethod]
    public async Task There_is_no_sim()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Profile("no-sim").Seed(42));
        await using var device = await modem.ConnectAsync();

        var ready = await device.QueryAsync(BasicConnect.SubscriberReadyStatus);

        Assert.AreEqual(SubscriberReadyState.SimNotInserted, ready.ReadyState);
        modem.Journal.Verify().Once("SUBSCRIBER_READY_STATUS query");
    }
}
