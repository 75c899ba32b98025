using System.Runtime.InteropServices;
using MbimClient;
using MbimEmulator.Testing;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using NUnit.Framework;

namespace NUnitUser;

public class RuntimeTests
{
#if NET10_0
    private const string Runtime = ".NET 10.0.";
#else
    private const string Runtime = ".NET 8.0.";
#endif

    [Test]
    public async Task A_scenario_runs_on_the_runtime_of_the_target()
    {
        Assert.That(RuntimeInformation.FrameworkDescription, Does.StartWith(Runtime));
        await using var modem = await EmulatedModem.StartAsync(o => o.Scenario("wrong-apn").Clock(new VirtualClock()).Registered());
        await modem.Clock.RunAsync(async () =>
        {
            await using var device = await modem.ConnectAsync();
            var connect = new SetConnect { ActivationCommand = ActivationCommand.Activate, AccessString = "internet", ContextType = ContextTypes.Internet };
            try
            {
                await device.SetAsync(BasicConnect.Connect, connect);
            }
            catch (MbimStatusException refused)
            {
                Assert.That(refused.Status, Is.EqualTo(MbimStatus.Failure));
            }
        });

        modem.Journal.Verify().Once("CONNECT set AccessString=internet Status=failure");
    }
}
