namespace MbimEmulator.Hosting.Tests.Usb;

public sealed class UsbRedirHostilePeerTests
{
    private const int Rounds = 150;

    [TestCase("00000000" + "40000000" + "00000000", "a second hello", TestName = "A_second_hello_ends_the_connection")]
    [TestCase("01000000" + "0A000000" + "00000000", "DeviceConnect", TestName = "A_packet_of_the_other_side_ends_the_connection")]
    [TestCase("12000000" + "08000000" + "00000000", "AllocateBulkStreams", TestName = "A_packet_of_a_capability_that_was_not_offered_ends_the_connection")]
    [TestCase("19000000" + "0A000000" + "00000000", "StartBulkReceiving", TestName = "Reading_ahead_that_was_not_offered_ends_the_connection")]
    [TestCase("E8030000" + "00000000" + "00000000", "packet 1000", TestName = "An_unknown_packet_ends_the_connection")]
    [TestCase("03000000" + "01000000" + "00000000" + "00", "Reset of 1 bytes; expected 0", TestName = "A_packet_that_is_too_long_ends_the_connection")]
    [TestCase("09000000" + "01000000" + "00000000" + "00", "SetAlternate of 1 bytes; expected 2", TestName = "A_packet_that_is_too_short_ends_the_connection")]
    [TestCase("64000000" + "FFFFFFFF" + "00000000", "of 4294967295 bytes", TestName = "A_packet_that_would_never_end_ends_the_connection")]
    [TestCase("64000000" + "0B000000" + "00000000" + "80068000000100001200" + "00", "with 1 bytes of data; expected 0", TestName = "Data_the_wrong_way_end_the_connection")]
    [TestCase("64000000" + "0B000000" + "00000000" + "00002100000000000200" + "00", "with 1 bytes of data; expected 2", TestName = "Fewer_data_than_announced_end_the_connection")]
    [TestCase("65000000" + "09000000" + "00000000" + "0300000000000000" + "00", "with 1 bytes of data; expected 0", TestName = "More_data_than_announced_end_the_connection")]
    public async Task What_no_guest_sends(string packet, string reason)
    {
        await using var modem = await RedirModem.StartAsync();
        await using (var guest = await modem.ConnectAsync(0))
        {
            await guest.SendRawAsync(Convert.FromHexString(packet));
            await guest.EndAsync();
            Assert.That(await modem.Log.Next("broke: "), Does.Contain(reason));
        }

        await using var next = await modem.OpenStreamAsync();
    }

    [TestCase("03000000" + "00000000" + "00000000", "the first packet is Reset", TestName = "A_guest_that_does_not_say_hello_is_let_go")]
    [TestCase("65000000" + "FFFFFF7F" + "00000000", "the first packet is BulkData", TestName = "A_guest_that_sends_much_before_it_says_hello_is_let_go_at_once")]
    [TestCase("00000000" + "3F000000" + "00000000", "Hello of 63 bytes", TestName = "A_short_hello_ends_the_connection")]
    [TestCase("00000000" + "41010000" + "00000000", "Hello of 321 bytes", TestName = "A_long_hello_ends_the_connection")]
    [TestCase("474554202F20485454502F312E310D0A", "the first packet is ", TestName = "A_web_browser_is_let_go")]
    public async Task What_is_no_hello(string bytes, string reason)
    {
        await using var modem = await RedirModem.StartAsync();
        using var guest = await Host.ConnectAsync(modem.Address);
        await guest.SendAsync(Convert.FromHexString(bytes));
        await ReadToEndAsync(guest);
        Assert.That(await modem.Log.Next("broke: "), Does.Contain(reason));
    }

    [Test]
    public async Task A_stream_that_ends_inside_a_packet_says_so()
    {
        await using var modem = await RedirModem.StartAsync();
        using (var guest = await Host.ConnectAsync(modem.Address))
        {
            await guest.SendAsync(RedirPacket.Write(0, 0, RedirPacket.Hello(0), hasLongIds: false), [6, 0, 0, 0, 1, 0, 0, 0, 9]);
            guest.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            await ReadToEndAsync(guest);
        }

        Assert.That(await modem.Log.Next("broke: "), Does.Contain("the stream ended inside a packet, with 9 bytes of it"));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    public async Task Random_packets_cost_nothing_but_their_connection(int seed)
    {
        await using var modem = await RedirModem.StartAsync();
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var capabilities = random.Next(2) == 0 ? 0u : 0xFFu;
            var isLong = capabilities != 0;
            using var guest = await Host.ConnectAsync(modem.Address);
            var taking = ReadToEndAsync(guest);
            try
            {
                await guest.SendAsync(RedirPacket.Write(0, 0, RedirPacket.Hello(capabilities), hasLongIds: false));
                for (var i = random.Next(30); i > 0; i--)
                {
                    await guest.SendAsync(Garbage(random, isLong));
                }
            }
            catch (System.Net.Sockets.SocketException)
            {
                // It is let go in the middle of it.
            }

            if (random.Next(2) == 0)
            {
                guest.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
                await taking;
            }
        }

        await using (var guest = await modem.OpenStreamAsync())
        {
            await guest.BulkAsync(0x03, 0, RedirModem.Block(100));
            Assert.That(RedirModem.DatagramOf((await guest.BulkAsync(0x82, 16384)).Data), Has.Length.EqualTo(100));
            Assert.That(await modem.LinksAsync(), Is.EqualTo(1));
        }
    }

    // Mostly packets that are nearly right: those of no use end the connection at once.
    private static byte[] Garbage(Random random, bool isLong)
    {
        var some = new byte[random.Next(40)];
        random.NextBytes(some);
        var any = (byte)random.Next(256);
        var packet = random.Next(14) switch
        {
            0 => RedirPacket.Write(6, any, [1], isLong),
            1 => RedirPacket.Write(9, any, [1, (byte)random.Next(3)], isLong),
            2 => RedirPacket.Write(3, 0, [], isLong),
            3 => RedirPacket.Write((uint)random.Next(15, 17), any, [0x81], isLong),
            4 => RedirPacket.Write(21, any, [], isLong),
            5 => RedirPacket.Write(101, any, RedirPacket.Bulk((byte)(0x80 | random.Next(4)), random.Next(70_000) & (isLong ? -1 : 0xFFFF), [], isLong), isLong),
            6 => RedirPacket.Write(101, any, RedirPacket.Bulk(3, some.Length, some, isLong), isLong),
            7 => RedirPacket.Write(100, any, RedirPacket.Control(0x2100, 0, 0, some.Length, some), isLong),
            8 => RedirPacket.Write(100, any, RedirPacket.Control(0x2100, 0, 0, 16, RedirModem.Open(any, (uint)random.Next(5000))), isLong),
            9 => RedirPacket.Write(100, any, RedirPacket.Control((ushort)(0xA100 | random.Next(256)), any, 0, random.Next(65536), []), isLong),
            10 => RedirPacket.Write(100, any, RedirPacket.Control((ushort)(0x8000 | random.Next(512)), (ushort)random.Next(65536), any, any, []), isLong),
            11 => RedirPacket.Write(24, 0, [], isLong),
            12 => RedirPacket.Write((uint)random.Next(105), any, some, isLong),
            _ => some,
        };
        return random.Next(60) == 0 ? packet[..random.Next(packet.Length)] : packet;
    }

    private static async Task ReadToEndAsync(Host guest)
    {
        var buffer = new byte[4096];
        try
        {
            while (await guest.Socket.ReceiveAsync(buffer.AsMemory()).AsTask().WaitAsync(Host.Guard) > 0)
            {
            }
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // Cut off with something of ours unread.
        }
    }
}
