using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MbimEmulator.Hosting.Tests.Usb;

internal sealed class UsbIpClient : IAsyncDisposable
{
    public const int NoSuchEndpoint = -2;
    public const int Stall = -32;
    public const int Unlinked = -104;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ConcurrentDictionary<uint, Pending> _pending = new();
    private readonly ConcurrentDictionary<uint, (uint Target, TaskCompletionSource<int> Source)> _unlinks = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private uint _sequence;

    public Socket Socket => _socket;

    public byte[] Device { get; private set; } = [];

    public IEnumerable<string> Violations => _violations;

    public Task Ended => _ended.Task.WaitAsync(Host.Guard);

    public int Waiting => _pending.Count;

    public static async Task<UsbIpClient> ConnectAsync(string address)
    {
        var client = new UsbIpClient();
        await client._socket.ConnectAsync(IPEndPoint.Parse(address)).WaitAsync(Host.Guard);
        return client;
    }

    public static async Task<UsbIpClient> AttachAsync(string address, string busId = "1-1")
    {
        var client = await ConnectAsync(address);
        Assert.That(await client.ImportAsync(busId), Is.Zero);
        return client;
    }

    public async Task<byte[][]> ListAsync()
    {
        await _socket.SendAsync(Operation(0x8005));
        var header = await ReadAsync(12);
        Assert.That(header![..8], Is.EqualTo(new byte[] { 1, 0x11, 0, 5, 0, 0, 0, 0 }));
        var devices = new byte[BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(8))][];
        for (var i = 0; i < devices.Length; i++)
        {
            var device = (await ReadAsync(312))!;
            devices[i] = [.. device, .. (await ReadAsync(4 * device[311]))!];
        }

        return devices;
    }

    public async Task<uint> ImportAsync(string busId)
    {
        var name = new byte[32];
        Encoding.ASCII.GetBytes(busId, name);
        await _socket.SendAsync((byte[])[.. Operation(0x8003), .. name]);
        var header = await ReadAsync(8);
        Assert.That(header, Is.Not.Null, "the connection ended");
        Assert.That(header![..4], Is.EqualTo(new byte[] { 1, 0x11, 0, 3 }));
        var status = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
        if (status == 0)
        {
            Device = (await ReadAsync(312))!;
            _reading = ReceiveAsync();
        }

        return status;
    }

    public uint Submit(byte endpoint, int length, byte[]? data = null, byte[]? setup = null)
    {
        var isIn = setup is { Length: 8 } ? (setup[0] & 0x80) != 0 : (endpoint & 0x80) != 0;
        var sequence = Interlocked.Increment(ref _sequence);
        _pending[sequence] = new Pending(isIn, length, new TaskCompletionSource<UsbIpResult>(TaskCreationOptions.RunContinuationsAsynchronously));
        SendSubmit(sequence, endpoint, isIn, length, data, setup);
        return sequence;
    }

    public void SendSubmit(uint sequence, byte endpoint, bool isIn, int length, byte[]? data = null, byte[]? setup = null)
    {
        var header = new byte[48];
        BinaryPrimitives.WriteUInt32BigEndian(header, 1);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(8), 0x00010002);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(12), isIn ? 1u : 0);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(16), endpoint & 0x0Fu);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(20), isIn ? 0x200u : 0);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(24), length);
        (setup ?? new byte[8]).CopyTo(header, 40);
        lock (_socket)
        {
            _socket.Send((byte[])[.. header, .. data ?? []]);
        }
    }

    public uint SubmitIn(byte endpoint, int length) => Submit(endpoint, length);

    public Task<UsbIpResult> ResultOf(uint sequence) => _pending[sequence].Source.Task.WaitAsync(Host.Guard);

    public bool HasEnded(uint sequence) => _pending[sequence].Source.Task.IsCompleted;

    public Task<UsbIpResult> InAsync(byte endpoint, int length) => ResultOf(Submit(endpoint, length));

    public Task<UsbIpResult> OutAsync(byte endpoint, byte[] data) => ResultOf(Submit(endpoint, data.Length, data));

    public Task<UsbIpResult> ControlAsync(ushort code, ushort value, ushort index, byte[] data) =>
        ResultOf(Submit(0, data.Length, data, Setup(code, value, index, (ushort)data.Length)));

    public Task<UsbIpResult> ControlAsync(ushort code, ushort value = 0, ushort index = 0, ushort length = 0) =>
        ResultOf(Submit(0, length, null, Setup(code, value, index, length)));

    public Task<int> UnlinkAsync(uint sequence)
    {
        var own = Interlocked.Increment(ref _sequence);
        var source = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _unlinks[own] = (sequence, source);
        var header = new byte[48];
        BinaryPrimitives.WriteUInt32BigEndian(header, 2);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), own);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(20), sequence);
        lock (_socket)
        {
            _socket.Send(header);
        }

        return source.Task.WaitAsync(Host.Guard);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _reading;
    }

    private static byte[] Setup(ushort code, ushort value, ushort index, ushort length) =>
        [(byte)(code >> 8), (byte)code, (byte)value, (byte)(value >> 8), (byte)index, (byte)(index >> 8), (byte)length, (byte)(length >> 8)];

    private static byte[] Operation(ushort code) => [1, 0x11, (byte)(code >> 8), (byte)code, 0, 0, 0, 0];

    private async Task ReceiveAsync()
    {
        while (await ReadAsync(48) is { } header)
        {
            var command = BinaryPrimitives.ReadUInt32BigEndian(header);
            var sequence = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
            var status = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(20));
            var length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(24));
            if (command == 4)
            {
                TakeUnlinkReply(sequence, status);
                continue;
            }

            if (command != 3 || !_pending.TryGetValue(sequence, out var pending))
            {
                _violations.Enqueue($"command {command} for {sequence}, which nobody knows");
                break;
            }

            if (length > pending.Length)
            {
                _violations.Enqueue($"{sequence} has {length} bytes of {pending.Length}");
            }

            var data = pending.IsIn ? await ReadAsync(length) : [];
            if (data is null || !pending.Source.TrySetResult(new UsbIpResult(status, length, data)))
            {
                _violations.Enqueue($"{sequence} was answered twice, or after its unlink");
            }
        }

        foreach (var pending in _pending.Values)
        {
            pending.Source.TrySetResult(new UsbIpResult(UsbIpResult.Lost, 0, []));
        }

        foreach (var unlink in _unlinks.Values)
        {
            unlink.Source.TrySetResult(UsbIpResult.Lost);
        }

        _ended.TrySetResult();
    }

    // Its status becomes the transfer's while the host still has that: 0 is right behind its answer alone.
    private void TakeUnlinkReply(uint sequence, int status)
    {
        if (!_unlinks.TryRemove(sequence, out var unlink))
        {
            _violations.Enqueue($"a second answer to the unlink {sequence}");
            return;
        }

        if (_pending.TryGetValue(unlink.Target, out var target))
        {
            if (status == Unlinked && !target.Source.TrySetResult(new UsbIpResult(Unlinked, 0, [])))
            {
                _violations.Enqueue($"{unlink.Target} was answered and unlinked");
            }
            else if (status == 0 && !target.Source.Task.IsCompleted)
            {
                _violations.Enqueue($"{unlink.Target} has not ended, and its unlink says that it had");
            }
        }

        unlink.Source.TrySetResult(status);
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

    private sealed record Pending(bool IsIn, int Length, TaskCompletionSource<UsbIpResult> Source);
}
