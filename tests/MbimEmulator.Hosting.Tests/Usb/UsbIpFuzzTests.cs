using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace MbimEmulator.Hosting.Tests.Usb;

public sealed class UsbIpFuzzTests
{
    [TestCase("0110800500000000", "version 0110")]
    [TestCase("0111800400000000", "request 8004")]
    [TestCase("01118003000000", "ended inside a request")]
    public async Task A_peer_that_begins_wrongly_is_ended_with_a_reason(string bytes, string expected)
    {
        await using var modem = await UsbModem.StartAsync();
        using var peer = await SendAsync(modem, Convert.FromHexString(bytes));
        peer.Shutdown(SocketShutdown.Send);
        await EndAsync(peer);
        Assert.That(await modem.Log.Next("broke"), Does.Contain(expected).And.Contain($"usbip {modem.Address} #1"));
        await ExpectServingAsync(modem);
    }

    [TestCase(0u, 0u, "command 00000000")]
    [TestCase(3u, 0u, "command 00000003")]
    [TestCase(1u, 0xFFFFFFFFu, "4294967295 bytes")]
    [TestCase(1u, 0x7FFFFFFFu, "2147483647 bytes")]
    public async Task A_host_that_sends_what_no_host_sends_is_ended_with_a_reason_and_the_device_is_free(uint command, uint length, string expected)
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await modem.EnumerateAsync();
        var header = new byte[48];
        BinaryPrimitives.WriteUInt32BigEndian(header, command);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(24), length);
        client.Socket.Send(header);
        await client.Ended;
        Assert.That(await modem.Log.Next("broke"), Does.Contain(expected));
        await ExpectServingAsync(modem);
    }

    [Test]
    public async Task An_isochronous_transfer_is_refused_with_a_reason()
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await modem.EnumerateAsync();
        var header = new byte[48];
        BinaryPrimitives.WriteUInt32BigEndian(header, 1);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(32), 8);
        client.Socket.Send(header);
        await client.Ended;
        Assert.That(await modem.Log.Next("broke"), Does.Contain("isochronous"));
    }

    [Test]
    public async Task A_number_of_packets_of_all_ones_means_none()
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await modem.EnumerateAsync();
        var waiting = client.SubmitIn(0x81, 64);
        var header = new byte[48];
        BinaryPrimitives.WriteUInt32BigEndian(header, 2);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(32), uint.MaxValue);
        client.Socket.Send(header);
        Assert.That(await client.UnlinkAsync(waiting), Is.EqualTo(UsbIpClient.Unlinked));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task Random_bytes_before_and_behind_an_import_cost_only_their_connection(int seed)
    {
        var random = new Random(seed);
        await using var modem = await UsbModem.StartAsync(count: 2);
        await using var bystander = await modem.EnumerateAsync("1-2");
        await UsbModem.OpenAsync(bystander);
        for (var i = 0; i < 100; i++)
        {
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0)
            {
                using var peer = await SendAsync(modem, bytes);
                continue;
            }

            await using var client = await UsbIpClient.AttachAsync(modem.Address);
            SendQuietly(client.Socket, bytes);
        }

        await UsbModem.OpenAsync(bystander, 2);
        await ExpectServingAsync(modem);
        Assert.That(modem.Log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase(11)]
    [TestCase(12)]
    [TestCase(13)]
    public async Task Well_framed_transfers_with_random_contents_never_break_the_connection_nor_the_modem(int seed)
    {
        var random = new Random(seed);
        await using var modem = await UsbModem.StartAsync();
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
        var submitted = new List<uint>();
        for (var i = 0; i < 3000; i++)
        {
            var data = new byte[random.Next(0, random.Next(10) == 0 ? 20000 : 80)];
            random.NextBytes(data);
            var setup = new byte[8];
            random.NextBytes(setup);
            if (random.Next(2) == 0)
            {
                setup[0] = (byte)(random.Next(2) == 0 ? 0x21 : 0xA1);
                setup[1] = (byte)(random.Next(2) == 0 ? random.Next(6) : random.Next(0x80, 0x8B));
                setup[4] = setup[5] = 0;
            }

            // A configuration or an alternate setting would take the endpoints away; that has tests of its own.
            var endpoint = (byte)random.Next(0, 16);
            submitted.Add(
                endpoint == 0 || random.Next(2) == 0 ? client.Submit(0, (setup[0] & 0x80) != 0 ? random.Next(5000) : data.Length, (setup[0] & 0x80) != 0 ? null : data, setup)
                : client.Submit(endpoint, data.Length, data));
            if (random.Next(4) == 0)
            {
                submitted.Add(client.SubmitIn((byte)(0x80 | random.Next(1, 16)), random.Next(3) * 100));
            }
        }

        var unlinks = submitted.Where(sequence => !client.HasEnded(sequence)).Select(client.UnlinkAsync).ToList();
        await Task.WhenAll(unlinks);
        await Task.WhenAll(submitted.Select(client.ResultOf));
        Assert.That(client.Violations, Is.Empty);
        await UsbModem.ConfigureAsync(client);
        await UsbModem.OpenAsync(client, 5);
        Assert.That(modem.Log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_host_that_asks_for_ever_and_reads_nothing_is_not_served_without_bound()
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await UsbIpClient.ConnectAsync(modem.Address);
        client.Socket.Send((byte[])[1, 0x11, 0x80, 3, 0, 0, 0, 0, .. "1-1"u8, .. new byte[29]]);
        var ask = new byte[48];
        BinaryPrimitives.WriteUInt32BigEndian(ask, 1);
        BinaryPrimitives.WriteUInt32BigEndian(ask.AsSpan(12), 1);
        BinaryPrimitives.WriteInt32BigEndian(ask.AsSpan(24), 255);
        ((byte[])[0x80, 6, 0, 2, 0, 0, 255, 0]).CopyTo(ask, 40);
        byte[] many = [.. Enumerable.Repeat(ask, 1000).SelectMany(bytes => bytes)];
        client.Socket.Blocking = false;
        var sent = 0L;
        var idle = 0;
        while (idle < 20)
        {
            try
            {
                sent += client.Socket.Send(many);
                idle = 0;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.WouldBlock)
            {
                idle++;
                await modem.Group.InvokeAsync(_ => { });
                Thread.Yield();
            }

            Assert.That(sent, Is.LessThan(256L * 1024 * 1024), "it takes everything");
        }

        client.Socket.Dispose();
        await ExpectServingAsync(modem);
    }

    private static async Task<Socket> SendAsync(UsbModem modem, byte[] bytes)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(modem.Address)).WaitAsync(Host.Guard);
        SendQuietly(socket, bytes);
        return socket;
    }

    // The server may have ended the connection before the last byte.
    private static void SendQuietly(Socket socket, byte[] bytes)
    {
        try
        {
            socket.Send(bytes);
        }
        catch (SocketException)
        {
        }
    }

    private static async Task EndAsync(Socket socket)
    {
        try
        {
            Assert.That(await socket.ReceiveAsync(new byte[100].AsMemory()).AsTask().WaitAsync(Host.Guard), Is.Zero);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
        }
    }

    private static async Task ExpectServingAsync(UsbModem modem)
    {
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
    }
}
