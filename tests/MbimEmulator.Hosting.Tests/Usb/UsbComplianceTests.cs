using System.Buffers;
using System.Buffers.Binary;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Hosting.Tests.Usb;

[Description("The sequences of the USB-IF's MBIM compliance tests as public suites run them, with the profile compliance")]
public sealed class UsbComplianceTests
{
    // What a public suite sends: an IPv4 packet whose lengths and checksum are wrong.
    private static readonly byte[] Packet = Convert.FromHexString(
        "4500004600000000" + "0001bcb47f000001" + "7f00000200000000" + "0000000161626364" + "65666768696a6b6c" + "6d6e6f7071727374" + "7576776162636465" + "66676869");

    [TestCase(16, 0)]
    [TestCase(32, 0)]
    [TestCase(16, '0', TestName = "A_16_bit_block_of_a_suite_that_writes_session_0_as_a_character_comes_back")]
    [TestCase(32, '0', TestName = "A_32_bit_block_of_a_suite_that_writes_session_0_as_a_character_comes_back")]
    public async Task The_loopback_sequence_gives_the_packet_back_unchanged_in_one_block(int bits, int session)
    {
        await using var modem = await UsbModem.StartAsync(ModemProfile.Load("compliance"));
        await using var client = await modem.EnumerateAsync();
        for (var run = 0u; run < 3; run++)
        {
            await OpenSequenceAsync(client, bits, run);
            Assert.That(await ConnectAsync(client, 0), Is.EqualTo(MbimStatus.Success));
            var waiting = client.SubmitIn(0x82, 16384);
            var sent = Block(bits, (byte)session);
            Assert.That(await client.OutAsync(3, sent), Has.Property("ActualLength").EqualTo(sent.Length));
            var block = (await client.ResultOf(waiting)).Data;
            var (length, at) = bits == 16 ? (U16(block, 8), U16(block, 10)) : ((int)U32(block, 8), (int)U32(block, 12));
            Assert.That(block, Has.Length.EqualTo(length), "one block for one read, exactly its length");
            Assert.That(U16(block, 6), Is.Zero, "wSequence behind RESET_FUNCTION and OPEN");
            Assert.That(block[at + 3], Is.EqualTo(session));
            var index = bits == 16 ? U16(block, at + 8) : (int)U32(block, at + 16);
            var size = bits == 16 ? U16(block, at + 10) : (int)U32(block, at + 20);
            Assert.That(block[index..(index + size)], Is.EqualTo(Packet));
        }
    }

    [Test]
    public async Task Connecting_works_right_behind_OPEN_and_a_second_loopback_is_refused()
    {
        await using var modem = await UsbModem.StartAsync(ModemProfile.Load("compliance"));
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
        Assert.That(await ConnectAsync(client, 0, "internet"), Is.EqualTo(MbimStatus.Success));
        Assert.That(await ConnectAsync(client, 1), Is.EqualTo(MbimStatus.Success));
        Assert.That(await ConnectAsync(client, 2), Is.EqualTo(MbimStatus.MaxActivatedContexts));
    }

    [Test]
    public async Task GET_NTB_FORMAT_and_RESET_FUNCTION_never_stall()
    {
        await using var modem = await UsbModem.StartAsync(ModemProfile.Load("compliance"));
        await using var client = await modem.EnumerateAsync();
        for (var i = 0; i < 50; i++)
        {
            Assert.That((await client.ControlAsync(0xA183, 0, 0, 2)).Status, Is.Zero);
            Assert.That((await client.ControlAsync(0x2105)).Status, Is.Zero);
            Assert.That((await client.ControlAsync(0x010B, (ushort)(i & 1), 1)).Status, Is.Zero);
        }
    }

    [Test]
    public async Task Between_CLOSE_and_the_next_OPEN_blocks_are_dropped()
    {
        await using var modem = await UsbModem.StartAsync(ModemProfile.Load("compliance"));
        await using var client = await modem.EnumerateAsync();
        await OpenSequenceAsync(client, 16, 0);
        Assert.That(await ConnectAsync(client, 0), Is.EqualTo(MbimStatus.Success));
        await UsbModem.AskAsync(client, Host.CloseMessage(7));
        await client.OutAsync(3, Block(16, 0));
        await UsbModem.OpenAsync(client, 8);
        await client.OutAsync(3, Block(16, 0));
        var waiting = client.SubmitIn(0x82, 16384);
        await modem.Group.InvokeAsync(_ => { });
        Assert.That(await client.UnlinkAsync(waiting), Is.EqualTo(UsbIpClient.Unlinked), "the context went with the session");
    }

    private static async Task OpenSequenceAsync(UsbIpClient client, int bits, uint run)
    {
        Assert.That((await client.ControlAsync(0x010B, 0, 1)).Status, Is.Zero);
        Assert.That((await client.ControlAsync(0x2105)).Status, Is.Zero);
        var parameters = (await client.ControlAsync(0xA180, 0, 0, 28)).Data;
        Assert.That((parameters[2] >> 1) & 1, Is.EqualTo(1), "NTB-32");
        Assert.That((await client.ControlAsync(0x2184, (ushort)(bits == 16 ? 0 : 1))).Status, Is.Zero);
        Assert.That((await client.ControlAsync(0x2186, 0, 0, parameters[4..8])).Status, Is.Zero);
        Assert.That((await client.ControlAsync(0x010B, 1, 1)).Status, Is.Zero);
        await UsbModem.OpenAsync(client, (100 * run) + 1);
    }

    private static async Task<MbimStatus> ConnectAsync(UsbIpClient client, uint session, string accessString = "loopback")
    {
        var writer = new ArrayBufferWriter<byte>();
        var connect = new SetConnect
        {
            SessionId = session,
            ActivationCommand = ActivationCommand.Activate,
            AccessString = accessString,
            IpType = ContextIpType.IPv4,
            ContextType = ContextTypes.Internet,
        };
        MbimMessageWriter.WriteCommand(writer, 50 + session, BasicConnect.Id, (uint)BasicConnectCid.Connect, MbimCommandType.Set, connect, MbimExVersion.V1);
        var answer = await UsbModem.AskAsync(client, writer.WrittenSpan.ToArray());
        Assert.That(MbimMessage.TryParse(answer, MbimReadMode.Strict, out var message, out var error), Is.True, error.ToString());
        return message.Status;
    }

    // NTH, the packet, NDP: laid out by hand.
    private static byte[] Block(int bits, byte session)
    {
        var header = bits == 16 ? 12 : 16;
        var at = header + Packet.Length;
        var block = new byte[at + (bits == 16 ? 16 : 32)];
        (bits == 16 ? "NCMH"u8 : "ncmh"u8).CopyTo(block);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(4), (ushort)header);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(8), (ushort)block.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(bits == 16 ? 10 : 12), (ushort)at);
        Packet.CopyTo(block, header);
        ((byte[])[.. bits == 16 ? "IPS"u8 : "ips"u8, session]).CopyTo(block, at);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(at + 4), (ushort)(bits == 16 ? 16 : 32));
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(at + (bits == 16 ? 8 : 16)), (ushort)header);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(at + (bits == 16 ? 10 : 20)), (ushort)Packet.Length);
        return block;
    }

    private static int U16(byte[] block, int at) => BinaryPrimitives.ReadUInt16LittleEndian(block.AsSpan(at));

    private static uint U32(byte[] block, int at) => BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(at));
}
