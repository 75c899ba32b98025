using System.Buffers;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Function;

public sealed class AllocationTests
{
    private readonly TestHost _host = new();

    [TestCase(4096u)]
    [TestCase(64u)]
    public void A_round_trip_allocates_nothing_in_steady_state(uint maxControlTransfer)
    {
        _host.Handle(1, static (t, b) => t.Complete(b));
        _host.Open(1, maxControlTransfer);
        _host.TryReceive();
        var writer = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommand(writer, 2, TestHost.Service, 1, MbimCommandType.Query, new byte[100]);
        var command = writer.WrittenSpan.ToArray();
        Measure(() =>
        {
            _host.Send(command);
            Drain();
        });
    }

    [Test]
    public void A_typed_notification_allocates_nothing_in_steady_state()
    {
        _host.Open();
        _host.TryReceive();
        Measure(() =>
        {
            _host.Function.Indicate(BasicConnect.RadioState, default);
            Drain();
        });
    }

    private static void Measure(Action action)
    {
        for (var i = 0; i < 1000; i++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            action();
        }

        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, Is.Zero, "bytes each time; the pool may replace an array now and then");
    }

    private void Drain()
    {
        var any = false;
        while (_host.Link.TryReceive(out var transfer))
        {
            any = true;
            transfer.Dispose();
        }

        if (!any)
        {
            throw new InvalidOperationException("nothing came");
        }
    }
}
