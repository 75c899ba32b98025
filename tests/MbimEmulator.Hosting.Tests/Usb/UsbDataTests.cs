using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;

namespace MbimEmulator.Hosting.Tests.Usb;

[Description("DTS rows of the USB-IF's MBIM compliance tests, over the echo device service; NTB16 and NTB32")]
public sealed class UsbDataTests
{
    private const byte Session = 5;

    [TestCase(NtbFormat.Ntb16, TestName = "DTS_02 to DTS_19: a 16-bit block comes back as the specifications have it")]
    [TestCase(NtbFormat.Ntb32, TestName = "DTS_08 to DTS_25: a 32-bit block comes back as the specifications have it")]
    public async Task A_block_comes_back(NtbFormat format)
    {
        await using var modem = await UsbModem.StartAsync(Profile);
        await using var client = await OpenAsync(modem, format);
        var (header, ndp, entry) = format == NtbFormat.Ntb16 ? (12, 8, 4) : (16, 16, 8);
        for (ushort sequence = 0; sequence < 5; sequence++)
        {
            byte[] datagram = [.. Enumerable.Range(0, 20 + sequence).Select(i => (byte)i)];
            Assert.That((await client.OutAsync(3, Block(format, datagram))).Status, Is.Zero);
            var block = (await client.InAsync(0x82, 65536)).Data;
            Assert.That(block[..4], Is.EqualTo(format == NtbFormat.Ntb16 ? "NCMH"u8.ToArray() : "ncmh"u8.ToArray()), "DTS_02/08");
            Assert.That(U16(block, 4), Is.EqualTo(header), "DTS_03/09");
            Assert.That(U16(block, 6), Is.EqualTo(sequence), "DTS_04/10, DTS_05/11");
            Assert.That(Value(block, 8, format), Is.EqualTo(block.Length), "DTS_06/12");
            var at = Value(block, format == NtbFormat.Ntb16 ? 10 : 12, format);
            Assert.That((at % 4, at >= header), Is.EqualTo((0, true)), "DTS_07/13");
            Assert.That(block[at..(at + 4)], Is.EqualTo(format == NtbFormat.Ntb16 ? "DSS\u0005"u8.ToArray() : "dss\u0005"u8.ToArray()), "DTS_14/20");
            Assert.That((U16(block, at + 4) % (entry == 4 ? 4 : 8), U16(block, at + 4)), Is.EqualTo((0, ndp + (2 * entry))), "DTS_15/21");
            var index = Value(block, at + ndp, format);
            Assert.That(index, Is.GreaterThanOrEqualTo(header), "DTS_16/22");
            Assert.That(Value(block, at + ndp + (entry / 2), format), Is.EqualTo(datagram.Length), "DTS_17/23");
            Assert.That(Value(block, at + ndp + entry, format), Is.Zero, "DTS_18/24");
            Assert.That(Value(block, at + ndp + entry + (entry / 2), format), Is.Zero, "DTS_19/25");
            Assert.That(block[index..(index + datagram.Length)], Is.EqualTo(datagram));
        }
    }

    [Test]
    public async Task Blocks_are_numbered_from_0_again_after_RESET_FUNCTION_and_after_OPEN()
    {
        await using var modem = await UsbModem.StartAsync(Profile);
        await using var client = await OpenAsync(modem, NtbFormat.Ntb16);
        Assert.That(await SequenceAsync(client), Is.Zero);
        Assert.That(await SequenceAsync(client), Is.EqualTo(1));
        await UsbModem.OpenAsync(client, 50);
        await UsbModem.OpenDssAsync(client, Session);
        Assert.That(await SequenceAsync(client), Is.Zero);
        Assert.That((await client.ControlAsync(0x2105)).Status, Is.Zero);
        await UsbModem.OpenAsync(client, 51);
        await UsbModem.OpenDssAsync(client, Session);
        Assert.That(await SequenceAsync(client), Is.Zero);
    }

    [Test]
    public async Task Choosing_an_input_size_bounds_blocks_and_goes_on_counting_them()
    {
        await using var modem = await UsbModem.StartAsync(Profile);
        await using var client = await OpenAsync(modem, NtbFormat.Ntb16);
        Assert.That(await SequenceAsync(client), Is.Zero);
        Assert.That((await client.ControlAsync(0x2186, 0, 0, [0, 8, 0, 0, 3, 0, 0, 0])).Status, Is.Zero);
        Assert.That(await SequenceAsync(client), Is.EqualTo(1));
        await client.OutAsync(3, Block(NtbFormat.Ntb16, [.. Enumerable.Repeat(new byte[900], 8)]));
        var counts = new List<int>();
        while (counts.Sum() < 8)
        {
            var block = (await client.InAsync(0x82, 16384)).Data;
            Assert.That(block, Has.Length.AtMost(2048));
            Assert.That(Ntb.TryParse(block, MbimReadMode.Strict, out var ntb, out var error), Is.True, error.ToString());
            counts.Add(ntb.Count);
        }

        Assert.That(counts, Is.EqualTo(new[] { 2, 2, 2, 2 }));
        await client.OutAsync(3, Block(NtbFormat.Ntb16, [.. Enumerable.Repeat(new byte[10], 8)]));
        Assert.That(Ntb.TryParse((await client.InAsync(0x82, 16384)).Data, MbimReadMode.Strict, out var small, out _), Is.True);
        Assert.That(small.Count, Is.EqualTo(3), "wNtbInMaxDatagrams");
    }

