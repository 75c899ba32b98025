using MbimEmulator.Testing;
using MbimProtocol.Services.BasicConnectService;
using Xunit;
using Xunit.Abstractions;

public class ModemTests(ITestOutputHelper output)
{
    [Fact]
    public async Task There_is_no_sim()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Profile("no-sim").Seed(42).WriteTo(output.WriteLine));
        await using var device = await modem.ConnectAsync();

        var ready = await device.QueryAsync(BasicConnect.SubscriberReadyStatus);

        Assert.Equal(SubscriberReadyState.SimNotInserted, ready.ReadyState);
        modem.Journal.Verify().Once("SUBSCRIBER_READY_STATUS query");
    }
}
