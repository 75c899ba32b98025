using System.Buffers;
using System.Net;
using System.Net.Sockets;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Hosting.Tests;

internal sealed class Host : IDisposable
{
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly Socket _socket;

    private Host(Socket socket) => _socket = socket;

    public Socket Socket => _socket;

    public static async Task<Host> ConnectAsync(EndPoint endPoint)
    {
        var isUnix = endPoint is UnixDomainSocketEndPoint;
        var socket = new Socket(
            isUnix ? AddressFamily.Unix : AddressFamily.InterNetwork, SocketType.Stream, isUnix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        await socket.ConnectAsync(endPoint).WaitAsync(Guard);
        return new Host(socket);
    }

    public static Task<Host> ConnectAsync(string path) => ConnectAsync(new UnixDomainSocketEndPoint(path));

    public static Host OpenDevice(string path)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var descriptor = handle.DangerousGetHandle();
        handle.SetHandleAsInvalid();
        return new Host(new Socket(new SafeSocketHandle(descriptor, ownsHandle: true)));
    }

    public static byte[] OpenMessage(uint transactionId) => Write(w => MbimMessageWriter.WriteOpen(w, transactionId, 4096));

    public static byte[] CloseMessage(uint transactionId) => Write(w => MbimMessageWriter.WriteClose(w, transactionId));

    public static byte[] Query(uint transactionId, BasicConnectCid cid, params byte[] informationBuffer) =>
        Write(w => MbimMessageWriter.WriteCommand(w, transactionId, BasicConnect.Id, (uint)cid, MbimCommandType.Query, informationBuffer));

    public async Task SendAsync(params byte[][] messages) => await _socket.SendAsync(messages.SelectMany(m => m).ToArray()).WaitAsync(Guard);

    public async Task<byte[]> ReadAsync(int size = 4096)
    {
        var buffer = new byte[size];
        return buffer[..await _socket.ReceiveAsync(buffer.AsMemory()).AsTask().WaitAsync(Guard)];
    }

    public async Task<byte[]?> ReceiveAsync()
    {
        var header = await ReadExactAsync(MessageHeader.Size);
        if (header is null)
        {
            return null;
        }

        var rest = await ReadExactAsync((int)MessageHeader.Read(header).Length - MessageHeader.Size);
        return rest is null ? null : [.. header, .. rest];
    }

    public async Task ExpectAsync(MbimMessageType type, uint transactionId)
    {
        MessageHeader header;
        do
        {
            var message = await ReceiveAsync();
            Assert.That(message, Is.Not.Null, "the connection ended");
            header = MessageHeader.Read(message);
        }
        while (header.Type == MbimMessageType.IndicateStatus);

        Assert.That((header.Type, header.TransactionId), Is.EqualTo((type, transactionId)));
    }

    /// <summary>The connection ends; before that, nothing comes but notifications.</summary>
    public async Task ExpectEndAsync()
    {
        while (await ReceiveAsync() is { } message)
        {
            Assert.That(MessageHeader.Read(message).Type, Is.EqualTo(MbimMessageType.IndicateStatus));
        }
    }

    public async Task OpenFunctionAsync(uint transactionId = 1)
    {
        await SendAsync(OpenMessage(transactionId));
        await ExpectAsync(MbimMessageType.OpenDone, transactionId);
    }

    public void Dispose() => _socket.Dispose();

    private static byte[] Write(Action<IBufferWriter<byte>> write)
    {
        var writer = new ArrayBufferWriter<byte>();
        write(writer);
        return writer.WrittenSpan.ToArray();
    }

    private async Task<byte[]?> ReadExactAsync(int count)
    {
        var buffer = new byte[count];
        for (var have = 0; have < count;)
        {
            int read;
            try
            {
                read = await _socket.ReceiveAsync(buffer.AsMemory(have)).AsTask().WaitAsync(Guard);
            }
            catch (SocketException)
            {
                return null;
            }

            if (read == 0)
            {
                return null;
            }

            have += read;
        }

        return buffer;
    }
}
