using System.Buffers;
using MbimProtocol.Host;

namespace MbimClient;

/// <summary>
/// One queue and one writer at a time: whoever finds nobody writing writes until the queue is empty. So a lone command is written by its
/// caller without a change of threads, and no lock is held while a transfer is on its way.
/// </summary>
internal sealed class SendQueue(IMbimTransport transport, Action<Exception> failed, CancellationToken stopping)
{
    private readonly Lock _gate = new();
    private readonly Queue<(byte[] Buffer, int Length)> _waiting = new();
    private bool _isWriting;
    private bool _isEmpty = true;
    private bool _isEnded;

    public void Add(ReadOnlySpan<byte> transfer)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(transfer.Length);
        transfer.CopyTo(buffer);
        lock (_gate)
        {
            if (!_isEnded)
            {
                _waiting.Enqueue((buffer, transfer.Length));
                _isEmpty = false;
                return;
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Writes what waits, unless somebody does already. Never throws: a failure goes to the callback.</summary>
    public Task DrainAsync() => Volatile.Read(ref _isEmpty) ? Task.CompletedTask : WriteAsync();

    private async Task WriteAsync()
    {
        (byte[] Buffer, int Length) next;
        lock (_gate)
        {
            if (_isWriting || !_waiting.TryDequeue(out next))
            {
                return;
            }

            _isWriting = true;
            _isEmpty = _waiting.Count == 0;
        }

        do
        {
            try
            {
                await transport.SendAsync(next.Buffer.AsMemory(0, next.Length), stopping).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Whatever a transport throws ends the connection, and every waiting request is told.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                End();
                failed(exception);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(next.Buffer);
            }
        }
        while (TryTake(out next));
    }

    /// <summary>Nothing more is taken; what waits is dropped.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            while (_waiting.TryDequeue(out var dropped))
            {
                ArrayPool<byte>.Shared.Return(dropped.Buffer);
            }
        }
    }

    private bool TryTake(out (byte[] Buffer, int Length) next)
    {
        lock (_gate)
        {
            _isWriting = _waiting.TryDequeue(out next);
            _isEmpty = _waiting.Count == 0;
            return _isWriting;
        }
    }
}
