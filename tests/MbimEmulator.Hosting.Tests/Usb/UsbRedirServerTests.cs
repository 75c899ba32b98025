using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Endpoints.Usb;
using MbimEmulator.Profiles;

namespace MbimEmulator.Hosting.Tests.Usb;

public sealed class UsbRedirServerTests
{
    private static readonly byte[] Triples =
    [
        2, 0, 0, 0, .. Row(0, 1), .. Row(2, 0x0A), .. Row(0x0E, 0), .. Row(0, 2),
    ];

    [Test]
    public async Task It_says_hello_at_once_and_nothing_more_before_the_guests()
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await RedirGuest.ConnectAsync(modem.Address, isSilent: true);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(guest.HostHello, Has.Length.EqualTo(68));
            Assert.That(guest.HostHello[..14], Is.EqualTo("mbim-emulator\0"u8.ToArray()));
            Assert.That(guest.HostHello[64..], Is.EqualTo(new byte[] { 0x7E, 0, 0, 0 }));
            Assert.That(await modem.LinksAsync(), Is.Zero, "no host before it is greeted");
        }

        await guest.GreetAsync();
        await RedirModem.ExpectDeviceAsync(guest);
    }

    [TestCase(null, 96, 8, TestName = "A_guest_without_capabilities_gets_the_first_layouts")]
    [TestCase(0u, 96, 8, TestName = "A_guest_that_has_none_of_the_capabilities_gets_the_first_layouts")]
    [TestCase(0x02u, 96, 10, TestName = "A_guest_that_knows_bcdDevice_gets_it")]
    [TestCase(0x10u, 160, 8, TestName = "A_guest_that_knows_packet_sizes_gets_them")]
    [TestCase(0x20u, 96, 8, TestName = "A_guest_that_knows_long_ids_gets_them")]
    [TestCase(0xFFFFFFFFu, 160, 10, TestName = "A_guest_with_capabilities_of_the_future_gets_those_of_today")]
    public async Task The_device_is_described_and_then_connected(uint? capabilities, int endpoints, int connect)
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await RedirGuest.ConnectAsync(modem.Address, capabilities);
        byte[] expected = [.. Slots(255, (0, 0), (16, 0)), .. new byte[64], .. new byte[64]];
        (expected[96], expected[128]) = (64, 64);
        Assert.That(await guest.NextAsync(5), Is.EqualTo(expected[..endpoints]));
        Assert.That(await guest.NextAsync(4), Is.EqualTo(Triples));
        byte[] device = [2, 0xEF, 2, 1, 0x09, 0x12, 0x01, 0x00, 0x00, 0x01];
        var usb = new ModemProfile().Usb;
        (device[4], device[5]) = ((byte)usb.VendorId, (byte)(usb.VendorId >> 8));
        (device[6], device[7]) = ((byte)usb.ProductId, (byte)(usb.ProductId >> 8));
        (device[8], device[9]) = ((byte)usb.Release, (byte)(usb.Release >> 8));
        Assert.That(await guest.NextAsync(1), Is.EqualTo(device[..connect]));
    }

    [Test]
    public async Task Descriptors_come_through_control_packets_as_much_of_them_as_is_asked_for()
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.ConnectAsync();
        var descriptors = new UsbDescriptors(new ModemProfile());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await guest.ControlAsync(0x8006, 0x0100, length: 64)).Data, Is.EqualTo(descriptors.Device));
            Assert.That((await guest.ControlAsync(0x8006, 0x0200, length: 9)).Data, Is.EqualTo(descriptors.Configuration[..9]));
            Assert.That((await guest.ControlAsync(0x8006, 0x0200, length: 255)).Data, Is.EqualTo(descriptors.Configuration));
            Assert.That(await guest.ControlAsync(0x8006, 0x0600, length: 10), Is.EqualTo(new RedirResult(RedirGuest.Stall, 0, [])).Using<RedirResult>(Same));
        }
    }

    [Test]
    public async Task Endpoints_are_told_anew_before_a_configuration_or_setting_is_confirmed()
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.ConnectAsync();
        var id = await guest.SendAsync(6, 1);
        byte[] configured = [.. Slots(255, (0, 0), (16, 0), (17, 3)), .. new byte[64]];
        (configured[32 + 17], configured[96], configured[128], configured[130]) = (5, 64, 64, 64);
        Assert.That(await guest.NextAsync(5), Is.EqualTo(configured));
        Assert.That(await guest.NextAsync(4), Is.EqualTo(Triples));
        Assert.That(await guest.NextAsync(8, id), Is.EqualTo(new byte[] { 0, 1 }));

        id = await guest.SendAsync(9, 1, 1);
        byte[] data = [.. configured];
        (data[3], data[64 + 3], data[96 + 7], data[18], data[64 + 18], data[96 + 37]) = (2, 1, 2, 2, 1, 2);
        Assert.That(await guest.NextAsync(5), Is.EqualTo(data));
        Assert.That(await guest.NextAsync(4), Is.EqualTo(Triples));
        Assert.That(await guest.NextAsync(11, id), Is.EqualTo(new byte[] { 0, 1, 1 }));

        Assert.That(await guest.NextAsync(8, await guest.SendAsync(7)), Is.EqualTo(new byte[] { 0, 1 }));
        Assert.That(await guest.NextAsync(11, await guest.SendAsync(10, 1)), Is.EqualTo(new byte[] { 0, 1, 1 }));

        id = await guest.SendAsync(6, 0);
        Assert.That((await guest.NextAsync(5))[17], Is.EqualTo(255));
        await guest.NextAsync(4);
        Assert.That(await guest.NextAsync(8, id), Is.EqualTo(new byte[] { 0, 0 }));
    }

    [Test]
    public async Task What_the_device_refuses_changes_nothing_and_is_told_as_a_stall()
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.EnumerateAsync();
        Assert.That(await guest.NextAsync(8, await guest.SendAsync(6, 2)), Is.EqualTo(new byte[] { RedirGuest.Stall, 2 }));
        Assert.That(await guest.NextAsync(11, await guest.SendAsync(9, 1, 2)), Is.EqualTo(new byte[] { RedirGuest.Stall, 1, 2 }));
        Assert.That((await guest.NextAsync(11, await guest.SendAsync(10, 5)))[..2], Is.EqualTo(new byte[] { RedirGuest.Stall, 5 }));
        Assert.That(await guest.NextAsync(11, await guest.SendAsync(10, 1)), Is.EqualTo(new byte[] { 0, 1, 1 }));
    }

    [Test]
    public async Task What_the_device_has_not_is_answered_as_invalid()
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.EnumerateAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await guest.NextAsync(14, await guest.SendAsync(12, 0x84, 8, 4)), Is.EqualTo(new byte[] { RedirGuest.Invalid, 0x84 }));
            Assert.That(await guest.NextAsync(14, await guest.SendAsync(13, 0x84)), Is.EqualTo(new byte[] { RedirGuest.Invalid, 0x84 }));
            Assert.That(await guest.NextAsync(14, await guest.SendAsync(102, 4, 0, 1, 0, 9)), Is.EqualTo(new byte[] { RedirGuest.Invalid, 4 }));
            Assert.That(await guest.NextAsync(103, await guest.SendAsync(103, 4, 0, 1, 0, 9)), Is.EqualTo(new byte[] { 4, RedirGuest.Invalid, 0, 0 }));
            Assert.That(await guest.NextAsync(17, await guest.SendAsync(15, 0x82)), Is.EqualTo(new byte[] { RedirGuest.Invalid, 0x82 }));
            Assert.That(await guest.NextAsync(17, await guest.SendAsync(16, 0x82)), Is.EqualTo(new byte[] { RedirGuest.Invalid, 0x82 }));
            Assert.That((await guest.BulkAsync(0x81, 64)).Status, Is.EqualTo(RedirGuest.Invalid));
            Assert.That((await guest.BulkAsync(0x80, 64)).Status, Is.EqualTo(RedirGuest.Invalid));
            Assert.That((await guest.BulkAsync(0x00, 0, [1])).Status, Is.EqualTo(RedirGuest.Invalid));
            Assert.That((await guest.BulkAsync(0x05, 0, [1])).Status, Is.EqualTo(RedirGuest.Invalid));
            var stream = await guest.SendAsync(101, RedirPacket.Bulk(0x82, 512, [], hasLongLength: true, stream: 3));
            Assert.That((await guest.NextAsync(101, stream))[..8], Is.EqualTo(new byte[] { 0x82, RedirGuest.Invalid, 0, 0, 3, 0, 0, 0 }));
            byte[] wrongWay = [0x80, 9, 0x00, 0, 1, 0, 0, 0, 0, 0];
            Assert.That(await guest.NextAsync(100, await guest.SendAsync(100, wrongWay)), Is.EqualTo(new byte[] { 0x80, 9, 0, RedirGuest.Invalid, 1, 0, 0, 0, 0, 0 }));
        }
    }

    [Test]
    public async Task A_guest_that_rejects_the_device_is_let_go_with_a_word_and_leaves_the_place_to_the_next()
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.ConnectAsync();
        await guest.SendAsync(23, "0x03,-1,-1,-1,1\0"u8.ToArray());
        Assert.That(await guest.PendingAsync(), Is.Empty, "a filter changes nothing by itself");
        await guest.SendAsync(22);
        await guest.EndAsync();
        Assert.That(await modem.Log.Next("the guest rejected the device"), Does.StartWith("Warning"));
        await using var second = await modem.ConnectAsync();
    }

    [Test]
    public async Task Guests_get_the_device_one_after_the_other()
    {
        await using var modem = await RedirModem.StartAsync();
        var guest = await modem.EnumerateAsync();
        await using var second = await RedirGuest.ConnectAsync(modem.Address);
        Assert.That(await modem.Log.Next("#2 waits for the place"), Does.Contain("is in use by 'usbredir").And.Contain("#1'"));
        await RedirModem.StartInterruptsAsync(guest);
        await RedirModem.AskAsync(guest, RedirModem.Open(1, 4096));
        await guest.DisposeAsync();
        await RedirModem.ExpectDeviceAsync(second);
        Assert.That(await second.NextAsync(8, await second.SendAsync(7)), Is.EqualTo(new byte[] { 0, 0 }), "a device that comes onto a bus is not configured");
        for (var i = 0; i < 20; i++)
        {
            await using var third = await RedirGuest.ConnectAsync(modem.Address, i % 2 == 0 ? null : RedirGuest.AllCapabilities);
        }

        Assert.That(await second.PendingAsync(), Is.Empty);
    }

    [Test]
    public async Task A_guest_waits_for_a_host_of_another_kind_which_is_refused_itself_while_the_guest_is_there()
    {
        await using var modem = await RedirModem.StartAsync(TimeProvider.System);
        await using var socket = new FunctionEndpoint(modem.Group, EndpointKind.Socket, modem.Folder["a.sock"], new StreamOptions(), modem.Log);
        await socket.StartAsync();
        var host = await Host.ConnectAsync(socket.Address);
        await host.OpenFunctionAsync();
        await using var guest = await RedirGuest.ConnectAsync(modem.Address);
        await modem.Log.Next("waits for the place");
        host.Dispose();
        await RedirModem.ExpectDeviceAsync(guest);
        using var late = await Host.ConnectAsync(socket.Address);
        await late.SendAsync(Host.OpenMessage(1));
        Assert.That(await late.ReceiveAsync(), Is.Null);
        Assert.That(await modem.Log.Next("was refused"), Does.Contain("is in use by 'usbredir"));
    }

    [Test]
    public async Task A_modem_that_ends_ends_the_connection()
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.ConnectAsync(0);
        await using var waiting = await RedirGuest.ConnectAsync(modem.Address);
        await modem.Log.Next("#2 waits for the place");
        await modem.Group.DisposeAsync();
        await guest.EndAsync();
        await waiting.EndAsync();
        await modem.Log.Next("modem0 was stopped");
    }

    private static byte[] Row(byte first, byte second) => [first, second, .. new byte[30]];

    // Types; no intervals and no interfaces.
    private static byte[] Slots(byte type, params (int Slot, byte Type)[] there)
    {
        var slots = new byte[96];
        slots.AsSpan(0, 32).Fill(type);
        foreach (var (slot, its) in there)
        {
            slots[slot] = its;
        }

        return [.. slots];
    }

    private static bool Same(RedirResult one, RedirResult other) => one.Status == other.Status && one.Data.AsSpan().SequenceEqual(other.Data);
}
