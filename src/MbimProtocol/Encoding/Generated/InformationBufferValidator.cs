using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using MbimProtocol.Encoding;

namespace MbimProtocol.Generated;

/// <summary>
/// Checks an information buffer before any of it is used: every offset, size and count against what remains, every text, every TLV. The
/// generated code calls it once per field; the first error wins. Positions are bytes from the start of the information buffer.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct InformationBufferValidator
{
    private readonly ReadOnlySpan<byte> _buffer;
    private readonly bool _strict;
    private long _referenced;
    private MbimFormatError _error;

    /// <summary>Begins with nothing checked.</summary>
    public InformationBufferValidator(ReadOnlySpan<byte> buffer, MbimReadMode mode)
    {
        _buffer = buffer;
        _strict = mode == MbimReadMode.Strict;
    }

    /// <summary>Walks bytes that were checked before, to find where a structure ends.</summary>
    public static InformationBufferValidator ForMeasuring(ReadOnlySpan<byte> buffer) =>
        new(buffer, MbimReadMode.Tolerant) { _referenced = long.MinValue };

    /// <summary>The first malformed place.</summary>
    public readonly MbimFormatError Error => _error;

    /// <summary>The u32 at a position that was checked.</summary>
    public readonly uint UInt32(int position) => BinaryPrimitives.ReadUInt32LittleEndian(_buffer.Slice(position, 4));

    /// <summary>The u16 at a position that was checked.</summary>
    public readonly ushort UInt16(int position) => BinaryPrimitives.ReadUInt16LittleEndian(_buffer.Slice(position, 2));

    /// <summary>Whether <paramref name="size"/> bytes stand inline at <paramref name="position"/>.</summary>
    public bool Inline(int position, int limit, int size, string field) =>
        limit - position >= size || Fail(MbimFormatErrorKind.Truncated, field, position, $"{size} bytes", $"{Math.Max(limit - position, 0)} bytes");

    /// <summary>Whether the array that the count announces stands inline at <paramref name="position"/>; gives its size in bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Counted(int countPosition, int position, int limit, int stride, string field, out int bytes)
    {
        var count = UInt32(countPosition);
        var size = (ulong)count * (uint)stride;
        bytes = (int)size;
        return size <= (uint)Math.Max(limit - position, 0) || FailCount(countPosition, (uint)Math.Max(limit - position, 0) / (uint)stride, stride, field);
    }

    /// <summary>Whether as many bytes as the size field says, padded to 4, stand inline at <paramref name="position"/>.</summary>
    public bool InlineBytes(int sizePosition, int position, int limit, string field, out int bytes)
    {
        var size = UInt32(sizePosition);
        var room = (uint)Math.Max(limit - position, 0);
        bytes = (int)Math.Min(WireFormat.Align(Math.Min(size, room)), room);
        return size <= room || Fail(MbimFormatErrorKind.Size, field, sizePosition, $"at most {room} bytes", $"{size}");
    }

    /// <summary>Checks an offset and size: see <see cref="Reference(int, uint, int, int, int, ref int, string, out int)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Reference(int offsetPosition, int sizePosition, int start, int inlineEnd, int limit, ref int next, string field, out int position, out int size)
    {
        var declared = UInt32(sizePosition);
        size = (int)declared;
        return Reference(offsetPosition, declared, start, inlineEnd, limit, ref next, field, out position);
    }

    /// <summary>
    /// Checks an offset, relative to <paramref name="start"/>, to <paramref name="size"/> bytes of variable data behind the inline part and
    /// before <paramref name="limit"/>. Strict: aligned to 4 and not before <paramref name="next"/>, the end of the variable data so far.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Reference(int offsetPosition, uint size, int start, int inlineEnd, int limit, ref int next, string field, out int position)
    {
        var offset = UInt32(offsetPosition);
        var end = (ulong)offset + size;
        position = start + (int)offset;
        if (size == 0 || offset < (uint)(inlineEnd - start) || end > (uint)(limit - start) || (_strict && ((offset & 3) != 0 || position < next)))
        {
            position = start;
            return Refuse(offsetPosition, offset, size, (uint)(inlineEnd - start), (uint)(limit - start), next - start, field);
        }

        next = Math.Max(next, Math.Min(WireFormat.Align(start + (int)end), limit));
        return true;
    }

    /// <summary>Adds referenced bytes; together they may not be more than the buffer holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Charge(int bytes, int position, string field)
    {
        _referenced += bytes;
        return _referenced <= _buffer.Length || FailCharge(position, field);
    }

    /// <summary>Strict: whether the u32 at a position is the size that the bytes themselves have.</summary>
    public bool Repeats(int position, uint size, string field) =>
        !_strict || UInt32(position) == size || Fail(MbimFormatErrorKind.Size, field, position, $"{size}, the size of what follows", $"{UInt32(position)}");

    /// <summary>Whether the bytes are UTF-16LE; counts them as referenced.</summary>
    public bool Utf16(int position, int size, string field)
    {
        if ((size & 1) != 0)
        {
            return Fail(MbimFormatErrorKind.Text, field, position, "an even number of bytes of UTF-16", $"{size} bytes");
        }

        var chars = MemoryMarshal.Cast<byte, char>(_buffer.Slice(position, size));
        var lone = WireFormat.IndexOfLoneSurrogate(chars);
        return lone >= 0
            ? Fail(MbimFormatErrorKind.Text, field, position + (lone * 2), "UTF-16", $"the lone surrogate 0x{(int)chars[lone]:x4}")
            : Charge(size, position, field);
    }

    /// <summary>Whether the bytes are UTF-8; counts them as referenced.</summary>
    public bool Utf8Text(int position, int size, string field) =>
        Utf8.IsValid(_buffer.Slice(position, size))
            ? Charge(size, position, field)
            : Fail(MbimFormatErrorKind.Text, field, position, "UTF-8", "bytes that are not");

    /// <summary>Whether a string array's offsets and sizes, which stand inline at <paramref name="position"/>, name UTF-16LE.</summary>
    public bool Strings(int position, int bytes, int start, int inlineEnd, int limit, ref int next, string field)
    {
        for (var at = position; at < position + bytes; at += 8)
        {
            if (!Reference(at, at + 4, start, inlineEnd, limit, ref next, field, out var text, out var size) || !Utf16(text, size, field))
            {
                return Within(field, (at - position) / 8, replace: true);
            }
        }

        return true;
    }

    /// <summary>Whether a TLV stands inline at <paramref name="position"/>, of the type when one is expected; gives the place behind it.</summary>
    public bool Tlv(int position, int limit, TlvType? expected, string field, out int end)
    {
        end = position;
        if (!Inline(position, limit, Encoding.Tlv.HeaderSize, field))
        {
            return false;
        }

        var type = (TlvType)UInt16(position);
        int reserved = _buffer[position + 2];
        int padding = _buffer[position + 3];
        var size = UInt32(position + 4);
        var room = (uint)(limit - position - Encoding.Tlv.HeaderSize);
        if (expected is { } wanted && type != wanted)
        {
            return Fail(MbimFormatErrorKind.Tlv, field, position, $"a TLV of type {(int)wanted}", $"type {(int)type}");
        }

        if (padding > 3 || (_strict && (reserved != 0 || padding != WireFormat.Padding(size))))
        {
            return Fail(MbimFormatErrorKind.Tlv, field, position + 2, $"reserved 0, padding {WireFormat.Padding(size)}", $"reserved {reserved}, padding {padding}");
        }

        if (size > room || padding > room - size)
        {
            return Fail(MbimFormatErrorKind.Tlv, field, position + 4, $"at most {room} bytes with padding", $"{size} and {padding} bytes of padding");
        }

        end = position + Encoding.Tlv.HeaderSize + (int)size + padding;
        return true;
    }

    /// <summary>Whether a TLV of type WCHAR_STR stands inline at <paramref name="position"/>.</summary>
    public bool TlvText(int position, int limit, string field, out int end) =>
        Tlv(position, limit, TlvType.WcharStr, field, out end)
        && Utf16(position + Encoding.Tlv.HeaderSize, (int)UInt32(position + 4), field);

    /// <summary>Whether a TLV of type UINT16_TBL stands inline at <paramref name="position"/>.</summary>
    public bool TlvUInt16Array(int position, int limit, string field, out int end) =>
        Tlv(position, limit, TlvType.Uint16Tbl, field, out end)
        && ((UInt32(position + 4) & 1) == 0
            || Fail(MbimFormatErrorKind.Tlv, field, position + 4, "an even number of bytes", $"{UInt32(position + 4)} bytes"));

    /// <summary>Whether TLVs stand back to back from <paramref name="position"/> to <paramref name="limit"/>.</summary>
    public bool TlvList(int position, int limit, string field)
    {
        for (var index = 0; position < limit; index++)
        {
            if (!Tlv(position, limit, null, field, out position))
            {
                return Within(field, index, replace: true);
            }
        }

        return true;
    }

    /// <summary>Strict: nothing but padding stands between the end of the fields and the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Finish(int end, int limit, string field) =>
        end == limit || !_strict || limit - end <= WireFormat.Padding((uint)end) || FailTrailing(end, limit, field);

    /// <summary>Notes that the error stands in a structure; always false.</summary>
    public bool Within(string field)
    {
        _error = _error with { Field = $"{field}.{_error.Field}" };
        return false;
    }

    /// <summary>Notes that the error stands in an array's element; always false.</summary>
    public bool Within(string field, int index, bool replace = false)
    {
        _error = _error with { Field = replace ? $"{field}[{index}]" : $"{field}[{index}].{_error.Field}" };
        return false;
    }

    // A reference without data is in order, unless it is strict and has an offset nevertheless; every other one that comes here is not.
    private bool Refuse(int offsetPosition, uint offset, uint size, uint inline, uint room, int next, string field)
    {
        if (size == 0)
        {
            return !_strict || offset == 0 || Fail(MbimFormatErrorKind.Offset, field, offsetPosition, "offset 0 with size 0", $"{offset}");
        }

        if (offset < inline || offset > room)
        {
            return Fail(MbimFormatErrorKind.Offset, field, offsetPosition, $"{inline} to {room}, the variable part", $"{offset}");
        }

        if (size > room - offset)
        {
            return Fail(MbimFormatErrorKind.Size, field, offsetPosition, $"at most {room - offset} bytes from offset {offset}", $"{size}");
        }

        return (offset & 3) != 0
            ? Fail(MbimFormatErrorKind.Offset, field, offsetPosition, "a multiple of 4", $"{offset}")
            : Fail(MbimFormatErrorKind.Overlap, field, offsetPosition, $"{next} or more, after the data of earlier fields", $"{offset}");
    }

    private bool FailCount(int position, uint room, int stride, string field) =>
        Fail(MbimFormatErrorKind.Count, field, position, $"at most {room} elements of {stride} bytes", $"{UInt32(position)}");

    private bool FailCharge(int position, string field) =>
        Fail(MbimFormatErrorKind.Overlap, field, position, $"at most {_buffer.Length} referenced bytes in all", $"{_referenced}");

    private bool FailTrailing(int end, int limit, string field) =>
        Fail(MbimFormatErrorKind.Trailing, field, end, "the end of the buffer", $"{limit - end} more bytes");

    private bool Fail(MbimFormatErrorKind kind, string field, int position, string expected, string found)
    {
        _error = new MbimFormatError(kind, field, position, expected, found);
        return false;
    }
}
