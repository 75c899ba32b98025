using System.Buffers;
using System.Runtime.InteropServices;
using MbimProtocol.Server;

namespace MbimProtocol.Tests.Server;

public sealed class MessageBufferTests
{
    [Test]
    public void Memory_that_a_message_outgrows_is_given_back()
    {
        var writer = new MessageBuffer();
        Assert.That(MemoryMarshal.TryGetArray<byte>(writer.GetMemory(100), out var first));
        writer.GetMemory(1000);
        var next = ArrayPool<byte>.Shared.Rent(100);
        Assert.That(next, Is.SameAs(first.Array));
        ArrayPool<byte>.Shared.Return(next);
        writer.Take(out var rented);
        ArrayPool<byte>.Shared.Return(rented);
    }
}
