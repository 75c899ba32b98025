using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Hosting.Tests.Usb;

public sealed class UsbRedirTransferTests
{
    [TestCase(null)]
    [TestCase(RedirGuest.AllCapabilities)]
    public async Task A_message_is_told_of_once_and_taken_with_one_request(uint? capabilities)
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.EnumerateAsync(capabilities);
        await RedirModem.StartInterruptsAsync(guest);
        Assert.That((await guest.ControlAsync(0x2100, data: RedirModem.Open(1, 4096))).Length, Is.EqualTo(16));
        Assert.That(MessageHeader.Read(await RedirModem.TakeAsync(guest, 0)), Is.EqualTo(new MessageHeader(MbimMessageType.OpenDone, 16, 1)));
        await guest.ControlAsync(0x2100, data: RedirModem.Query(2, BasicConnectCid.DeviceCaps));
        var answer = await RedirModem.TakeAsync(guest, 1);
        Assert.That(MbimMessage.TryParse(answer, MbimReadMode.Strict, out var message, out var error), Is.True, error.ToString());
        Assert.That((message.Cid, message.Status), Is.EqualTo(((uint)BasicConnectCid.DeviceCaps, MbimStatus.Success)));
        Assert.That(await guest.PendingAsync(), Is.Empty, "one notification for each message");
        Assert.That((await guest.ControlAsync(0xA101, length: 4096)).Data, Is.Empty);
    }

    [Test]
    public async Task Each_fragment_is_told_of_once()
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.EnumerateAsync();
        await RedirModem.StartInterruptsAsync(guest);
        await guest.ControlAsync(0x2100, data: RedirModem.Open(1, 64));
        await RedirModem.TakeAsync(guest, 0);
        await guest.ControlAsync(0x2100, data: RedirModem.Query(2, BasicConnectCid.DeviceCaps));
        var first = await RedirModem.TakeAsync(guest, 1);
        var total = first[12];
        Assert.That(total, Is.GreaterThan(2));
        for (ulong i = 1; i < total; i++)
        {
            var fragment = await RedirModem.TakeAsync(guest, i + 1);
            Assert.That((fragment.Length <= 64, fragment[16]), Is.EqualTo((true, (byte)i)));
        }

        Assert.That(await guest.PendingAsync(), Is.Empty);
    }

    [Test]
    public async Task Notifications_wait_while_the_guest_takes_none_and_are_numbered_anew()
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.EnumerateAsync();
        await RedirModem.StartInterruptsAsync(guest);
        await RedirModem.AskAsync(guest, RedirModem.Open(1, 4096));
        Assert.That(await guest.NextAsync(17, await guest.SendAsync(16, 0x81)), Is.EqualTo(new byte[] { 0, 0x81 }));
        await guest.ControlAsync(0x2100, data: RedirModem.Query(2, BasicConnectCid.DeviceCaps));
        await modem.Group.InvokeAsync(_ => { });
        Assert.That(await guest.PendingAsync(), Is.Empty);

        var id = await guest.SendAsync(15, 0x81);
        Assert.That(await guest.NextAsync(17, id), Is.EqualTo(new byte[] { 0, 0x81 }), "the status comes before what it promises");
        Assert.That(MessageHeader.Read(await RedirModem.TakeAsync(guest, 0)).TransactionId, Is.EqualTo(2));
        Assert.That(await guest.PendingAsync(), Is.Empty);
    }

    [Test]
    public async Task Notifications_need_a_configuration_and_an_endpoint_that_is_not_halted()
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.ConnectAsync();
        Assert.That(await guest.NextAsync(17, await guest.SendAsync(15, 0x81)), Is.EqualTo(new byte[] { RedirGuest.Invalid, 0x81 }));
        await RedirModem.ConfigureAsync(guest);
        await RedirModem.StartInterruptsAsync(guest);
        var halt = await guest.SendAsync(100, RedirPacket.Control(0x0203, 0, 0x81, 0, []));
        Assert.That(await guest.NextAsync(17), Is.EqualTo(new byte[] { RedirGuest.Stall, 0x81 }), "they ended, and not by the guest's wish");
        await guest.NextAsync(100, halt);
        Assert.That(await guest.NextAsync(17, await guest.SendAsync(15, 0x81)), Is.EqualTo(new byte[] { RedirGuest.Stall, 0x81 }));
        await guest.ControlAsync(0x0201, 0, 0x81);
        await RedirModem.StartInterruptsAsync(guest);
        await RedirModem.AskAsync(guest, RedirModem.Open(1, 4096));
    }

    [TestCase(null, 16384)]
    [TestCase(RedirGuest.AllCapabilities, 16384)]
    [TestCase(RedirGuest.AllCapabilities, 512)]
    public async Task Blocks_go_both_ways_in_as_many_transfers_as_the_guest_asks_for(uint? capabilities, int asked)
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.OpenStreamAsync(capabilities);
        foreach (var length in new[] { 1, 484, 1500 })
        {
            var block = RedirModem.Block(length);
            Assert.That(await guest.BulkAsync(0x03, 0, block), Is.EqualTo(new RedirResult(0, block.Length, [])).Using<RedirResult>((a, b) => a.Length == b.Length && a.Status == b.Status));
            byte[] answer = [];
            do
            {
                var part = await guest.BulkAsync(0x82, asked);
                Assert.That((part.Status, part.Length > 0, part.Length <= asked), Is.EqualTo((RedirGuest.Success, true, true)));
                answer = [.. answer, .. part.Data];
            }
            while (answer.Length < 12 || answer.Length < (answer[8] | answer[9] << 8));

            Assert.That(RedirModem.DatagramOf(answer), Is.EqualTo(RedirModem.DatagramOf(block)));
        }
    }

    [Test]
    public async Task Transfers_that_wait_get_their_blocks_in_order()
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.OpenStreamAsync();
        var ids = new List<ulong>();
        for (var i = 0; i < 20; i++)
        {
            ids.Add(await guest.SubmitAsync(0x82, 16384));
        }

        for (var i = 0; i < 20; i++)
        {
            await guest.BulkAsync(0x03, 0, RedirModem.Block(i + 1));
            var answer = await guest.BulkResultAsync(ids[i], 0x82);
            Assert.That(RedirModem.DatagramOf(answer.Data), Has.Length.EqualTo(i + 1));
        }
    }

    [Test]
    public async Task A_transfer_is_answered_once_whether_it_is_given_up_or_not()
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.OpenStreamAsync();
        const ulong Id = 0x7000_0000_0001;
        await guest.SendAsync(101, Id, RedirPacket.Bulk(0x82, 512, [], hasLongLength: true));
        await guest.SendAsync(101, Id & uint.MaxValue, RedirPacket.Bulk(0x82, 512, [], hasLongLength: true));
        await guest.SendAsync(21, Id, []);
        Assert.That(await guest.BulkResultAsync(Id, 0x82), Is.EqualTo(new RedirResult(RedirGuest.Cancelled, 0, [])).Using<RedirResult>((a, b) => a.Status == b.Status && a.Length == b.Length));
        await guest.SendAsync(21, Id, []);
        await guest.SendAsync(21, 0, []);
        await guest.SendAsync(21, 12345, []);
        Assert.That(await guest.PendingAsync(), Is.Empty, "it was answered, and the other one waits");

        await guest.BulkAsync(0x03, 0, RedirModem.Block(3));
        Assert.That((await guest.BulkResultAsync(Id & uint.MaxValue, 0x82)).Status, Is.Zero, "the one that was given up has taken no block");
        await guest.SendAsync(21, Id & uint.MaxValue, []);
        Assert.That(await guest.PendingAsync(), Is.Empty);
    }

    [Test]
    public async Task What_is_given_up_while_blocks_come_is_answered_once()
    {
        await using var modem = await RedirModem.StartAsync(TimeProvider.System);
        await using var guest = await modem.OpenStreamAsync();
        const int Rounds = 300;
        var (cancelled, done) = (0, 0);
        for (var i = 0; i < Rounds; i++)
        {
            var asked = await guest.SubmitAsync(0x82, 16384);
            var sent = await guest.SubmitAsync(0x03, 0, RedirModem.Block(8));
            await guest.SendAsync(21, asked, []);
            var result = await guest.BulkResultAsync(asked, 0x82);
            await guest.BulkResultAsync(sent, 0x03);
            if (result.Status == RedirGuest.Cancelled)
            {
                cancelled++;
                await guest.BulkAsync(0x82, 16384);
            }
            else
            {
                done++;
            }
        }

        Assert.That(cancelled + done, Is.EqualTo(Rounds));
        Assert.That((await guest.PendingAsync()).Where(packet => packet.Type == 101), Is.Empty, $"{cancelled} given up, {done} done");
    }

    [Test]
    public async Task A_reset_leaves_the_device_as_it_came()
    {
        await using var modem = await RedirModem.StartAsync();
        await using var guest = await modem.OpenStreamAsync();
        var waiting = await guest.SubmitAsync(0x82, 16384);
        await guest.SendAsync(3);
        Assert.That(await guest.NextAsync(17), Is.EqualTo(new byte[] { RedirGuest.Stall, 0x81 }));
        Assert.That((await guest.NextAsync(101, waiting))[1], Is.EqualTo(RedirGuest.Cancelled));
        Assert.That(await guest.NextAsync(8, await guest.SendAsync(7)), Is.EqualTo(new byte[] { 0, 0 }));
        Assert.That((await guest.BulkAsync(0x82, 512)).Status, Is.EqualTo(RedirGuest.Invalid));
        await RedirModem.ConfigureAsync(guest);
        await RedirModem.StartInterruptsAsync(guest);
        var answer = await RedirModem.AskAsync(guest, RedirModem.Query(9, BasicConnectCid.DeviceCaps));
        Assert.That(MessageHeader.Read(answer).Type, Is.EqualTo(MbimMessageType.FunctionError), "the session is over");
        await RedirModem.AskAsync(guest, RedirModem.Open(1, 4096));
    }
}
