using System.Buffers;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Endpoints.Usb.UsbIp;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Messages;

namespace MbimEmulator.Hosting.Tests.Usb;

internal sealed class UsbModem : IAsyncDisposable
{
    public static readonly Guid Echo = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");

    private readonly List<ModemDevice> _devices = [];
    private readonly List<ModemGroup> _groups = [];

    public ListLogger Log { get; } = new();

    public ModemGroup Group => _groups[0];

    public UsbIpServer Server { get; private set; } = null!;

    public string Address => Server.Address;

    public static async Task<UsbModem> StartAsync(ModemProfile? profile = null, int count = 1)
    {
        var modem = new UsbModem();
        for (var i = 0; i < count; i++)
        {
            var device = new ModemDevice(new ModemGroupOptions { Name = $"modem{i}", Profile = profile ?? new ModemProfile(), LoggerFactory = modem.Log });
            modem._devices.Add(device);
            modem._groups.AddRange(device.Executors);
        }

        modem.Server = new UsbIpServer(() => modem._groups, "127.0.0.1:0", new StreamOptions(), modem.Log);
        await modem.Server.StartAsync();
        return modem;
    }

    public static ModemProfile At(Func<FunctionProfile, FunctionProfile> change)
    {
        var profile = new ModemProfile();
        return profile with { Function = change(profile.Function) };
    }

    public async Task<UsbIpClient> EnumerateAsync(string busId = "1-1")
    {
        var client = await UsbIpClient.AttachAsync(Address, busId);
        await ConfigureAsync(client);
        return client;
    }

    public static async Task ConfigureAsync(UsbIpClient client)
    {
        Assert.That((await client.ControlAsync(0x0009, 1)).Status, Is.Zero);
        Assert.That((await client.ControlAsync(0x010B, 1, 1)).Status, Is.Zero);
    }

    public static async Task<byte[]> AskAsync(UsbIpClient client, byte[] message)
    {
        Assert.That((await client.ControlAsync(0x2100, 0, 0, message)).Status, Is.Zero);
        while (true)
        {
            var answer = await TakeAsync(client);
            if (MessageHeader.Read(answer).Type != MbimMessageType.IndicateStatus)
            {
                return answer;
            }
        }
    }

    public static async Task<byte[]> TakeAsync(UsbIpClient client)
    {
        var notification = await client.InAsync(0x81, 64);
        Assert.That(notification.Data, Is.EqualTo(new byte[] { 0xA1, 1, 0, 0, 0, 0, 0, 0 }));
        return (await client.ControlAsync(0xA101, 0, 0, 4096)).Data;
    }

    public static async Task OpenAsync(UsbIpClient client, uint transactionId = 1, uint maxControlTransfer = 4096)
    {
        var writer = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteOpen(writer, transactionId, maxControlTransfer);
        var answer = await AskAsync(client, writer.WrittenSpan.ToArray());
        Assert.That(MessageHeader.Read(answer), Is.EqualTo(new MessageHeader(MbimMessageType.OpenDone, 16, transactionId)));
    }

    public static async Task<MbimStatus> OpenDssAsync(UsbIpClient client, byte session, uint transactionId = 100)
    {
        var writer = new ArrayBufferWriter<byte>();
        byte[] connect = [.. Echo.ToByteArray(bigEndian: true), session, 0, 0, 0, 1, 0, 0, 0];
        MbimMessageWriter.WriteCommand(writer, transactionId, DssService, 1, MbimCommandType.Set, connect);
        var answer = await AskAsync(client, writer.WrittenSpan.ToArray());
        Assert.That(MbimMessage.TryParse(answer, MbimReadMode.Strict, out var message, out var error), Is.True, error.ToString());
        return message.Status;
    }

    // A link is forgotten behind its detaching, in the mailbox.
    public async Task<int> LinksAsync()
    {
        await Group.InvokeAsync(_ => { });
        return Group.Connections;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        foreach (var device in _devices)
        {
            await device.DisposeAsync();
        }
    }

    private static readonly Guid DssService = new("c08a26dd-7718-4382-8482-6e0d583c4d0e");
}
