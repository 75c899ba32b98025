using System.Buffers;
using System.IO.Pipelines;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Links;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using Microsoft.AspNetCore.Connections;

namespace MbimEmulator.Hosting.Tests;

public sealed class StreamWriteTests
{
    [Test]
    public async Task Whole_messages_that_wait_together_share_a_write_and_what_is_no_whole_message_has_its_own()
    {
        Assert.That(await WritesAsync([16, 16, 16]), Is.EqualTo(new[] { 48 }));
        Assert.That(await WritesAsync([16, 7, 16, 16]), Is.EqualTo(new[] { 16, 7, 32 }));
    }

    [Test]
    public async Task A_write_has_sixteen_messages_at_most() =>
        Assert.That(await WritesAsync([.. Enumerable.Repeat(16, 40)]), Is.EqualTo(new[] { 256, 256, 128 }));

    [Test]
    public async Task With_pacing_each_message_has_a_write_of_its_own() =>
        Assert.That(await WritesAsync([16, 16, 16], TimeSpan.FromTicks(1)), Is.EqualTo(new[] { 16, 16, 16 }));

    private static async Task<IReadOnlyList<int>> WritesAsync(int[] lengths, TimeSpan pacing = default)
    {
        await using var group = new ModemGroup(new ModemGroupOptions { TimeProvider = new VirtualClock() });
        var link = group.CreateLink(new ModemLinkOptions { Name = "test" });
        var waiting = new Queue<Transfer>(lengths.Select(TransferOf));
        var output = new CountingWriter();
        var connection = new DefaultConnectionContext("test") { Transport = new Duplex(PipeReader.Create(Stream.Null), output) };
        await new StreamConnection(connection, new StreamOptions { Pacing = pacing }, CancellationToken.None)
            .RunAsync(new WaitingChannel(link, waiting)).WaitAsync(TimeSpan.FromSeconds(30));
        return output.Writes;
    }

    // The header says 16 bytes, however many there are.
    private static Transfer TransferOf(int length)
    {
        var bytes = new byte[16];
        new MessageHeader(MbimMessageType.OpenDone, 16, 1).Write(bytes);
        return Transfer.Copy(bytes.AsSpan(0, length));
    }

    private sealed class WaitingChannel(ModemLink link, Queue<Transfer> waiting) : LinkChannel(link)
    {
        private readonly ControlChannel _control = new(link, 4096);

        public override string Unit => _control.Unit;

        public override FramingStatus TryRead(ref ReadOnlySequence<byte> input, out ReadOnlySequence<byte> transfer, out MbimFormatError error) =>
            _control.TryRead(ref input, out transfer, out error);

        public override void Send(Transfer transfer) => _control.Send(transfer);

        public override ValueTask WaitToSendAsync() => ValueTask.CompletedTask;

        public override bool TryReceive(out Transfer transfer) => waiting.TryDequeue(out transfer);

        public override ValueTask<bool> WaitToReceiveAsync() => ValueTask.FromResult(waiting.Count > 0);

        public override bool MayJoin(ReadOnlySpan<byte> transfer) => _control.MayJoin(transfer);
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }

    private sealed class CountingWriter : PipeWriter
    {
        private readonly byte[] _buffer = new byte[64 * 1024];
        private int _written;

        public List<int> Writes { get; } = [];

        public override void Advance(int bytes) => _written += bytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer.AsMemory(_written);

        public override Span<byte> GetSpan(int sizeHint = 0) => _buffer.AsSpan(_written);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Writes.Add(_written);
            _written = 0;
            return ValueTask.FromResult(default(FlushResult));
        }

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
