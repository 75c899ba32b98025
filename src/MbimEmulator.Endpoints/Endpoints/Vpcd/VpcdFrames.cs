using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace MbimEmulator.Hosting.Endpoints.Vpcd;

/// <summary>
/// The two ends of a connection between a reader and a card, as vpcd of the Virtual Smart Card project has it: frames with a length of 2 bytes, big-endian,
/// before them. A frame of 1 byte from the reader is a <see cref="VpcdControl"/>, a longer one is a command; what the card sends answers them in order.
/// </summary>
internal sealed class VpcdFrames(PipeReader input, PipeWriter output)
{
    private const int LengthSize = 2;

    /// <summary>The next frame; null when the stream has ended between two of them.</summary>
    /// <exception cref="IOException">The connection is broken, or the stream has ended inside a frame.</exception>
    /// <exception cref="InvalidDataException">A frame is empty.</exception>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var (buffer, left) = (result.Buffer, result.Buffer.Length);
            var examined = buffer.End;
            try
            {
                if (TryTake(ref buffer, out var frame))
                {
                    examined = buffer.Start;
                    return frame;
                }
            }
            finally
            {
                input.AdvanceTo(buffer.Start, examined);
            }

            if (result.IsCompleted)
            {
                return left == 0 ? null : throw new IOException($"the stream ended inside a frame, with {left} bytes of it");
            }
        }
    }

    /// <summary>Sends a frame.</summary>
    /// <exception cref="IOException">The connection is broken.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        Put(frame.Span);
        if ((await output.FlushAsync(cancellationToken).ConfigureAwait(false)).IsCompleted)
        {
            throw new IOException("the peer no longer reads data");
        }
    }

    private void Put(ReadOnlySpan<byte> frame)
    {
        var room = output.GetSpan(LengthSize + frame.Length);
        BinaryPrimitives.WriteUInt16BigEndian(room, checked((ushort)frame.Length));
        frame.CopyTo(room[LengthSize..]);
        output.Advance(LengthSize + frame.Length);
    }

    private static bool TryTake(ref ReadOnlySequence<byte> buffer, out byte[] frame)
    {
        frame = [];
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadBigEndian(out short length))
        {
            return false;
        }

        var size = (ushort)length;
        if (size == 0)
        {
            throw new InvalidDataException("a frame of 0 bytes; expected 1 byte for a control, or an APDU");
        }

        if (reader.Remaining < size)
        {
            return false;
        }

        frame = buffer.Slice(LengthSize, size).ToArray();
        buffer = buffer.Slice(LengthSize + size);
        return true;
    }
}
