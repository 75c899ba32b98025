using System.Text;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Endpoints.Usb.UsbIp;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;

namespace MbimEmulator.Hosting.Tests.Usb;

public sealed class UsbIpServerTests
{
    [Test]
    public async Task The_list_describes_every_modem_as_a_high_speed_device_with_its_interfaces()
    {
        await using var modem = await UsbModem.StartAsync(count: 3);
        await using var client = await UsbIpClient.ConnectAsync(modem.Address);
        var devices = await client.ListAsync();
        Assert.That(devices.Select(device => Text(device.AsSpan(256, 32))), Is.EqualTo(new[] { "1-1", "1-2", "1-3" }));
        var second = devices[1];
        Assert.That(Text(second.AsSpan(0, 256)), Does.EndWith("/1-2"));
        Assert.That(Convert.ToHexStringLower(second[288..]), Is.EqualTo("00000001" + "00000003" + "00000003" + "1209" + "0001" + "0100" + "ef0201" + "01" + "01" + "02" + "020e0000" + "0a000200"));
    }

    [Test]
    public async Task A_list_may_be_asked_for_twice_and_before_an_import()
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await UsbIpClient.ConnectAsync(modem.Address);
        await client.ListAsync();
        await client.ListAsync();
        Assert.That(await client.ImportAsync("1-1"), Is.Zero);
        await UsbModem.ConfigureAsync(client);
        await UsbModem.OpenAsync(client);
    }

    [TestCase("1-2")]
    [TestCase("")]
    [TestCase("1-1\u00ff")]
    [TestCase("01234567890123456789012345678901")]
    public async Task A_device_that_is_not_there_is_refused_by_status_and_the_next_request_is_answered(string busId)
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await UsbIpClient.ConnectAsync(modem.Address);
        Assert.That(await client.ImportAsync(busId), Is.EqualTo(4));
        Assert.That(await client.ImportAsync("1-1"), Is.Zero);
    }

    [Test]
    public async Task The_reply_to_an_import_repeats_the_bus_id_and_the_list_entry()
    {
        await using var modem = await UsbModem.StartAsync(count: 2);
        await using var client = await UsbIpClient.ConnectAsync(modem.Address);
        var devices = await client.ListAsync();
        Assert.That(await client.ImportAsync("1-2"), Is.Zero);
        Assert.That(client.Device, Is.EqualTo(devices[1][..312]));
    }

    [Test]
    public async Task A_device_that_another_host_has_is_busy_until_that_one_has_gone_and_then_free_at_once()
    {
        await using var modem = await UsbModem.StartAsync();
        await using (var first = await modem.EnumerateAsync())
        {
            await UsbModem.OpenAsync(first);
            await using var second = await UsbIpClient.ConnectAsync(modem.Address);
            Assert.That(await second.ImportAsync("1-1"), Is.EqualTo(2));
            Assert.That(await modem.Log.Next("was refused"), Does.Contain($"in use by 'usbip {modem.Address} #1 1-1'"));
            await UsbModem.OpenAsync(first, 2);
        }

        for (var i = 0; i < 100; i++)
        {
            await using var next = await modem.EnumerateAsync();
            await UsbModem.OpenAsync(next);
        }
    }

    [Test]
    public async Task A_host_on_another_endpoint_keeps_the_device_from_usb_and_the_other_way_round()
    {
        await using var modem = await UsbModem.StartAsync();
        var inProcess = await modem.Group.ConnectAsync("a test");
        await using (var client = await UsbIpClient.ConnectAsync(modem.Address))
        {
            Assert.That(await client.ImportAsync("1-1"), Is.EqualTo(2));
        }

        await inProcess.DisposeAsync();
        await using var attached = await modem.EnumerateAsync();
        Assert.That(async () => await modem.Group.ConnectAsync("a test"), Throws.InstanceOf<IOException>().With.Message.Contains("in use by 'usbip"));
    }

    [Test]
    public async Task Several_devices_are_used_at_once_each_on_its_own_connection()
    {
        await using var modem = await UsbModem.StartAsync(count: 4);
        var clients = await Task.WhenAll(Enumerable.Range(1, 4).Select(number => modem.EnumerateAsync($"1-{number}")));
        await Task.WhenAll(clients.Select(client => UsbModem.OpenAsync(client)));
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Test]
    public async Task The_session_ends_with_the_device_s_host()
    {
        await using var modem = await UsbModem.StartAsync();
        await using (var client = await modem.EnumerateAsync())
        {
            await UsbModem.OpenAsync(client);
            Assert.That(await UsbModem.OpenDssAsync(client, 3), Is.EqualTo(MbimStatus.Success));
        }

        await using var next = await modem.EnumerateAsync();
        var answer = await UsbModem.AskAsync(next, Host.Query(9, MbimProtocol.Services.BasicConnectService.BasicConnectCid.DeviceCaps));
        Assert.That(MessageHeader.Read(answer).Type, Is.EqualTo(MbimMessageType.FunctionError));
        await UsbModem.OpenAsync(next);
        Assert.That(await UsbModem.OpenDssAsync(next, 3), Is.EqualTo(MbimStatus.Success));
    }

    [Test]
    public async Task A_modem_that_is_pulled_out_ends_the_connection_and_is_not_on_the_bus_until_it_is_back()
    {
        await using var modem = await UsbModem.StartAsync(count: 2);
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
        var waiting = client.SubmitIn(0x81, 64);
        await modem.Group.RemoveAsync();
        await client.Ended;
        Assert.That((await client.ResultOf(waiting)).Status, Is.EqualTo(UsbIpResult.Lost));

        await using var other = await UsbIpClient.ConnectAsync(modem.Address);
        Assert.That(await other.ListAsync(), Has.Length.EqualTo(1));
        Assert.That(await other.ImportAsync("1-1"), Is.EqualTo(4));
        await modem.Group.InsertAsync();
        Assert.That(await other.ListAsync(), Has.Length.EqualTo(2));
        await using var next = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(next);
    }

    [Test]
    public async Task Attaching_and_detaching_leaves_no_link_behind()
    {
        await using var modem = await UsbModem.StartAsync();
        for (var i = 0; i < 200; i++)
        {
            await using var client = await modem.EnumerateAsync();
            client.SubmitIn(0x82, 16384);
            await UsbModem.OpenAsync(client);
            client.SubmitIn(0x81, 64);
        }

        await using (await modem.EnumerateAsync())
        {
            // The one before has given its place up, but may not have been taken off the list yet.
            using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (await modem.LinksAsync() > 1)
            {
                guard.Token.ThrowIfCancellationRequested();
            }
        }
    }

    [Test]
    public async Task An_address_that_others_reach_must_say_that_it_means_it()
    {
        await using var server = new UsbIpServer(() => [], "0.0.0.0:0", new StreamOptions(), new ListLogger());
        Assert.That(async () => await server.StartAsync(), Throws.InstanceOf<EndpointException>().With.Message.Contains("127.0.0.1"));
    }

    [Test]
    public async Task The_profile_says_who_the_device_is()
    {
        var profile = new ModemProfile { Usb = new UsbProfile { VendorId = 0x1bc7, ProductId = 0x1041, Release = 0x0317 } };
        await using var modem = await UsbModem.StartAsync(profile);
        await using var client = await UsbIpClient.AttachAsync(modem.Address);
        Assert.That(Convert.ToHexStringLower(client.Device.AsSpan(300, 6)), Is.EqualTo("1bc710410317"));
        Assert.That(Convert.ToHexStringLower((await client.ControlAsync(0x8006, 0x0100, 0, 18)).Data.AsSpan(8, 6)), Is.EqualTo("c71b41101703"));
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes[..bytes.IndexOf((byte)0)]);
}
