using System.Buffers;
using System.IO.Pipelines;
using System.IO.Pipes;
using System.Net.Sockets;
using MbimEmulator.Links;
using MbimProtocol.Framing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>
/// Carries one connection: bytes to transfers and transfers to bytes. A transfer is never split over two writes, and whole messages that wait
/// together share one. A peer that closes its sending side still gets the answers to what it has sent, and what is queued, as long as it takes
/// something every 2 s.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="options">Pacing and time.</param>
/// <param name="ending">The endpoint ends.</param>
internal sealed class StreamConnection(ConnectionContext connection, StreamOptions options, CancellationToken ending)
{
    // What shares a write at most.
    private const int MaxTransfersOfWrite = 16;
    private const int MaxBytesOfWrite = 16 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConnectionPlace? _place = connection.Features.Get<ConnectionPlace>();
    private readonly Pacer _pacer = new(options.Pacing, options.TimeProvider);
    private readonly List<Transfer> _write = [];
    private Transfer _next;
    private volatile bool _awaitsInput;
    private volatile string? _endOfInput;
    private long _written;

    /// <summary>The socket that carries it; null when something else does.</summary>
    public Socket? Socket { get; } = connection.Features.Get<IConnectionSocketFeature>()?.Socket;

    /// <summary>The Windows pipe that carries it; null when something else does.</summary>
    public NamedPipeServerStream? Pipe => connection.Features.Get<IConnectionNamedPipeFeature>()?.NamedPipe;

    /// <summary>Waits for the first whole message without taking it; null when the connection ends or breaks before.</summary>
    public async ValueTask<byte[]?> PeekFirstAsync(uint maxMessageLength)
    {
        var input = connection.Transport.Input;
        while (await TryReadAsync(input).ConfigureAwait(false) is { } result)
        {
            var rest = result.Buffer;
            var status = MessageFramer.TryReadMessage(ref rest, maxMessageLength, out var message, out _);
            var first = status == FramingStatus.Done ? message.ToArray() : null;
            input.AdvanceTo(result.Buffer.Start, first is null ? result.Buffer.End : result.Buffer.Start);
            if (first is not null || status == FramingStatus.Invalid || result.IsCompleted || result.IsCanceled)
            {
                return first;
            }
        }

        return null;
    }

    /// <summary>Ends what the loops wait for; for the link's end.</summary>
    public void Stop()
    {
        // Behind the end of the input the link is closed in order to write what is queued.
        if (_endOfInput is null)
        {
            connection.Transport.Input.CancelPendingRead();
            connection.Transport.Output.CancelPendingFlush();
        }
    }

    /// <summary>
    /// Whether the peer has closed its sending side; never blocks. It may still read, but that cannot be told from its being gone, and it gives no
    /// more commands.
    /// </summary>
    public bool IsPeerGone() => _endOfInput is not null || (_awaitsInput && SocketEnd.IsReached(Socket));

    /// <summary>Serves an attached link until either side ends it, and tells why it ended.</summary>
    public async Task<StreamEnd> RunAsync(LinkChannel channel)
    {
        var writing = WriteAsync(channel);
        var end = await ReadAsync(channel).ConfigureAwait(false);
        if (_endOfInput is not null)
        {
            await DrainAsync(channel, writing).ConfigureAwait(false);
        }

        channel.Link.Detach(end.Reason);
        connection.Transport.Output.CancelPendingFlush();
        await writing.ConfigureAwait(false);
        return end;
    }

    private async Task<StreamEnd> ReadAsync(LinkChannel channel)
    {
        var input = connection.Transport.Input;
        try
        {
            while (true)
            {
                await channel.WaitToSendAsync().ConfigureAwait(false);
                if (channel.Link.CloseReason is { } closed)
                {
                    return new StreamEnd(closed, IsBroken: false);
                }

                _awaitsInput = true;
                var result = await input.ReadAsync().ConfigureAwait(false);
                _awaitsInput = false;
                if (Take(channel, result.Buffer, out var left) is { } broken)
                {
                    return broken;
                }

                if (result.IsCompleted)
                {
                    var end = left == 0
                        ? new StreamEnd("end of stream", IsBroken: false)
                        : new StreamEnd($"the stream ended inside a {channel.Unit}, with {left} bytes of it", IsBroken: true);
                    _endOfInput = end.Reason;
                    return end;
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            return new StreamEnd(e.Message, IsBroken: false);
        }
    }

    private StreamEnd? Take(LinkChannel channel, ReadOnlySequence<byte> buffer, out long left)
    {
        var rest = buffer;
        try
        {
            while (true)
            {
                var status = channel.TryRead(ref rest, out var transfer, out var error);
                left = rest.Length;
                if (status != FramingStatus.Done)
                {
                    return status == FramingStatus.Invalid ? new StreamEnd($"broken stream: {error}", IsBroken: true) : null;
                }

                _place?.Heard();
                channel.Send(Transfer.Copy(transfer));
            }
        }
        finally
        {
            connection.Transport.Input.AdvanceTo(rest.Start, rest.End);
        }
    }

    private async Task DrainAsync(LinkChannel channel, Task writing)
    {
        CloseWhenAnswered(channel);
        long before;
        do
        {
            before = Interlocked.Read(ref _written);
            await writing.WaitAsync(Patience + options.Pacing, options.TimeProvider, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!writing.IsCompleted && !ending.IsCancellationRequested && Interlocked.Read(ref _written) != before);
    }

    // Called at the end of the input and behind each write: whichever comes last finds both.
    private void CloseWhenAnswered(LinkChannel channel)
    {
        if (_endOfInput is { } reason && !channel.IsOwing)
        {
            channel.Link.Close(reason);
        }
    }

    private async Task WriteAsync(LinkChannel channel)
    {
        var output = connection.Transport.Output;
        try
        {
            while (await channel.WaitToReceiveAsync().ConfigureAwait(false))
            {
                while (TryTake(channel, out var transfer))
                {
                    _write.Add(transfer);
                    await _pacer.WaitAsync().ConfigureAwait(false);
                    TakeMore(channel, transfer);
                    _write.ForEach(part => output.Write(part.Span));
                    if ((await output.FlushAsync().ConfigureAwait(false)) is { IsCompleted: true } or { IsCanceled: true })
                    {
                        channel.Link.Detach("the peer no longer reads data");
                    }

                    foreach (var part in _write)
                    {
                        channel.Written(part.Span);
                    }

                    Interlocked.Add(ref _written, _write.Count);
                    EndWrite();
                    CloseWhenAnswered(channel);
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            channel.Link.Detach(e.Message);
        }
        finally
        {
            EndWrite();
            _next.Dispose();
        }
    }

    private bool TryTake(LinkChannel channel, out Transfer transfer)
    {
        transfer = _next;
        _next = default;
        return transfer.Length > 0 || channel.TryReceive(out transfer);
    }

    // With pacing each write has its own time.
    private void TakeMore(LinkChannel channel, Transfer last)
    {
        long bytes = last.Length;
        while (options.Pacing <= TimeSpan.Zero && channel.MayJoin(last.Span) && _write.Count < MaxTransfersOfWrite && bytes < MaxBytesOfWrite
            && channel.TryReceive(out last))
        {
            if (!channel.MayJoin(last.Span))
            {
                _next = last;
                return;
            }

            _write.Add(last);
            bytes += last.Length;
        }
    }

    private void EndWrite()
    {
        _write.ForEach(static part => part.Dispose());
        _write.Clear();
    }

    private static async ValueTask<ReadResult?> TryReadAsync(PipeReader input)
    {
        try
        {
            return await input.ReadAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            return null;
        }
    }
}
