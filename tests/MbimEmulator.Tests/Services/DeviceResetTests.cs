using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Services;

/// <summary>DEVICE_RESET of MS Basic Connect Extensions (Microsoft, "MB modem reset operations").</summary>
public sealed class DeviceResetTests
{
    [Test]
    public void The_answer_goes_first_and_then_the_modem_starts_again()
    {
        var bench = ModemBench.Ready(new ModemProfile { Timings = new TimingsProfile { DeviceReset = TimeSpan.FromSeconds(3) } });
        bench.Set(MsBasicConnectExtensions.DeviceReset, default).AssertDone();
        bench.Advance(2999);
        Assert.That(bench.CloseReason, Is.Null);
        bench.Set(MsBasicConnectExtensions.DeviceReset, default).AssertRefused(MbimStatus.Busy);
        bench.Advance(1);
        Assert.That(bench.CloseReason, Does.Contain("lost power"));
        bench.Reconnect();
        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.PacketService).Success.PacketServiceState, Is.EqualTo(PacketServiceState.Attached));
        bench.Set(MsBasicConnectExtensions.DeviceReset, default).AssertDone();
    }

    [Test]
    public void A_modem_that_loses_power_before_it_resets_does_not_reset_afterwards()
    {
        var bench = ModemBench.Ready();
        bench.Set(MsBasicConnectExtensions.DeviceReset, default).AssertDone();
        bench.Do(modem => modem.PowerCycle());
        bench.Reconnect();
        bench.Advance(1000);
        Assert.That(bench.CloseReason, Is.Null);
        bench.Set(MsBasicConnectExtensions.DeviceReset, default).AssertDone();
    }
}
