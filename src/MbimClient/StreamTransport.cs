using System.Buffers;
using System.IO.Pipelines;
using MbimProtocol.Framing;
using MbimProtocol.Host;

namespace MbimClient;

/// <summary>Control transfers over a byte stream: a pipe, a socket, a serial line. Each transfer goes out in one write.</summary>
public sealed class StreamTransport : IMbimTransport
{
    private readonly Stream _stream;
    private readonly PipeReader _reader;
    private readonly uint _maxLength;

    /// <summary>Takes over a stream.</summary>
    /// <param name="stream">The stream; it is disposed with the transport.</param>
    /// <param name="maxLength">The longest message or fragment that is taken, in bytes.</param>
    public StreamTransport(Stream stream, uint maxLength = MessageFramer.ProxyMaxLength)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        _maxLength = maxLength;
    }

    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> transfer, CancellationToken cancellationToken = default)
    {
        await _stream.WriteAsync(transfer, cancellationToken).ConfigureAwait(false);
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">What came can't be MBIM, or ended within a message.</exception>
    public async ValueTask<bool> ReceiveAsync(IBufferWriter<byte> destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        while (true)
        {
            var result = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var input = result.Buffer;
            switch (MessageFramer.TryReadMessage(ref input, _maxLength, out var transfer, out var error))
            {
                case FramingStatus.Done:
                    Append(transfer, destination);
                    _reader.AdvanceTo(input.Start);
                    return true;
                case FramingStatus.Invalid:
                    throw new InvalidDataException($"received data that is not MBIM: {error}");
                default:
                    var rest = input.Length;
                    _reader.AdvanceTo(input.Start, input.End);
                    if (!result.IsCompleted)
                    {
                        break;
                    }

                    return rest == 0 ? false : throw new InvalidDataException($"the stream ended within a message, after {rest} bytes of it");
            }
        }
    }

    /// <summary>Disposes the stream, which also ends a read that waits. The reader's buffers may be in that read's hands: the collector has them.</summary>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static void Append(in ReadOnlySequence<byte> transfer, IBufferWriter<byte> destination)
    {
        foreach (var segment in transfer)
        {
            destination.Write(segment.Span);
        }
    }
}
