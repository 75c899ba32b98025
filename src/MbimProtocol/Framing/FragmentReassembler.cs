using System.Buffers;
using System.Buffers.Binary;
using MbimProtocol.Messages;

namespace MbimProtocol.Framing;

/// <summary>
/// Joins the fragments of one message at a time (MBIM 1.0, 9.2 and 9.3.4). Every transfer may pass through: one that is whole, or of a type
/// without fragments, comes out as it is. Messages that may interleave (answers and notifications, at a host) take one reassembler each.
/// <para>
/// Fragment 0 always begins a message. If another one is unfinished, that one is abandoned. Any other fragment must be the one that is due;
/// if not, what was collected for its TransactionId is dropped, and every further fragment of it but a 0 is out of sequence again. So 1, 1 are
/// two errors, and 1, 0, 2 are two errors (1 and 2) and no message. A stray fragment of another TransactionId leaves an unfinished message alone.
/// </para>
/// </summary>
/// <param name="maxMessageLength">The longest message to put together, in bytes.</param>
/// <example>
/// <code>
/// using var reassembler = new FragmentReassembler(maxMessageLength: 64 * 1024);
/// var now = TimeSpan.FromMilliseconds(Environment.TickCount64);
/// if (reassembler.Add(transfer, now, out var message).Outcome == FragmentOutcome.Complete)
/// {
///     Console.WriteLine(MbimMessageRenderer.ToLine(message));
/// }
/// </code>
/// </example>
public sealed class FragmentReassembler(int maxMessageLength) : IDisposable
{
    /// <summary>The longest time between two fragments of a message: 1250 ms.</summary>
    public static readonly TimeSpan FragmentTimeout = TimeSpan.FromMilliseconds(1250);

    private const int Overhead = MessageHeader.Size + FragmentHeader.Size;
    private const int FirstCapacity = 1024;

    private byte[] _buffer = [];
    private int _length;
    private MessageHeader _header;
    private FragmentHeader _due;
    private TimeSpan _deadline;

    /// <summary>Whether a message is unfinished.</summary>
    public bool IsPending => _due.Total != 0;

    /// <summary>The transaction id of the unfinished message; meaningful while <see cref="IsPending"/>.</summary>
    public uint PendingTransactionId => _header.TransactionId;

    /// <summary>When the next fragment must be there, on the caller's clock; null when none is awaited.</summary>
    public TimeSpan? Deadline => IsPending ? _deadline : null;

    /// <summary>Takes one transfer.</summary>
    /// <param name="transfer">The transfer's true bytes.</param>
    /// <param name="now">The time on any clock that never goes back.</param>
    /// <param name="message">
    /// The whole message as fragment 0 of 1, when the outcome is Complete: a view of the transfer, or of memory that stays as it is until the
    /// next call. Whether its InformationBufferLength is right, <see cref="MbimMessage.TryParse"/> tells.
    /// </param>
    public FragmentResult Add(ReadOnlySpan<byte> transfer, TimeSpan now, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (transfer.Length < MessageHeader.Size)
        {
            return new FragmentResult(FragmentOutcome.Truncated, 0);
        }

        var header = MessageHeader.Read(transfer);
        if (header.Length != (uint)transfer.Length)
        {
            return Drop(header, FragmentOutcome.LengthMismatch);
        }

        if (!MbimMessage.IsFragmentable(header.Type))
        {
            message = transfer;
            return new FragmentResult(FragmentOutcome.Complete, header.TransactionId);
        }

        if (transfer.Length < Overhead)
        {
            return Drop(header, FragmentOutcome.LengthMismatch);
        }

        var fragment = FragmentHeader.Read(transfer[FragmentHeader.Offset..]);
        if (fragment.Current >= fragment.Total)
        {
            return Drop(header, FragmentOutcome.BadFragmentNumber);
        }

        return fragment.Current == 0 ? Begin(header, fragment, transfer, now, out message) : Continue(header, fragment, transfer, now, out message);
    }

