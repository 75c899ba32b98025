using System.Runtime.InteropServices;
using MbimClient;
using MbimEmulator.Testing;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace MSTestUser;

[TestClass]
public class RuntimeTests
{
#if NET10_0
    private const string Runtime = ".NET 10.0.";
#else
    private const string Runtime = ".NET 8.0.";
#endif

    [TestMethod]
    public async Task A_scenario_runs_on_the_runtime_of_the_target()
    {
        Assert.StartsWith(Runtime, RuntimeInformation.FrameworkDescription);
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
                Assert.AreEqual(MbimStatus.Failure, refused.Status);
            }
        });

        modem.Journal.Verify().Once("CONNECT set AccessString=internet Status=failure");
    }
}
