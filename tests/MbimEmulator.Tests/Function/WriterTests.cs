using System.Buffers;
using System.Runtime.InteropServices;
using MbimEmulator.Function;
using MbimEmulator.Journal;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Tests.Function;

public sealed class WriterTests
{
    [Test]
    public void Memory_that_a_message_outgrows_is_given_back()
    {
        var writer = new TransferWriter();
        Assert.That(MemoryMarshal.TryGetArray<byte>(writer.GetMemory(100), out var first));
        writer.GetMemory(1000);
        var next = ArrayPool<byte>.Shared.Rent(100);
        Assert.That(next, Is.SameAs(first.Array));
        ArrayPool<byte>.Shared.Return(next);
        writer.Take().Dispose();
    }

    [Test]
    public void What_is_written_while_there_is_no_host_does_not_come_to_the_next_one()
    {
        var host = new TestHost();
        var writer = new HostWriter(new TransferTap(new ModemClock(host.Clock, () => { }), NullLogger.Instance), new TrafficJournal(null, "modem0"));
        writer.OpenDone(1);
        writer.Link = host.Link;
        writer.FunctionError(2, MbimProtocolError.NotOpened);
        Assert.That(host.Received(), Is.EqualTo(["FunctionError 2 NotOpened"]));
        Assert.That(writer.Sent, Is.EqualTo(1));
    }
}