    [TestCase(2048)]
    [TestCase(512)]
    [TestCase(7)]
    public async Task A_block_that_is_longer_than_the_host_s_buffer_goes_on_in_the_next_one(int size)
    {
        await using var modem = await UsbModem.StartAsync(Profile);
        await using var client = await OpenAsync(modem, NtbFormat.Ntb16);
        byte[] datagram = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))];
        await client.OutAsync(3, Block(NtbFormat.Ntb16, datagram));
        var whole = new List<byte>();
        UsbIpResult part;
        do
        {
            part = await client.InAsync(0x82, size);
            Assert.That(part.Data, Has.Length.AtMost(size));
            whole.AddRange(part.Data);
        }
        while (whole.Count < 10 || whole.Count < (whole[8] | (whole[9] << 8)));
        Assert.That(Ntb.TryParse(whole.ToArray(), MbimReadMode.Strict, out var ntb, out var error), Is.True, error.ToString());
        foreach (var found in ntb)
        {
            Assert.That(found.Data.ToArray(), Is.EqualTo(datagram));
        }

        Assert.That(await SequenceAsync(client), Is.EqualTo(1));
    }

    [Test]
    public async Task Blocks_wait_for_buffers_and_buffers_for_blocks_in_order()
    {
        await using var modem = await UsbModem.StartAsync(Profile);
        await using var client = await OpenAsync(modem, NtbFormat.Ntb16);
        for (byte i = 0; i < 5; i++)
        {
            await client.OutAsync(3, Block(NtbFormat.Ntb16, [i]));
        }

        await modem.Group.InvokeAsync(_ => { });
        for (byte i = 0; i < 5; i++)
        {
            Assert.That((await client.InAsync(0x82, 16384)).Data[12], Is.EqualTo(i));
        }

        var waiting = Enumerable.Range(0, 5).Select(_ => client.SubmitIn(0x82, 16384)).ToList();
        for (byte i = 0; i < 5; i++)
        {
            await client.OutAsync(3, Block(NtbFormat.Ntb16, [i]));
            Assert.That((await client.ResultOf(waiting[i])).Data[12], Is.EqualTo(i));
        }
    }

    [TestCase("")]
    [TestCase("00")]
    [TestCase("4e434d480c000000ffff0c00")]
    [TestCase("6e636d680c000000ffff0c00")]
    public async Task What_is_no_block_costs_only_itself(string bytes)
    {
        await using var modem = await UsbModem.StartAsync(Profile);
        await using var client = await OpenAsync(modem, NtbFormat.Ntb16);
        var data = Convert.FromHexString(bytes);
        Assert.That(await client.OutAsync(3, data), Has.Property("Status").Zero.And.Property("ActualLength").EqualTo(data.Length));
        Assert.That(await SequenceAsync(client), Is.Zero);
    }

    [Test]
    public async Task A_block_of_a_format_that_was_not_chosen_is_dropped()
    {
        await using var modem = await UsbModem.StartAsync(Profile);
        await using var client = await OpenAsync(modem, NtbFormat.Ntb16);
        await client.OutAsync(3, Block(NtbFormat.Ntb32, [9]));
        await client.OutAsync(3, Block(NtbFormat.Ntb16, [1]));
        Assert.That((await client.InAsync(0x82, 16384)).Data[12], Is.EqualTo(1));
        Assert.That(modem.Group.Function.DroppedBlocks, Is.EqualTo(1));
    }

    [Test]
    public async Task Blocks_of_linux_with_their_NDP_in_front_are_taken()
    {
        // As its driver lays them out: NDP at 12 with room for 41 datagrams, the datagram at 184, a byte of padding behind a multiple of 512.
        var block = new byte[513];
        Convert.FromHexString("4e434d480c00000001020c00" + "44535305" + "10000000" + "b8004801" + "00000000").CopyTo(block, 0);
        for (var i = 184; i < 512; i++)
        {
            block[i] = (byte)i;
        }

        await using var modem = await UsbModem.StartAsync(Profile);
        await using var client = await OpenAsync(modem, NtbFormat.Ntb16);
        await client.OutAsync(3, block);
        Assert.That((await client.InAsync(0x82, 16384)).Data.AsSpan(12, 328).ToArray(), Is.EqualTo(block[184..512]));
    }

    private static ModemProfile Profile => UsbModem.At(f => f with { Ntb = f.Ntb with { OffersNtb32 = true } });

    private static async Task<UsbIpClient> OpenAsync(UsbModem modem, NtbFormat format)
    {
        var client = await modem.EnumerateAsync();
        Assert.That((await client.ControlAsync(0x2105)).Status, Is.Zero);
        Assert.That((await client.ControlAsync(0x2184, (ushort)(format == NtbFormat.Ntb16 ? 0 : 1))).Status, Is.Zero);
        await UsbModem.OpenAsync(client);
        Assert.That(await UsbModem.OpenDssAsync(client, Session), Is.EqualTo(MbimStatus.Success));
        return client;
    }

    private static byte[] Block(NtbFormat format, params byte[][] datagrams)
    {
        var writer = new NtbWriter(new NtbLayout(format, 16384));
        foreach (var datagram in datagrams)
        {
            Assert.That(writer.TryAdd(NtbStream.Dss(Session), datagram), Is.True);
        }

        return writer.Finish().ToArray();
    }

    private static async Task<int> SequenceAsync(UsbIpClient client)
    {
        await client.OutAsync(3, Block(NtbFormat.Ntb16, [1]));
        return U16((await client.InAsync(0x82, 16384)).Data, 6);
    }

    private static int U16(byte[] block, int at) => block[at] | (block[at + 1] << 8);

    private static int Value(byte[] block, int at, NtbFormat format) => format == NtbFormat.Ntb16 ? U16(block, at) : U16(block, at) | (U16(block, at + 2) << 16);
}
