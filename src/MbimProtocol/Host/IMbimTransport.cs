using System.Buffers;

namespace MbimProtocol.Host;

/// <summary>
/// What carries control transfers between a host and a function; one transfer is one message or one fragment. Disposing it ends a receive that
/// waits. What a call throws ends the connection.
/// </summary>
public interface IMbimTransport : IAsyncDisposable
{
    /// <summary>Sends one transfer. Called again only when the call before has ended.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> transfer, CancellationToken cancellationToken = default);

    /// <summary>Appends the next transfer to <paramref name="destination"/>; false at the end.</summary>
    ValueTask<bool> ReceiveAsync(IBufferWriter<byte> destination, CancellationToken cancellationToken = default);
}
