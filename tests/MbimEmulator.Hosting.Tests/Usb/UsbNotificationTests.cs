using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Hosting.Tests.Usb;

public sealed class UsbNotificationTests
{
    [Test]
    public async Task Each_message_has_one_notification_and_each_notification_one_message()
    {
        await using var modem = await UsbModem.StartAsync(Quiet);
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
        for (var i = 2u; i < 12; i++)
        {
            await client.ControlAsync(0x2100, 0, 0, Host.Query(i, BasicConnectCid.DeviceCaps));
        }

        var answered = new List<uint>();
        while (answered.Count < 10)
        {
            var header = MessageHeader.Read(await UsbModem.TakeAsync(client));
            if (header.Type == MbimMessageType.CommandDone)
            {
                answered.Add(header.TransactionId);
            }
        }

        Assert.That(answered, Is.EqualTo(Enumerable.Range(2, 10)));
        await ExpectQuietAsync(client);
    }

    [Test]
    public async Task Each_fragment_has_a_notification_of_its_own()
    {
        await using var modem = await UsbModem.StartAsync(Quiet);
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client, 1, 64);
        await client.ControlAsync(0x2100, 0, 0, Host.Query(2, BasicConnectCid.DeviceCaps));
        var fragments = new List<byte[]>();
        while (fragments.Count == 0 || fragments.Count < fragments[0][12])
        {
            var transfer = await UsbModem.TakeAsync(client);
            if (MessageHeader.Read(transfer).Type == MbimMessageType.CommandDone)
            {
                fragments.Add(transfer);
            }
        }

