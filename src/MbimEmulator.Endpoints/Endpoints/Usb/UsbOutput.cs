using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Channels;

namespace MbimEmulator.Hosting.Endpoints.Usb;

/// <summary>What goes to one peer: queued in any thread, written in that order by one writer, several in one write when they wait.</summary>
/// <param name="output">The connection's output.</param>
/// <param name="write">Writes one item to the output's memory, without I/O; it disposes what the item holds.</param>
/// <param name="drop">Disposes what an item holds that is not written.</param>
internal sealed class UsbOutput<T>(PipeWriter output, Action<PipeWriter, T> write, Action<T> drop)
{
    // A peer that takes nothing gets nothing more done for it.
    private const int MaxWaiting = 256;

    private const int MaxUnflushed = 64 * 1024;

    private readonly Channel<T> _items = Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleReader = true });
    private TaskCompletionSource? _room;
    private int _waiting;

    /// <summary>Queues an item; behind the end it is dropped.</summary>
    public void Queue(T item)
    {
        Interlocked.Increment(ref _waiting);
        if (!_items.Writer.TryWrite(item))
        {
            drop(item);
        }
    }

    /// <summary>Completes when few items wait, or at the end. One caller at a time.</summary>
    public async ValueTask WaitForRoomAsync()
    {
        while (Volatile.Read(ref _waiting) > MaxWaiting)
        {
            var room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Exchange(ref _room, room);
            if (Volatile.Read(ref _waiting) > MaxWaiting)
            {
                await room.Task.ConfigureAwait(false);
            }
        }
    }

    /// <summary>Nothing more is queued; what waits is still written.</summary>
    public void End() => _items.Writer.TryComplete();

    /// <summary>Writes until the end, or until the peer takes nothing more; the answer is why.</summary>
    public async Task<string?> RunAsync()
    {
        string? failure = null;
        try
        {
            while (await _items.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (output.UnflushedBytes < MaxUnflushed && _items.Reader.TryRead(out var item))
                {
                    write(output, item);
                    Interlocked.Decrement(ref _waiting);
                }

                if ((await output.FlushAsync().ConfigureAwait(false)) is { IsCompleted: true } or { IsCanceled: true })
                {
                    failure = "the peer no longer reads data";
                    break;
                }

                MakeRoom();
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            failure = e.Message;
        }

        _items.Writer.TryComplete();
        while (_items.Reader.TryRead(out var item))
        {
            drop(item);
        }

        Volatile.Write(ref _waiting, int.MinValue / 2);
        MakeRoom();
        return failure;
    }

    private void MakeRoom()
    {
        if (Volatile.Read(ref _waiting) <= MaxWaiting)
        {
            Interlocked.Exchange(ref _room, null)?.TrySetResult();
        }
    }
}
