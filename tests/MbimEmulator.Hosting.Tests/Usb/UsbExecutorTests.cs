using System.Buffers;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Hosting.Tests.Usb;

/// <summary>A device with several executors has a function for each (Microsoft, "MB Multi-SIM operations"; USB interface association ECN).</summary>
public sealed class UsbExecutorTests
{
    private static readonly ModemProfile Two = new() { Executors = 2, Slots = [new SimProfile { SubscriberId = "001010000000002", IccId = "89882110000000000020" }] };

    [Test]
    public async Task It_is_one_device_whose_functions_have_interfaces_and_endpoints_of_their_own()
    {
        await using var modem = await UsbModem.StartAsync(Two);
        await using var lister = await UsbIpClient.ConnectAsync(modem.Address);
        var listed = (await lister.ListAsync()).Single();
        Assert.That(listed[311], Is.EqualTo(4), "bNumInterfaces");
        Assert.That(listed[312..], Is.EqualTo(new byte[] { 2, 14, 0, 0, 10, 0, 2, 0, 2, 14, 0, 0, 10, 0, 2, 0 }));

        await using var client = await UsbIpClient.AttachAsync(modem.Address);
        var configuration = (await client.ControlAsync(0x8006, 0x0200, 0, 1024)).Data;
        Assert.That((configuration[2] | (configuration[3] << 8), configuration[4]), Is.EqualTo((configuration.Length, (byte)4)));
        var descriptors = new List<byte[]>();
        for (var rest = configuration.AsSpan(); rest.Length > 0; rest = rest[rest[0]..])
        {
            descriptors.Add(rest[..rest[0]].ToArray());
        }

        Assert.That(descriptors.Where(d => d[1] == 0x0B).Select(d => (d[2], d[3])), Is.EqualTo(new[] { ((byte)0, (byte)2), ((byte)2, (byte)2) }));
        Assert.That(descriptors.Where(d => d[1] == 4).Select(d => (d[2], d[3])), Is.EqualTo(new (byte, byte)[] { (0, 0), (1, 0), (1, 1), (2, 0), (3, 0), (3, 1) }));
        Assert.That(descriptors.Where(d => d[1] == 5).Select(d => d[2]), Is.EqualTo(new byte[] { 0x81, 0x82, 0x03, 0x84, 0x85, 0x06 }));
        Assert.That(descriptors.Where(d => d[1] == 0x24 && d[2] == 6), Is.EqualTo(new[] { new byte[] { 5, 0x24, 6, 0, 1 }, [5, 0x24, 6, 2, 3] }));
    }

    [Test]
    public async Task Each_function_answers_on_its_own_interface_and_notifies_on_its_own_endpoint()
    {
        await using var modem = await UsbModem.StartAsync(Two);
        await modem.Group.Executors[1].WaitForAsync(MbimEmulator.Modem.ModemStage.Registered).WaitAsync(Host.Guard);
        await using var client = await UsbIpClient.AttachAsync(modem.Address);
        Assert.That((await client.ControlAsync(0x0009, 1)).Status, Is.Zero);
        foreach (var (control, interrupt, subscriber) in new[] { ((ushort)0, (byte)0x81, Two.Sim.SubscriberId), ((ushort)2, (byte)0x84, "001010000000002") })
        {
            var writer = new ArrayBufferWriter<byte>();
            MbimMessageWriter.WriteOpen(writer, 1, 4096);
            Assert.That(MessageHeader.Read(await AskAsync(client, control, interrupt, writer.WrittenSpan.ToArray())).Type, Is.EqualTo(MbimMessageType.OpenDone));
            writer.Clear();
            MbimMessageWriter.WriteCommand(writer, 2, BasicConnect.Id, (uint)BasicConnectCid.SubscriberReadyStatus, MbimCommandType.Query, default);
            var answer = await AskAsync(client, control, interrupt, writer.WrittenSpan.ToArray());
            Assert.That(MbimMessage.TryParse(answer, MbimReadMode.Strict, out var message, out _), Is.True);
            Assert.That(SubscriberReadyInfo.TryRead(message.InformationBuffer, MbimExVersion.V1, MbimReadMode.Strict, out var info, out _) ? info!.SubscriberId : null, Is.EqualTo(subscriber));
        }

        // The data interfaces are chosen, and halted, one by one.
        Assert.That((await client.ControlAsync(0x010B, 1, 3)).Status, Is.Zero);
        Assert.That((await client.ControlAsync(0x810A, 0, 1, 1)).Data, Is.EqualTo(new byte[] { 0 }));
        Assert.That((await client.ControlAsync(0x810A, 0, 3, 1)).Data, Is.EqualTo(new byte[] { 1 }));
        Assert.That((await client.ControlAsync(0x0203, 0, 0x85)).Status, Is.Zero);
        Assert.That((await client.InAsync(0x85, 2048)).Status, Is.EqualTo(UsbIpClient.Stall));
        Assert.That((await client.InAsync(0x82, 2048)).Status, Is.EqualTo(UsbIpClient.NoSuchEndpoint));
        Assert.That((await client.ControlAsync(0x2100, 0, 1, new byte[12])).Status, Is.EqualTo(UsbIpClient.Stall), "no communication interface");
    }

    [Test]
    public async Task The_device_needs_every_function_and_leaves_as_a_whole()
    {
        await using var modem = await UsbModem.StartAsync(Two);
        var second = modem.Group.Executors[1];
        await using (await second.ConnectAsync("somebody else"))
        {
            await using var refused = await UsbIpClient.ConnectAsync(modem.Address);
            Assert.That(await refused.ImportAsync("1-1"), Is.Not.Zero);
            Assert.That(await modem.LinksAsync(), Is.Zero, "nothing stays of it on the first function");
        }

        await using var client = await modem.EnumerateAsync();
        await second.RemoveAsync();
        await client.Ended;
        Assert.That(await modem.LinksAsync(), Is.Zero);
    }

    private static async Task<byte[]> AskAsync(UsbIpClient client, ushort control, byte interrupt, byte[] message)
    {
        Assert.That((await client.ControlAsync(0x2100, 0, control, message)).Status, Is.Zero);
        while (true)
        {
            Assert.That((await client.InAsync(interrupt, 64)).Data, Is.EqualTo(new byte[] { 0xA1, 1, 0, 0, (byte)control, 0, 0, 0 }));
            var answer = (await client.ControlAsync(0xA101, 0, control, 4096)).Data;
            if (MessageHeader.Read(answer).Type != MbimMessageType.IndicateStatus)
            {
                return answer;
            }
        }
    }
}
