using MbimEmulator.ScenarioFiles;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Hosting.Tests.Usb;

public sealed class UsbFaultTests
{
    [Test]
    public async Task Without_its_RESPONSE_AVAILABLE_an_answer_waits_until_the_host_asks_for_another_and_all_are_one_late()
    {
        await using var modem = await StartAsync("T39-response-available-lost");
        await using var client = await OpenAsync(modem);
        var waiting = client.SubmitIn(0x81, 64);
        await client.ControlAsync(0x2100, 0, 0, Host.Query(2, BasicConnectCid.DeviceCaps));
        await modem.Group.InvokeAsync(_ => { });
        Assert.That(client.HasEnded(waiting), Is.False);
        await client.ControlAsync(0x2100, 0, 0, Host.Query(3, BasicConnectCid.DeviceCaps));
        Assert.That((await client.ResultOf(waiting)).Data, Has.Length.EqualTo(8));
        Assert.That(await TakeAsync(client), Is.EqualTo(2));
        var next = client.SubmitIn(0x81, 64);
        Assert.That(await client.UnlinkAsync(next), Is.EqualTo(UsbIpClient.Unlinked), "nobody tells of the third message");
        Assert.That(await TakeAsync(client), Is.EqualTo(3));
    }

    [TestCase("stalled", UsbIpClient.Stall)]
    [TestCase("empty", 0)]
    public async Task A_response_that_stalls_or_is_empty_is_gone_and_the_next_one_comes(string with, int status)
    {
        await using var modem = await StartAsync("T40-get-response-stalls", $"with: {with}");
        await using var client = await OpenAsync(modem);
        await client.ControlAsync(0x2100, 0, 0, Host.Query(2, BasicConnectCid.DeviceCaps));
        Assert.That((await client.InAsync(0x81, 64)).Data, Has.Length.EqualTo(8));
        Assert.That(await client.ControlAsync(0xA101, 0, 0, 4096), Has.Property("Status").EqualTo(status).And.Property("ActualLength").Zero);
        Assert.That(MessageHeader.Read(await UsbModem.AskAsync(client, Host.Query(3, BasicConnectCid.DeviceCaps))).TransactionId, Is.EqualTo(3));
    }

    [Test]
    public async Task A_response_that_is_longer_than_what_the_host_takes_is_cut()
    {
        await using var modem = await StartAsync("T41-response-overflow");
        await using var client = await OpenAsync(modem);
        var answer = await UsbModem.AskAsync(client, Host.Query(2, BasicConnectCid.DeviceCaps));
        Assert.That(answer, Has.Length.EqualTo(4096));
        Assert.That(MessageHeader.Read(answer).Length, Is.GreaterThan(4096));
        Assert.That(MessageHeader.Read(await UsbModem.AskAsync(client, Host.Query(3, BasicConnectCid.DeviceCaps))).TransactionId, Is.EqualTo(3));
    }

    [Test]
    public async Task A_device_that_enumerates_again_is_gone_for_a_while_and_comes_back_under_another_number()
    {
        await using var modem = await StartAsync("T43-re-enumeration", "after: 1ms");
        var first = await modem.EnumerateAsync();
        await using (first)
        {
            await UsbModem.OpenAsync(first);
            var query = Host.Query(2, BasicConnectCid.DeviceCaps);
            first.Submit(0, query.Length, query, [0x21, 0, 0, 0, 0, 0, (byte)query.Length, 0]);
            await first.Ended;
        }

        await using var next = await WaitForAsync(modem);
        Assert.That(next.Device[256..259], Is.EqualTo("1-1"u8.ToArray()));
        Assert.That(next.Device[292..296], Is.Not.EqualTo(first.Device[292..296]), "devnum");
        await UsbModem.ConfigureAsync(next);
        await UsbModem.OpenAsync(next);
    }

    [Test]
    public async Task A_bus_reset_fails_what_is_under_way_and_the_host_opens_again()
    {
        await using var modem = await StartAsync("T44-usb-reset-during-transfer");
        await using var client = await OpenAsync(modem);
        var told = client.SubmitIn(0x81, 64);
        var block = client.SubmitIn(0x82, 16384);
        await client.ControlAsync(0x2100, 0, 0, Host.Query(2, BasicConnectCid.DeviceCaps));
        Assert.That((await client.ResultOf(told)).Status, Is.EqualTo(-71));
        Assert.That((await client.ResultOf(block)).Status, Is.EqualTo(-71));
        var answer = await UsbModem.AskAsync(client, Host.Query(3, BasicConnectCid.DeviceCaps));
        Assert.That(MessageHeader.Read(answer).Type, Is.EqualTo(MbimMessageType.FunctionError));
        await UsbModem.OpenAsync(client, 4);
        Assert.That(client.Violations, Is.Empty);
    }

