using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace MbimEmulator.Benchmarks.Usb;

/// <summary>The least that a USB/IP host can be: headers written by hand, replies read in the order in which they come.</summary>
internal sealed class UsbIpPeer : IDisposable
{
    public const int HeaderSize = 48;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[1 << 20];
    private int _start;
    private int _end;
    private uint _sequence;

    public Socket Socket => _socket;

    public static async Task<UsbIpPeer> ConnectAsync(string address)
    {
        var peer = new UsbIpPeer();
        await peer._socket.ConnectAsync(IPEndPoint.Parse(address));
        return peer;
    }

    public async Task AttachAsync()
    {
        await _socket.SendAsync((byte[])[1, 0x11, 0x80, 3, 0, 0, 0, 0, .. "1-1"u8, .. new byte[29]]);
        await TakeAsync(8 + 312);
        await ControlAsync(0x0009, 1, 0, []);
        await ControlAsync(0x010B, 1, 1, []);
    }

    /// <summary>A control transfer to the device, and its end.</summary>
    public async Task ControlAsync(ushort code, ushort value, ushort index, byte[] data)
    {
        await _socket.SendAsync(Control(code, value, index, data));
        await TakeAsync(HeaderSize);
    }

    /// <summary>A message to the function, and the one that answers it.</summary>
    public async Task<byte[]> AskAsync(byte[] message)
    {
        await _socket.SendAsync((byte[])[.. In(1, 64), .. Control(0x2100, 0, 0, message)]);
        await TakeReplyAsync();
        await TakeReplyAsync();
        await _socket.SendAsync(Submit(0, true, 4096, [0xA1, 1, 0, 0, 0, 0, 0, 16], []));
        return await TakeReplyAsync();
    }

    public byte[] In(byte endpoint, int length) => Submit(endpoint, true, length, new byte[8], []);

    public byte[] Out(byte endpoint, ReadOnlySpan<byte> data) => Submit(endpoint, false, data.Length, new byte[8], data);

    /// <summary>The data of the next reply; of one to an OUT transfer there are none.</summary>
    public async ValueTask<byte[]> TakeReplyAsync()
    {
        var header = await TakeAsync(HeaderSize);
        var sequence = BinaryPrimitives.ReadUInt32BigEndian(header.Span[4..]);
        var length = BinaryPrimitives.ReadInt32BigEndian(header.Span[24..]);
        return IsIn(sequence) ? (await TakeAsync(length)).ToArray() : [];
    }

    /// <summary>Passes over the next reply, and tells how many bytes of data it had.</summary>
    public async ValueTask<int> SkipReplyAsync()
    {
        var header = await TakeAsync(HeaderSize);
        var isIn = IsIn(BinaryPrimitives.ReadUInt32BigEndian(header.Span[4..]));
        var length = BinaryPrimitives.ReadInt32BigEndian(header.Span[24..]);
        if (isIn)
        {
            await TakeAsync(length);
        }

        return isIn ? length : 0;
    }

    /// <summary>Exactly so many bytes, valid until the next call.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> TakeAsync(int count)
    {
        while (_end - _start < count)
        {
            if (_start + count > _buffer.Length || _start == _end)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            var read = await _socket.ReceiveAsync(_buffer.AsMemory(_end));
            _end += read == 0 ? throw new IOException("the connection ended") : read;
        }

        _start += count;
        return _buffer.AsMemory(_start - count, count);
    }

    public void Dispose() => _socket.Dispose();

    // An odd number goes to the device.
    private static bool IsIn(uint sequence) => sequence % 2 == 0;

    private byte[] Control(ushort code, ushort value, ushort index, ReadOnlySpan<byte> data) => Submit(
        0, false, data.Length, [(byte)(code >> 8), (byte)code, (byte)value, (byte)(value >> 8), (byte)index, (byte)(index >> 8), (byte)data.Length, (byte)(data.Length >> 8)], data);

    private byte[] Submit(byte endpoint, bool isIn, int length, ReadOnlySpan<byte> setup, ReadOnlySpan<byte> data)
    {
        _sequence += (_sequence % 2 == 0) == isIn ? 2u : 1u;
        var request = new byte[HeaderSize + data.Length];
        BinaryPrimitives.WriteUInt32BigEndian(request, 1);
        BinaryPrimitives.WriteUInt32BigEndian(request.AsSpan(4), _sequence);
        BinaryPrimitives.WriteUInt32BigEndian(request.AsSpan(12), isIn ? 1u : 0);
        BinaryPrimitives.WriteUInt32BigEndian(request.AsSpan(16), endpoint);
        BinaryPrimitives.WriteInt32BigEndian(request.AsSpan(24), length);
        setup.CopyTo(request.AsSpan(40));
        data.CopyTo(request.AsSpan(HeaderSize));
        return request;
    }
}