    /// <summary>Drops the unfinished message if its deadline is over.</summary>
    /// <param name="now">The time.</param>
    /// <param name="transactionId">Whom <see cref="MbimProtocolError.TimeoutFragment"/> is due to, when the answer is true.</param>
    public bool Expire(TimeSpan now, out uint transactionId)
    {
        transactionId = _header.TransactionId;
        if (!IsPending || now < _deadline)
        {
            return false;
        }

        Reset();
        return true;
    }

    /// <summary>Forgets the unfinished message and gives its memory back.</summary>
    public void Reset()
    {
        if (_buffer.Length != 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = [];
        _length = 0;
        _header = default;
        _due = default;
    }

    /// <summary>The same as <see cref="Reset"/>.</summary>
    public void Dispose() => Reset();

    private FragmentResult Begin(
        MessageHeader header, FragmentHeader fragment, ReadOnlySpan<byte> transfer, TimeSpan now, out ReadOnlySpan<byte> message)
    {
        uint? abandoned = IsPending ? _header.TransactionId : null;
        if (_length > 0)
        {
            Reset();
        }

        message = default;
        if (fragment.Total == 1)
        {
            message = transfer;
            return new FragmentResult(FragmentOutcome.Complete, header.TransactionId, abandoned);
        }

        // Every fragment brings a byte at least, so a total above the bound can be refused before it costs anything.
        if (fragment.Total > (uint)maxMessageLength || DeclaredLength(header.Type, transfer) > maxMessageLength)
        {
            return new FragmentResult(FragmentOutcome.TooLarge, header.TransactionId, abandoned);
        }

        _header = header;
        _due = fragment;
        return Append(transfer, transfer, now, out message) with { AbandonedTransactionId = abandoned };
    }

    private FragmentResult Continue(
        MessageHeader header, FragmentHeader fragment, ReadOnlySpan<byte> transfer, TimeSpan now, out ReadOnlySpan<byte> message)
    {
        message = default;
        return IsPending && header.TransactionId == _header.TransactionId && header.Type == _header.Type && fragment == _due
            ? Append(transfer, transfer[Overhead..], now, out message)
            : Drop(header, FragmentOutcome.OutOfSequence);
    }

    private FragmentResult Append(ReadOnlySpan<byte> transfer, ReadOnlySpan<byte> bytes, TimeSpan now, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (transfer.Length == Overhead)
        {
            return Drop(_header, FragmentOutcome.LengthMismatch);
        }

        if (bytes.Length > maxMessageLength - _length)
        {
            return Drop(_header, FragmentOutcome.TooLarge);
        }

        EnsureCapacity(_length + bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
        _due = _due with { Current = _due.Current + 1 };
        if (_due.Current < _due.Total)
        {
            _deadline = now + FragmentTimeout;
            return new FragmentResult(FragmentOutcome.More, _header.TransactionId);
        }

        _due = default;
        var whole = _buffer.AsSpan(0, _length);
        (_header with { Length = (uint)_length }).Write(whole);
        new FragmentHeader(1, 0).Write(whole[FragmentHeader.Offset..]);
        message = whole;
        return new FragmentResult(FragmentOutcome.Complete, _header.TransactionId);
    }

    private FragmentResult Drop(MessageHeader header, FragmentOutcome outcome)
    {
        if (header.TransactionId == _header.TransactionId)
        {
            Reset();
        }

        return new FragmentResult(outcome, header.TransactionId);
    }

    private void EnsureCapacity(int needed)
    {
        if (needed <= _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Min(maxMessageLength, Math.Max(FirstCapacity, 2 * _buffer.Length))));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        if (_buffer.Length != 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
    }

    private static long DeclaredLength(MbimMessageType type, ReadOnlySpan<byte> transfer)
    {
        var headerSize = MbimMessage.HeaderSize(type);
        return transfer.Length < headerSize ? 0 : headerSize + (long)BinaryPrimitives.ReadUInt32LittleEndian(transfer[(headerSize - 4)..]);
    }
}
