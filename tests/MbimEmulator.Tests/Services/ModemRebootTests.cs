using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.IntelFirmwareUpdateService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Services;

/// <summary>MODEM_REBOOT of Intel's firmware update, which answers before the modem leaves.</summary>
public sealed class ModemRebootTests
{
    private static readonly ModemProfile Slow = new() { Timings = new TimingsProfile { DeviceReset = TimeSpan.FromSeconds(3) } };

    [Test]
    public void The_modem_answers_and_then_starts_again([Values] MbimExVersion version)
    {
        var bench = ModemBench.Ready(Slow, version);
        bench.Set(IntelFirmwareUpdate.ModemReboot, default).AssertDone();
        bench.Advance(2999);
        Assert.That(bench.CloseReason, Is.Null);
        bench.Set(IntelFirmwareUpdate.ModemReboot, default).AssertRefused(MbimStatus.Busy);
        bench.Set(MsBasicConnectExtensions.DeviceReset, default).AssertRefused(MbimStatus.Busy);
        bench.Advance(1);
        Assert.That(bench.CloseReason, Does.Contain("lost power"));
        bench.Reconnect();
        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.PacketService).Success.PacketServiceState, Is.EqualTo(PacketServiceState.Attached));
        bench.Set(IntelFirmwareUpdate.ModemReboot, default).AssertDone();
    }

    [Test]
    public void A_host_says_a_mode_from_mbimex_2_0_on_and_may_leave_it_out()
    {
        var old = ModemBench.Ready(Slow);
        Assert.That(Raw(old, [2, 0, 0, 0, 0, 0, 0, 0]), Is.EqualTo(MbimStatus.Success), "there is no mode at MBIM 1.0");
        old.Advance(3000);
        Assert.That(old.Group.IsPluggedIn, Is.True);

        var bench = ModemBench.Ready(Slow, MbimExVersion.V3);
        Assert.That(Raw(bench, new byte[4]), Is.EqualTo(MbimStatus.InvalidParameters));
        Assert.That(Raw(bench, [0, 0, 0, 0, 30, 0, 0, 0]), Is.EqualTo(MbimStatus.Success));
        bench.Advance(3000);
        bench.Reconnect();
        Assert.That(Raw(bench, []), Is.EqualTo(MbimStatus.Success));
        bench.Advance(3000);
        Assert.That(bench.CloseReason, Does.Contain("lost power"));
    }

    [Test]
    public void A_modem_that_turns_itself_off_comes_back_when_it_is_plugged_in()
    {
        var bench = ModemBench.Ready(Slow, MbimExVersion.V2);
        bench.Set(IntelFirmwareUpdate.ModemReboot, new SetModemReboot { BootMode = IntelBootMode.PowerOff }).AssertDone();
        bench.Advance(2999);
        Assert.That(bench.Group.IsPluggedIn, Is.True);
        bench.Advance(1);
        Assert.That(bench.CloseReason, Is.Not.Null);
        bench.Advance(60_000);
        Assert.That(bench.Group.IsPluggedIn, Is.False);
        bench.Change("insert");
        bench.Reconnect();
        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.PacketService).Success.PacketServiceState, Is.EqualTo(PacketServiceState.Attached));
    }

    [TestCase(IntelBootMode.Download, MbimStatus.NoDeviceSupport)]
    [TestCase(IntelBootMode.NonResettableRegister, MbimStatus.NoDeviceSupport)]
    [TestCase(IntelBootMode.WithoutRebootOrPowerOff, MbimStatus.NoDeviceSupport)]
    [TestCase(IntelBootMode.FastDownload, MbimStatus.NoDeviceSupport)]
    [TestCase((IntelBootMode)6, MbimStatus.InvalidParameters)]
    public void Modes_without_a_loader_are_refused(IntelBootMode mode, MbimStatus status)
    {
        var bench = ModemBench.Ready(Slow, MbimExVersion.V2);
        bench.Set(IntelFirmwareUpdate.ModemReboot, new SetModemReboot { BootMode = mode }).AssertRefused(status);
        bench.Advance(10_000);
        Assert.That(bench.CloseReason, Is.Null);
    }

    private static MbimStatus Raw(ModemBench bench, byte[] buffer) =>
        bench.Raw(IntelFirmwareUpdate.Id, IntelFirmwareUpdate.ModemReboot.Number, MbimCommandType.Set, buffer, out _);
}
