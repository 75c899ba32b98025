using MbimEmulator.Testing;
using MbimEmulator.Testing.NUnit;
using MbimEmulator.Time;
using MbimProtocol.Services.BasicConnectService;
using NUnit.Framework;

[assembly: Parallelizable(ParallelScope.All)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]

namespace NUnitUser;

public class OtherModemTests
{
    [Test]
    public async Task A_scan_takes_no_real_time()
    {
        var clock = new VirtualClock();
        await using var modem = await EmulatedModem.StartAsync(o => o.Clock(clock));

        await clock.RunAsync(async () =>
        {
            await using var device = await modem.ConnectAsync();
            await device.QueryAsync(BasicConnect.VisibleProviders, new VisibleProvidersQuery());
        });

        modem.Journal.Verify().Once("VISIBLE_PROVIDERS query Status=success");
    }

    [Test, EmulatedModem(Seed = 42)]
    public async Task This_one_fails()
    {
        var modem = TestContext.CurrentContext.EmulatedModem;
        await using var device = await modem.ConnectAsync();
        await device.QueryAsync(BasicConnect.RadioState);

        modem.Journal.Verify().Once("CONNECT set AccessString=internet");
    }
}
