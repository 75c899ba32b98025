using System.Buffers;
using System.Buffers.Binary;
using MbimProtocol;
using MbimProtocol.Framing;
using MbimProtocol.Messages;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>
/// Finds messages in what a PTY's clients write. The line cannot be closed, so what makes no sense is dropped until the line has been quiet
/// for 50 ms; half a message is dropped when its rest does not come in 1250 ms, or when a client begins anew with OPEN.
/// </summary>
internal sealed class PtyFramer(uint maxMessageLength, TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan HalfMessageTimeout = FragmentReassembler.FragmentTimeout;

    private byte[] _pending = new byte[256];
    private int _start;
    private int _end;
    private long _lastInput;
    private bool _dropping;

    /// <summary>Bytes of an unfinished message.</summary>
    public int Pending => _end - _start;

    /// <summary>Takes what one read brought.</summary>
    /// <returns>How many bytes of an unfinished message were dropped for it, and why.</returns>
    public (int Count, string? Reason) Add(ReadOnlySpan<byte> input)
    {
        var sinceLast = time.GetElapsedTime(_lastInput);
        _lastInput = time.GetTimestamp();
        if (_dropping && sinceLast < Quiet)
        {
            return default;
        }

        _dropping = false;
        var half = Pending;
        string? reason = null;
        if (half > 0 && sinceLast >= HalfMessageTimeout)
        {
            reason = "the rest did not arrive in time";
        }
        else if (half > 0 && BeginsWithOpen(input))
        {
            reason = "a client begins with OPEN";
        }

        if (reason is not null)
        {
            Clear();
        }

        Append(input);
        return reason is null ? default : (half, reason);
    }

    /// <summary>Takes off the next message.</summary>
    /// <param name="message">The message; valid until the next call.</param>
    /// <param name="error">Why the input makes no sense, when the answer is Invalid. It is dropped then, and so is what follows.</param>
    public FramingStatus TryRead(out ReadOnlySpan<byte> message, out MbimFormatError error)
    {
        message = default;
        var input = new ReadOnlySequence<byte>(_pending, _start, Pending);
        var status = MessageFramer.TryReadMessage(ref input, maxMessageLength, out var found, out error);
        if (status == FramingStatus.Done)
        {
            message = found.FirstSpan;
            _start += message.Length;
        }
        else if (status == FramingStatus.Invalid)
        {
            DropUntilQuiet();
        }

        return status;
    }

    /// <summary>Drops what there is and what comes until the line has been quiet.</summary>
    public void DropUntilQuiet()
    {
        Clear();
        _dropping = true;
    }

    /// <summary>The client is gone: forgets everything.</summary>
    public void Reset()
    {
        Clear();
        _dropping = false;
    }

    private static bool BeginsWithOpen(ReadOnlySpan<byte> input)
    {
        const int OpenSize = MessageHeader.Size + 4;
        if (input.Length < OpenSize)
        {
            return false;
        }

        var header = MessageHeader.Read(input);
        return header is { Type: MbimMessageType.Open, Length: OpenSize }
            && BinaryPrimitives.ReadUInt32LittleEndian(input[MessageHeader.Size..]) >= FragmentSplitter.MinMaxControlTransfer;
    }

    private void Clear()
    {
        _start = 0;
        _end = 0;
    }

    private void Append(ReadOnlySpan<byte> input)
    {
        if (_start > 0)
        {
            _pending.AsSpan(_start, Pending).CopyTo(_pending);
            _end -= _start;
            _start = 0;
        }

        if (_pending.Length - _end < input.Length)
        {
            Array.Resize(ref _pending, Math.Max(_pending.Length * 2, _end + input.Length));
        }

        input.CopyTo(_pending.AsSpan(_end));
        _end += input.Length;
    }
}
