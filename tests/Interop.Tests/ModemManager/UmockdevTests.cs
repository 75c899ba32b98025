using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.ModemManager;

/// <summary>What is printed for umockdev is a modem to those who look; ModemManager's tests run on it too.</summary>
public sealed class UmockdevTests
{
    [Test]
    public async Task Udev_knows_both_modems_with_their_parents()
    {
        Peers.Need("umockdev-run", "udevadm");
        await using var emulator = await Emulator.StartAsync();
        await UmockdevDevice.WriteAsync(emulator);
        var device = await UmockdevDevice.WriteAsync(emulator, "--number", "1");
        var second = await emulator.RunAsync("umockdev-run", "--device", device, "--", "udevadm", "info", "--attribute-walk", "--path=/sys/class/usbmisc/cdc-wdm1");
        var net = await emulator.RunAsync("umockdev-run", "--device", device, "--", "udevadm", "info", "--query=property", "--path=/sys/class/net/wwan0");
        Assert.Multiple(() =>
        {
            Assert.That(second.Output, Does.Contain("KERNEL==\"cdc-wdm1\"").And.Contain("DRIVERS==\"cdc_mbim\"").And.Contain("ATTRS{bInterfaceSubClass}==\"0e\"").And.Contain("ATTRS{product}==\"MBIM Emulator LTE\""), second.ToString());
            Assert.That(net.Output, Does.Contain("INTERFACE=wwan0").And.Contain("ID_MM_CANDIDATE=1"), net.ToString());
        });
    }

    [Test]
    public async Task Mbimcli_reaches_the_modem_by_its_device()
    {
        Peers.Need("umockdev-run", "mbimcli");
        await using var emulator = await Emulator.StartAsync();
        var device = await UmockdevDevice.WriteAsync(emulator);
        var result = await emulator.RunAsync("umockdev-run", "--device", device, "--", "mbimcli", "-p", "-d", "/dev/cdc-wdm0", "--query-device-caps");
        Assert.That(result.Output, Does.Contain("[/dev/cdc-wdm0] Device capabilities retrieved").And.Contain("490154203237518"), result.ToString());
    }
}