    [Test]
    public async Task Open_fails_until_the_host_has_set_the_input_size()
    {
        await using var modem = await UsbModem.StartAsync(UsbNotificationTests.Quiet);
        var scenario = ScenarioLibrary.Parse("surface", """
            schemaVersion: 1
            rules:
              - { on: { controlRequest: SET_NTB_INPUT_SIZE, accepted: true }, do: { setState: sized } }
              - { on: open, whenState: start, do: { answer: failure } }
            """);
        await modem.Group.InvokeAsync(_ => modem.Group.Faults.Load(scenario));
        await using var client = await modem.EnumerateAsync();
        Assert.That((await client.ControlAsync(0x2186, 0, 0, [1, 0, 0, 0])).Status, Is.EqualTo(UsbIpClient.Stall), "too small");
        Assert.That(StatusOf(await UsbModem.AskAsync(client, Host.OpenMessage(1))), Is.EqualTo(MbimStatus.Failure));
        Assert.That((await client.ControlAsync(0x2186, 0, 0, [0, 0x40, 0, 0])).Status, Is.Zero);
        Assert.That(StatusOf(await UsbModem.AskAsync(client, Host.OpenMessage(2))), Is.EqualTo(MbimStatus.Success));
    }

    [Test]
    public async Task A_modem_is_silent_unless_its_data_interface_is_chosen_behind_open()
    {
        await using var modem = await UsbModem.StartAsync(UsbNotificationTests.Quiet);
        var scenario = ScenarioLibrary.Parse("me906s", """
            schemaVersion: 1
            rules:
              - { on: open, do: { setState: opened } }
              - { on: command, whenState: opened, do: drop }
              - { on: { controlRequest: SET_INTERFACE, value: 1 }, whenState: opened, do: { setState: start } }
            """);
        await modem.Group.InvokeAsync(_ => modem.Group.Faults.Load(scenario));
        await using var client = await OpenAsync(modem);
        var told = client.SubmitIn(0x81, 64);
        await client.ControlAsync(0x2100, 0, 0, Host.Query(2, BasicConnectCid.DeviceCaps));
        await modem.Group.InvokeAsync(_ => { });
        Assert.That(client.HasEnded(told), Is.False);
        Assert.That((await client.ControlAsync(0x010B, 1, 1)).Status, Is.Zero);
        await client.ControlAsync(0x2100, 0, 0, Host.Query(3, BasicConnectCid.DeviceCaps));
        Assert.That((await client.ResultOf(told)).Data, Has.Length.EqualTo(8));
        Assert.That(await TakeAsync(client), Is.EqualTo(3));
    }

    [Test]
    public async Task What_one_host_did_not_read_is_there_for_the_next_one()
    {
        await using var modem = await StartAsync("T51-stale-answer");
        await using (var first = await OpenAsync(modem))
        {
            await first.ControlAsync(0x2100, 0, 0, Host.Query(2, BasicConnectCid.DeviceCaps));
        }

        await using var next = await WaitForAsync(modem);
        await UsbModem.ConfigureAsync(next);
        await next.ControlAsync(0x2100, 0, 0, Host.OpenMessage(9));
        var stale = MessageHeader.Read(await UsbModem.TakeAsync(next));
        var done = MessageHeader.Read(await UsbModem.TakeAsync(next));
        Assert.That((stale.Type, stale.TransactionId, done.Type, done.TransactionId), Is.EqualTo((MbimMessageType.CommandDone, 2u, MbimMessageType.OpenDone, 9u)));
    }

    private static MbimStatus StatusOf(byte[] done) => (MbimStatus)done[12];

    private static async Task<UsbModem> StartAsync(string fault, string with = "")
    {
        var modem = await UsbModem.StartAsync(UsbNotificationTests.Quiet);
        var scenario = ScenarioLibrary.Parse("usb", $"schemaVersion: 1\nname: usb\nrules:\n- {{ fault: {fault}, with: {{ {with} }} }}\n");
        await modem.Group.InvokeAsync(_ => modem.Group.Faults.Load(scenario));
        return modem;
    }

    private static async Task<UsbIpClient> OpenAsync(UsbModem modem)
    {
        var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
        return client;
    }

    private static async Task<uint> TakeAsync(UsbIpClient client) =>
        MessageHeader.Read((await client.ControlAsync(0xA101, 0, 0, 4096)).Data).TransactionId;

    private static async Task<UsbIpClient> WaitForAsync(UsbModem modem)
    {
        var end = Environment.TickCount64 + (long)Host.Guard.TotalMilliseconds;
        while (true)
        {
            var client = await UsbIpClient.ConnectAsync(modem.Address);
            if (await client.ImportAsync("1-1") == 0)
            {
                return client;
            }

            await client.DisposeAsync();
            Assert.That(Environment.TickCount64, Is.LessThan(end), "it does not come back");
        }
    }
}
