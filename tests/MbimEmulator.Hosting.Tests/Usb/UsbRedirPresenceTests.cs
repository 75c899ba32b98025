namespace MbimEmulator.Hosting.Tests.Usb;

public sealed class UsbRedirPresenceTests
{
    [TestCase(null)]
    [TestCase(RedirGuest.AllCapabilities)]
    public async Task A_modem_that_is_pulled_out_leaves_the_bus_and_comes_back_on_the_same_connection(uint? capabilities)
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.OpenStreamAsync(capabilities);
        for (var i = 0; i < 10; i++)
        {
            var stale = await guest.SubmitAsync(0x82, 16384);
            await guest.PendingAsync();
            await modem.Group.RemoveAsync();
            await guest.NextAsync(2);
            if (capabilities is not null)
            {
                // Only what comes before the acknowledgement is known to be for the device that left.
                await guest.SendAsync(21, stale, []);
                await guest.SendAsync(100, RedirPacket.Control(0x2100, 0, 0, 4, [1, 2, 3, 4]));
                await guest.SendAsync(24);
            }

            await modem.Group.InsertAsync();
            await RedirModem.ExpectDeviceAsync(guest);
            await RedirModem.ConfigureAsync(guest);
            await RedirModem.StartInterruptsAsync(guest);
            await RedirModem.AskAsync(guest, RedirModem.Open(1, 4096));
            Assert.That(await modem.LinksAsync(), Is.EqualTo(1));
            Assert.That(await guest.PendingAsync(), Is.Empty, "nothing of what was under way before is answered");
        }
    }

    [Test]
    public async Task A_guest_that_acknowledges_gets_no_new_device_before()
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.ConnectAsync();
        await modem.Group.RemoveAsync();
        await guest.NextAsync(2);
        await modem.Group.InsertAsync();
        await guest.SendAsync(6, 1);
        await guest.SendAsync(24);
        await RedirModem.ExpectDeviceAsync(guest);
        Assert.That(await guest.NextAsync(8, await guest.SendAsync(7)), Is.EqualTo(new byte[] { 0, 0 }), "what came before was for the device that left");
    }

    [Test]
    public async Task A_guest_that_acknowledges_though_it_never_said_so_does_no_harm()
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.ConnectAsync(0x76);
        await guest.SendAsync(24);
        await modem.Group.RemoveAsync();
        await guest.NextAsync(2);
        await guest.SendAsync(24);
        await modem.Group.InsertAsync();
        await RedirModem.ExpectDeviceAsync(guest);
    }

    [Test]
    public async Task A_modem_that_is_out_is_connected_when_it_is_plugged_in()
    {
        await using var modem = await RedirModem.StartAsync();
        await modem.Group.RemoveAsync();
        await using var guest = await RedirGuest.ConnectAsync(modem.Address);
        Assert.That(await modem.Log.Next("waits for the place"), Does.Contain("modem0 is not plugged in"));
        await modem.Group.InsertAsync();
        await RedirModem.ExpectDeviceAsync(guest);
    }

    [Test]
    public async Task A_modem_that_resets_itself_leaves_the_bus_for_a_moment()
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.OpenStreamAsync(0);
        await modem.Group.ResetAsync();
        await guest.NextAsync(2);
        await RedirModem.ExpectDeviceAsync(guest);
        await RedirModem.ConfigureAsync(guest);
        Assert.That(await modem.LinksAsync(), Is.EqualTo(1));
    }
}
