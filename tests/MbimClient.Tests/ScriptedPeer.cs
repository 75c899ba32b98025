using System.Buffers;
using MbimProtocol.Encoding;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimClient.Tests;

/// <summary>A modem that says exactly what the test tells it to.</summary>
internal sealed class ScriptedPeer(DuplexStream stream) : IAsyncDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly StreamTransport _transport = new(stream);

    /// <summary>A device that is open, and its peer.</summary>
    public static async Task<(MbimDevice Device, ScriptedPeer Peer)> OpenAsync(MbimDeviceOptions? options = null)
    {
        var (near, far) = DuplexStream.CreatePair();
        var peer = new ScriptedPeer(far);
        var opening = MbimDevice.OpenAsync(near, options);
        var open = await peer.ExpectAsync(MbimMessageType.Open);
        await peer.SendAsync(writer => MbimMessageWriter.WriteOpenDone(writer, MessageHeader.Read(open).TransactionId, MbimStatus.Success));
        return (await opening.WaitAsync(HangGuard), peer);
    }

    /// <summary>The next transfer; null at the end of the stream.</summary>
    public async Task<byte[]?> ReceiveAsync()
    {
        var writer = new ArrayBufferWriter<byte>();
        return await _transport.ReceiveAsync(writer).AsTask().WaitAsync(HangGuard) ? writer.WrittenSpan.ToArray() : null;
    }

    public async Task<byte[]> ExpectAsync(MbimMessageType type)
    {
        var transfer = await ReceiveAsync() ?? throw new EndOfStreamException();
        Assert.That(MessageHeader.Read(transfer).Type, Is.EqualTo(type));
        return transfer;
    }

    public async Task<uint> ExpectCommandAsync(MbimCid cid, MbimCommandType commandType)
    {
        var transfer = await ExpectAsync(MbimMessageType.Command);
        Assert.That(MbimMessage.TryParse(transfer, MbimProtocol.MbimReadMode.Strict, out var message, out var error), error.ToString());
        Assert.That((message.DeviceServiceId, message.Cid, message.CommandType), Is.EqualTo((cid.Service, cid.Number, commandType)));
        return message.TransactionId;
    }

    public async Task ExpectErrorAsync(uint transactionId, MbimProtocolError protocolError)
    {
        var transfer = await ExpectAsync(MbimMessageType.HostError);
        Assert.That(MbimMessage.TryParse(transfer, MbimProtocol.MbimReadMode.Strict, out var message, out _));
        Assert.That((message.TransactionId, message.Error), Is.EqualTo((transactionId, protocolError)));
    }

    public Task AnswerAsync<T>(uint transactionId, MbimCid cid, T value, MbimStatus status = MbimStatus.Success, MbimProtocol.MbimExVersion version = MbimProtocol.MbimExVersion.V1)
        where T : IInformationBuffer<T> =>
        SendAsync(writer => MbimMessageWriter.WriteCommandDone(writer, transactionId, cid.Service, cid.Number, status, value, version));

    public Task AnswerAsync(uint transactionId, MbimCid cid, MbimStatus status) => AnswerAsync(transactionId, cid, default(EmptyBuffer), status);

    public Task IndicateAsync<T>(MbimCid cid, T value, MbimProtocol.MbimExVersion version = MbimProtocol.MbimExVersion.V1)
        where T : IInformationBuffer<T> =>
        SendAsync(writer => MbimMessageWriter.WriteIndicateStatus(writer, cid.Service, cid.Number, value, version));

    /// <summary>Sends what is written, in fragments of the given size.</summary>
    public async Task SendAsync(Action<ArrayBufferWriter<byte>> write, uint maxControlTransfer = 4096)
    {
        var message = new ArrayBufferWriter<byte>();
        write(message);
        for (var index = 0; index < new FragmentSplitter(message.WrittenSpan, maxControlTransfer).Count; index++)
        {
            var fragment = new byte[maxControlTransfer];
            var size = new FragmentSplitter(message.WrittenSpan, maxControlTransfer).Write(index, fragment);
            await SendAsync(fragment.AsMemory(0, size));
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes);

    /// <summary>Answers the CLOSE that comes next.</summary>
    public async Task ExpectCloseAsync()
    {
        var close = await ExpectAsync(MbimMessageType.Close);
        await SendAsync(writer => MbimMessageWriter.WriteCloseDone(writer, MessageHeader.Read(close).TransactionId, MbimStatus.Success));
    }

    public ValueTask DisposeAsync() => _transport.DisposeAsync();
}