        Assert.That(fragments, Has.Count.GreaterThan(2));
        Assert.That(fragments.Select(f => (int)f[16]), Is.EqualTo(Enumerable.Range(0, fragments.Count)));
        Assert.That(fragments.Select(f => f.Length), Is.All.AtMost(64));
        await ExpectQuietAsync(client);
    }

    [Test]
    public async Task Answers_wait_while_the_host_listens_to_no_notification_and_then_come_in_order()
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
        await client.ControlAsync(0x2100, 0, 0, Host.Query(2, BasicConnectCid.DeviceCaps));
        await client.ControlAsync(0x2100, 0, 0, Host.Query(3, BasicConnectCid.DeviceCaps));
        await modem.Group.InvokeAsync(_ => { });
        Assert.That(await AnswerAsync(client), Is.EqualTo(2));
        Assert.That(await AnswerAsync(client), Is.EqualTo(3));
    }

    [Test]
    public async Task A_host_that_asks_without_having_been_told_gets_the_message_and_no_notification_of_it()
    {
        await using var modem = await UsbModem.StartAsync(Quiet);
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
        await client.ControlAsync(0x2100, 0, 0, Host.Query(2, BasicConnectCid.DeviceCaps));
        await modem.Group.InvokeAsync(_ => { });
        Assert.That(MessageHeader.Read((await client.ControlAsync(0xA101, 0, 0, 4096)).Data).TransactionId, Is.EqualTo(2));
        Assert.That((await client.ControlAsync(0xA101, 0, 0, 4096)), Has.Property("Status").Zero.And.Property("ActualLength").Zero);
        await ExpectQuietAsync(client);
    }

    [Test]
    public async Task A_stream_of_submits_and_unlinks_on_the_interrupt_endpoint_loses_and_doubles_nothing()
    {
        await using var modem = await UsbModem.StartAsync(Quiet);
        await using var client = await modem.EnumerateAsync();
        var told = 0;
        var taken = 0;
        for (var i = 1u; i <= 300; i++)
        {
            if (i % 3 == 1)
            {
                Assert.That((await client.ControlAsync(0x2100, 0, 0, i == 1 ? Host.OpenMessage(1) : Host.Query(i, BasicConnectCid.DeviceCaps))).Status, Is.Zero);
            }

            var waiting = client.SubmitIn(0x81, 8);
            if (await client.UnlinkAsync(waiting) == UsbIpClient.Unlinked)
            {
                continue;
            }

            Assert.That((await client.ResultOf(waiting)).Data, Has.Length.EqualTo(8));
            told++;
            Assert.That((await client.ControlAsync(0xA101, 0, 0, 4096)).Data, Is.Not.Empty, "a notification without a message");
            taken++;
        }

        while (taken < 100)
        {
            await UsbModem.TakeAsync(client);
            taken++;
        }

        await ExpectQuietAsync(client);
        Assert.That(told, Is.LessThanOrEqualTo(100));
        Assert.That(client.Violations, Is.Empty);
    }

    [Test]
    public async Task A_driver_that_closes_with_messages_unread_is_told_of_them_again_when_it_listens_again()
    {
        await using var modem = await UsbModem.StartAsync(Quiet);
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
        await client.ControlAsync(0x2100, 0, 0, Host.Query(2, BasicConnectCid.DeviceCaps));
        await client.InAsync(0x81, 64);
        await client.ControlAsync(0x2100, 0, 0, Host.Query(3, BasicConnectCid.DeviceCaps));
        await client.InAsync(0x81, 64);
        Assert.That(await client.UnlinkAsync(client.SubmitIn(0x81, 64)), Is.EqualTo(UsbIpClient.Unlinked), "the driver closes");

        await client.ControlAsync(0x2100, 0, 0, Host.Query(4, BasicConnectCid.DeviceCaps));
        Assert.That(await AnswerAsync(client), Is.EqualTo(2));
        Assert.That(await AnswerAsync(client), Is.EqualTo(3));
        Assert.That(await AnswerAsync(client), Is.EqualTo(4));
        await ExpectQuietAsync(client);
    }

    [Test]
    public async Task A_driver_that_has_taken_some_of_them_is_told_of_the_others_alone()
    {
        await using var modem = await UsbModem.StartAsync(Quiet);
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
        for (var i = 2u; i < 5; i++)
        {
            await client.ControlAsync(0x2100, 0, 0, Host.Query(i, BasicConnectCid.DeviceCaps));
            await client.InAsync(0x81, 64);
        }

        Assert.That(await client.UnlinkAsync(client.SubmitIn(0x81, 64)), Is.EqualTo(UsbIpClient.Unlinked));
        Assert.That(MessageHeader.Read((await client.ControlAsync(0xA101, 0, 0, 4096)).Data).TransactionId, Is.EqualTo(2));
        Assert.That(await AnswerAsync(client), Is.EqualTo(3));
        Assert.That(await AnswerAsync(client), Is.EqualTo(4));
        await ExpectQuietAsync(client);
    }

    [Test]
    public async Task A_program_that_polls_with_short_waits_is_told_once_however_late_it_takes_the_message()
    {
        await using var modem = await UsbModem.StartAsync(Quiet);
        await using var client = await modem.EnumerateAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.That(await client.UnlinkAsync(client.SubmitIn(0x81, 8)), Is.EqualTo(UsbIpClient.Unlinked));
        }

        await client.ControlAsync(0x2100, 0, 0, Host.OpenMessage(1));
        Assert.That((await client.InAsync(0x81, 8)).Data, Has.Length.EqualTo(8));
        for (var i = 0; i < 2; i++)
        {
            Assert.That(await client.UnlinkAsync(client.SubmitIn(0x81, 8)), Is.EqualTo(UsbIpClient.Unlinked));
        }

        Assert.That(MessageHeader.Read((await client.ControlAsync(0xA101, 0, 0, 4096)).Data).Type, Is.EqualTo(MbimMessageType.OpenDone));
        await ExpectQuietAsync(client);
    }

    [Test]
    public async Task What_an_earlier_host_was_told_of_and_never_took_is_forgotten_when_the_next_one_opens()
    {
        await using var modem = await UsbModem.StartAsync(Quiet);
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
        await client.ControlAsync(0x2100, 0, 0, Host.Query(2, BasicConnectCid.DeviceCaps));
        await client.InAsync(0x81, 64);
        await UsbModem.OpenAsync(client, 3);
        Assert.That(MessageHeader.Read(await UsbModem.AskAsync(client, Host.Query(4, BasicConnectCid.DeviceCaps))).TransactionId, Is.EqualTo(4));
        await ExpectQuietAsync(client);
    }

    [Test]
    public async Task A_host_that_takes_no_answer_is_stalled_and_not_made_to_wait_and_goes_on_when_it_has_taken_some()
    {
        await using var modem = await UsbModem.StartAsync(Quiet);
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
        var accepted = 0u;
        while ((await client.ControlAsync(0x2100, 0, 0, Host.Query(accepted + 2, BasicConnectCid.DeviceCaps))).Status == 0)
        {
            accepted++;
            Assert.That(accepted, Is.LessThan(200), "nothing bounds the answers");
        }

        Assert.That(accepted, Is.GreaterThanOrEqualTo(16));
        for (var i = 0u; i < accepted; i++)
        {
            Assert.That(await AnswerAsync(client), Is.EqualTo(i + 2));
        }

        Assert.That(MessageHeader.Read(await UsbModem.AskAsync(client, Host.Query(9999, BasicConnectCid.DeviceCaps))).TransactionId, Is.EqualTo(9999));
    }

    [Test]
    public async Task A_message_whose_length_is_not_that_of_its_transfer_is_answered_with_a_length_mismatch()
    {
        await using var modem = await UsbModem.StartAsync(Quiet);
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
        var cut = Host.Query(2, BasicConnectCid.DeviceCaps)[..40];
        var error = await UsbModem.AskAsync(client, cut);
        Assert.That(MessageHeader.Read(error), Is.EqualTo(new MessageHeader(MbimMessageType.FunctionError, 16, 2)));
        Assert.That(error[12], Is.EqualTo((byte)MbimProtocolError.LengthMismatch));
        Assert.That(MessageHeader.Read(await UsbModem.AskAsync(client, Host.Query(3, BasicConnectCid.DeviceCaps))).TransactionId, Is.EqualTo(3));
    }

    [Test]
    public async Task Unsolicited_indications_are_told_like_answers()
    {
        await using var modem = await UsbModem.StartAsync(Quiet);
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
        var waiting = client.SubmitIn(0x81, 64);
        await modem.Group.InvokeAsync(m => m.SetSignal(7));
        Assert.That((await client.ResultOf(waiting)).Data, Has.Length.EqualTo(8));
        Assert.That(MessageHeader.Read((await client.ControlAsync(0xA101, 0, 0, 4096)).Data).Type, Is.EqualTo(MbimMessageType.IndicateStatus));
    }

    // Nothing changes by itself: every message is an answer.
    internal static ModemProfile Quiet
    {
        get
        {
            var profile = new ModemProfile();
            return profile with { Sim = profile.Sim with { Condition = SimCondition.Absent } };
        }
    }

    private static async Task<uint> AnswerAsync(UsbIpClient client)
    {
        while (true)
        {
            var header = MessageHeader.Read(await UsbModem.TakeAsync(client));
            if (header.Type == MbimMessageType.CommandDone)
            {
                return header.TransactionId;
            }
        }
    }

    // The next notification is for the answer to this very query: none was owed.
    private static async Task ExpectQuietAsync(UsbIpClient client)
    {
        await client.ControlAsync(0x2100, 0, 0, Host.Query(12345, BasicConnectCid.DeviceServices));
        byte[] first;
        do
        {
            first = await UsbModem.TakeAsync(client);
        }
        while (MessageHeader.Read(first).Type == MbimMessageType.IndicateStatus);
        Assert.That(MessageHeader.Read(first).TransactionId, Is.EqualTo(12345));
        while (first[12] > 1 && first[16] < first[12] - 1)
        {
            first = await UsbModem.TakeAsync(client);
        }

        var waiting = client.SubmitIn(0x81, 64);
        Assert.That(await client.UnlinkAsync(waiting), Is.EqualTo(UsbIpClient.Unlinked));
    }
}
