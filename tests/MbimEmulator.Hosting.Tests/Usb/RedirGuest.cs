using System.Buffers.Binary;
using System.Net.Sockets;
using System.Threading.Channels;

namespace MbimEmulator.Hosting.Tests.Usb;

internal sealed class RedirGuest : IAsyncDisposable
{
    public const uint AllCapabilities = 0xFF;
    public const byte Success = 0;
    public const byte Cancelled = 1;
    public const byte Invalid = 2;
    public const byte Stall = 4;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Channel<RedirPacket> _packets = Channel.CreateUnbounded<RedirPacket>();
    private readonly List<RedirPacket> _aside = [];
    private readonly uint? _capabilities;
    private Task _reading = Task.CompletedTask;
    private uint _shared;
    private ulong _id = 1;

    private RedirGuest(uint? capabilities) => _capabilities = capabilities;

    public byte[] HostHello { get; private set; } = [];

    public bool HasLongIds => (_shared & 0x20) != 0;

    public bool HasLongBulk => (_shared & 0x40) != 0;

    public static async Task<RedirGuest> ConnectAsync(string path, uint? capabilities = AllCapabilities, bool isSilent = false)
    {
        var guest = new RedirGuest(capabilities);
        await guest._socket.ConnectAsync(new UnixDomainSocketEndPoint(path)).WaitAsync(Host.Guard);
        var hello = await guest.ReadPacketAsync(hasLongIds: false);
        Assert.That((hello!.Type, hello.Id), Is.EqualTo((0u, 0ul)));
        guest.HostHello = hello.Body;
        if (!isSilent)
        {
            await guest.GreetAsync();
        }

        return guest;
    }

    public async Task GreetAsync()
    {
        await SendRawAsync(RedirPacket.Write(0, 0, RedirPacket.Hello(_capabilities), hasLongIds: false));
        _shared = BinaryPrimitives.ReadUInt32LittleEndian(HostHello.AsSpan(64)) & (_capabilities ?? 0);
        _reading = ReadAllAsync();
    }

    public Task SendRawAsync(byte[] bytes) => _socket.SendAsync(bytes).WaitAsync(Host.Guard);

    public async Task<ulong> SendAsync(uint type, params byte[] body)
    {
        await SendRawAsync(RedirPacket.Write(type, _id, body, HasLongIds));
        return _id++;
    }

    public async Task<ulong> SendAsync(uint type, ulong id, byte[] body)
    {
        await SendRawAsync(RedirPacket.Write(type, id, body, HasLongIds));
        return id;
    }

    public async Task<RedirPacket> NextAsync()
    {
        if (_aside.Count > 0)
        {
            var first = _aside[0];
            _aside.RemoveAt(0);
            return first;
        }

        return await _packets.Reader.ReadAsync().AsTask().WaitAsync(Host.Guard);
    }

    public async Task<byte[]> NextAsync(uint type, ulong id = 0)
    {
        var packet = await NextAsync();
        Assert.That((packet.Type, packet.Id), Is.EqualTo((type, id)), packet.ToString());
        return packet.Body;
    }

    public async Task<byte[]> ReplyAsync(uint type, ulong id)
    {
        var at = _aside.FindIndex(packet => packet.Type == type && packet.Id == id);
        if (at >= 0)
        {
            var found = _aside[at];
            _aside.RemoveAt(at);
            return found.Body;
        }

        while (true)
        {
            var packet = await _packets.Reader.ReadAsync().AsTask().WaitAsync(Host.Guard);
            if (packet.Type == type && packet.Id == id)
            {
                return packet.Body;
            }

            _aside.Add(packet);
        }
    }

    // What came and was not asked for, up to the answer to a request that is sent now.
    public async Task<IReadOnlyList<RedirPacket>> PendingAsync()
    {
        await ReplyAsync(8, await SendAsync(7));
        RedirPacket[] all = [.. _aside];
        _aside.Clear();
        return all;
    }

    public async Task<RedirResult> ControlAsync(ushort code, ushort value = 0, ushort index = 0, int length = 0, byte[]? data = null)
    {
        var id = await SendAsync(100, RedirPacket.Control(code, value, index, data?.Length ?? length, data ?? []));
        var body = await ReplyAsync(100, id);
        byte[] sent = RedirPacket.Control(code, value, index, 0, []);
        (sent[3], sent[8], sent[9]) = (body[3], body[8], body[9]);
        Assert.That(body[..10], Is.EqualTo(sent));
        var result = new RedirResult(body[3], BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(8)), body[10..]);
        Assert.That(result.Data, Has.Length.EqualTo((code & 0x8000) != 0 ? result.Length : 0));
        return result;
    }

    public Task<ulong> SubmitAsync(byte endpoint, int length, byte[]? data = null) =>
        SendAsync(101, RedirPacket.Bulk(endpoint, data?.Length ?? length, data ?? [], HasLongBulk));

    public async Task<RedirResult> BulkResultAsync(ulong id, byte endpoint)
    {
        var body = await ReplyAsync(101, id);
        var size = HasLongBulk ? 10 : 8;
        Assert.That((body[0], BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan(4))), Is.EqualTo((endpoint, 0u)));
        var length = BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(2)) | (HasLongBulk ? BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(8)) << 16 : 0);
        Assert.That(body.Length - size, Is.EqualTo((endpoint & 0x80) != 0 ? length : 0));
        return new RedirResult(body[1], length, body[size..]);
    }

    public async Task<RedirResult> BulkAsync(byte endpoint, int length, byte[]? data = null) =>
        await BulkResultAsync(await SubmitAsync(endpoint, length, data), endpoint);

    public Task EndAsync() => _reading.WaitAsync(Host.Guard);

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _reading;
    }

    private async Task ReadAllAsync()
    {
        while (await ReadPacketAsync(HasLongIds) is { } packet)
        {
            _packets.Writer.TryWrite(packet);
        }

        _packets.Writer.Complete();
    }

    private async Task<RedirPacket?> ReadPacketAsync(bool hasLongIds)
    {
        if (await ReadAsync(hasLongIds ? 16 : 12) is not { } header)
        {
            return null;
        }

        var id = hasLongIds ? BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(8)) : BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(8));
        var body = await ReadAsync(BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4)));
        return body is null ? null : new RedirPacket(BinaryPrimitives.ReadUInt32LittleEndian(header), id, body);
    }

    private async Task<byte[]?> ReadAsync(int count)
    {
        var buffer = new byte[count];
        for (var have = 0; have < count;)
        {
            try
            {
                var read = await _socket.ReceiveAsync(buffer.AsMemory(have));
                if (read == 0)
                {
                    return null;
                }

                have += read;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return null;
            }
        }

        return buffer;
    }
}
