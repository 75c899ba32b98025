using System.Buffers;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Hosting.Tests.Usb;

internal sealed class RedirModem : IAsyncDisposable
{
    private static readonly Guid Echo = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");
    private static readonly Guid DssService = new("c08a26dd-7718-4382-8482-6e0d583c4d0e");

    private readonly TestFolder _folder = new();
    private readonly UsbRedirServer _server;

    private RedirModem(TimeProvider time, ModemProfile? profile)
    {
        Group = new ModemGroup(new ModemGroupOptions { LoggerFactory = Log, TimeProvider = time, Profile = profile ?? new ModemProfile() });
        _server = new UsbRedirServer(Group, _folder["usb"], new StreamOptions(), Log);
    }

    public ListLogger Log { get; } = new();

    public ModemGroup Group { get; }

    public string Address => _server.Address;

    public TestFolder Folder => _folder;

    // On a clock that stands the modem says nothing by itself.
    public static async Task<RedirModem> StartAsync(TimeProvider? time = null, ModemProfile? profile = null)
    {
        var modem = new RedirModem(time ?? new VirtualClock(), profile);
        await modem._server.StartAsync();
        return modem;
    }

    public async Task<RedirGuest> ConnectAsync(uint? capabilities = RedirGuest.AllCapabilities)
    {
        var guest = await RedirGuest.ConnectAsync(Address, capabilities);
        await ExpectDeviceAsync(guest);
        return guest;
    }

    public static async Task ExpectDeviceAsync(RedirGuest guest)
    {
        await guest.NextAsync(5);
        await guest.NextAsync(4);
        await guest.NextAsync(1);
    }

    public async Task<RedirGuest> EnumerateAsync(uint? capabilities = RedirGuest.AllCapabilities)
    {
        var guest = await ConnectAsync(capabilities);
        await ConfigureAsync(guest);
        return guest;
    }

    public static async Task ConfigureAsync(RedirGuest guest)
    {
        var id = await guest.SendAsync(6, 1);
        await guest.NextAsync(5);
        await guest.NextAsync(4);
        Assert.That(await guest.NextAsync(8, id), Is.EqualTo(new byte[] { 0, 1 }));
        id = await guest.SendAsync(9, 1, 1);
        await guest.NextAsync(5);
        await guest.NextAsync(4);
        Assert.That(await guest.NextAsync(11, id), Is.EqualTo(new byte[] { 0, 1, 1 }));
    }

    public static async Task StartInterruptsAsync(RedirGuest guest)
    {
        var id = await guest.SendAsync(15, 0x81);
        Assert.That(await guest.ReplyAsync(17, id), Is.EqualTo(new byte[] { 0, 0x81 }));
    }

    public static async Task<byte[]> TakeAsync(RedirGuest guest, ulong notification)
    {
        Assert.That(await guest.NextAsync(103, notification), Is.EqualTo(new byte[] { 0x81, 0, 8, 0, 0xA1, 1, 0, 0, 0, 0, 0, 0 }));
        return (await guest.ControlAsync(0xA101, length: 4096)).Data;
    }

    public static byte[] Query(uint transactionId, BasicConnectCid cid) => Host.Query(transactionId, cid);

    public static byte[] Open(uint transactionId, uint maxControlTransfer)
    {
        var writer = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteOpen(writer, transactionId, maxControlTransfer);
        return writer.WrittenSpan.ToArray();
    }

    public static byte[] ConnectDss(uint transactionId, byte session)
    {
        var writer = new ArrayBufferWriter<byte>();
        byte[] connect = [.. Echo.ToByteArray(bigEndian: true), session, 0, 0, 0, 1, 0, 0, 0];
        MbimMessageWriter.WriteCommand(writer, transactionId, DssService, 1, MbimCommandType.Set, connect);
        return writer.WrittenSpan.ToArray();
    }

    public static async Task<byte[]> AskAsync(RedirGuest guest, byte[] message)
    {
        Assert.That((await guest.ControlAsync(0x2100, data: message)).Status, Is.Zero);
        while (true)
        {
            var notification = await guest.NextAsync();
            Assert.That(notification.Type, Is.EqualTo(103));
            var answer = (await guest.ControlAsync(0xA101, length: 4096)).Data;
            if (MessageHeader.Read(answer).Type != MbimMessageType.IndicateStatus)
            {
                return answer;
            }
        }
    }

    // Enumerated, open, and DSS session 7 of the service that returns datagrams.
    public async Task<RedirGuest> OpenStreamAsync(uint? capabilities = RedirGuest.AllCapabilities)
    {
        var guest = await EnumerateAsync(capabilities);
        await StartInterruptsAsync(guest);
        await AskAsync(guest, Open(1, 4096));
        var answer = await AskAsync(guest, ConnectDss(2, 7));
        Assert.That(MbimMessage.TryParse(answer, MbimReadMode.Strict, out var message, out var error), Is.True, error.ToString());
        Assert.That(message.Status, Is.EqualTo(MbimStatus.Success));
        return guest;
    }

    // NTH16, an NDP at 12 for one datagram behind it, of DSS session 7.
    public static byte[] Block(int datagramLength)
    {
        var length = 28 + datagramLength;
        byte[] block =
        [
            0x4E, 0x43, 0x4D, 0x48, 12, 0, 0, 0, (byte)length, (byte)(length >> 8), 12, 0,
            0x44, 0x53, 0x53, 7, 16, 0, 0, 0, 28, 0, (byte)datagramLength, (byte)(datagramLength >> 8), 0, 0, 0, 0,
            .. Enumerable.Range(0, datagramLength).Select(i => (byte)(i * 7)),
        ];
        return block;
    }

    public static byte[] DatagramOf(byte[] block)
    {
        var ndp = block[10] | block[11] << 8;
        Assert.That(block.AsSpan(ndp, 4).ToArray(), Is.EqualTo(new byte[] { 0x44, 0x53, 0x53, 7 }));
        Assert.That(block[8] | block[9] << 8, Is.EqualTo(block.Length));
        var at = block[ndp + 8] | block[ndp + 9] << 8;
        return block[at..(at + (block[ndp + 10] | block[ndp + 11] << 8))];
    }

    // A link is forgotten behind its detaching, in the mailbox.
    public async Task<int> LinksAsync()
    {
        await Group.InvokeAsync(_ => { });
        return Group.Connections;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await Group.DisposeAsync();
        Assert.That(Group.Connections, Is.Zero);
        _folder.Dispose();
        Assert.That(Log.Lines, Has.None.Contains("ended by a bug").And.None.Contains("Bug in the emulator"));
    }
}
