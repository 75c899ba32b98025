using System.Buffers;
using System.Runtime.CompilerServices;
using MbimProtocol.Host;

namespace MbimEmulator.Links;

/// <summary>An attached link as the transport of a client in the same process.</summary>
/// <param name="link">The link; it has the host's place.</param>
public sealed class LinkTransport(ModemLink link) : IMbimPushTransport
{
    /// <summary>The link.</summary>
    public ModemLink Link { get; } = link;

    /// <inheritdoc/>
    public IWorkQueue? Work => Link.Work;

    /// <summary>Sends one transfer.</summary>
    /// <exception cref="IOException">The link is closed; the message says why.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> transfer, CancellationToken cancellationToken = default)
    {
        if (!Link.MaySend)
        {
            return WaitAndSendAsync(transfer, cancellationToken);
        }

        Link.Send(Transfer.Copy(transfer.Span));
        return ValueTask.CompletedTask;
    }

    /// <summary>Appends the next transfer to <paramref name="destination"/>; false when the link is closed and drained.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReceiveAsync(IBufferWriter<byte> destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Transfer transfer;
        while (!Link.TryReceive(out transfer))
        {
            if (!await Link.WaitToReceiveAsync(cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        destination.Write(transfer.Span);
        transfer.Dispose();
        return true;
    }

    /// <inheritdoc/>
    public void Begin(TransferReceived received, Action ended) => Link.BeginPush(received, ended);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitAndSendAsync(ReadOnlyMemory<byte> transfer, CancellationToken cancellationToken)
    {
        await Link.WaitToSendAsync(cancellationToken).ConfigureAwait(false);
        if (Link.CloseReason is { } reason)
        {
            throw new IOException($"The modem's link is closed: {reason}.");
        }

        Link.Send(Transfer.Copy(transfer.Span));
    }

    /// <summary>Detaches the link.</summary>
    public ValueTask DisposeAsync()
    {
        Link.Detach("closed by the client");
        return ValueTask.CompletedTask;
    }
}
