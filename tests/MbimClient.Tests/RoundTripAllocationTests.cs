using System.Buffers;
using System.Threading.Channels;
using MbimProtocol;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimClient.Tests;

[NonParallelizable]
public sealed class RoundTripAllocationTests
{
    [Test]
    public async Task A_typed_round_trip_allocates_little_more_than_its_task()
    {
        const int Rounds = 2000;
        const int Limit = 1024;
        await using var device = await MbimDevice.OpenAsync(new EchoTransport());
        await RunAsync(device, Rounds);

        // The count is the whole process's, in which the test host may still send results of other tests: counted until that has ended.
        var each = long.MaxValue;
        for (var run = 0; run < 200 && each >= Limit; run++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await RunAsync(device, Rounds);
            each = Math.Min(each, (GC.GetTotalAllocatedBytes(precise: true) - before) / Rounds);
        }

        await TestContext.Out.WriteLineAsync($"{each} bytes");
        Assert.That(each, Is.LessThan(Limit));
    }

    private static async Task RunAsync(MbimDevice device, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await device.QueryAsync(BasicConnect.RadioState);
        }
    }

    /// <summary>Answers everything at once.</summary>
    private sealed class EchoTransport : IMbimTransport
    {
        private readonly Channel<(MbimMessageType Type, uint TransactionId)> _asked = Channel.CreateUnbounded<(MbimMessageType, uint)>();

        public ValueTask SendAsync(ReadOnlyMemory<byte> transfer, CancellationToken cancellationToken = default)
        {
            var header = MessageHeader.Read(transfer.Span);
            return _asked.Writer.WriteAsync((header.Type, header.TransactionId), cancellationToken);
        }

        public async ValueTask<bool> ReceiveAsync(IBufferWriter<byte> destination, CancellationToken cancellationToken = default)
        {
            var (type, transactionId) = await _asked.Reader.ReadAsync(cancellationToken);
            switch (type)
            {
                case MbimMessageType.Open:
                    MbimMessageWriter.WriteOpenDone(destination, transactionId, MbimStatus.Success);
                    break;
                case MbimMessageType.Close:
                    MbimMessageWriter.WriteCloseDone(destination, transactionId, MbimStatus.Success);
                    break;
                default:
                    MbimMessageWriter.WriteCommandDone(
                        destination, transactionId, BasicConnect.Id, 3, MbimStatus.Success, default(RadioStateInfo), MbimExVersion.V1);
                    break;
            }

            return true;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
