using System.Buffers.Binary;
using MbimProtocol.Encoding;
using MbimProtocol.Generated;

namespace MbimProtocol.Fields;

/// <summary>Walks the inline part of a structure up to a field. What the bytes claim is bounded by <paramref name="limit"/>.</summary>
/// <param name="buffer">The whole information buffer.</param>
/// <param name="start">The structure's first byte.</param>
/// <param name="limit">The end of its bytes; at most the buffer's.</param>
internal readonly ref struct InlineWalk(ReadOnlySpan<byte> buffer, int start, int limit)
{
    private const int TableEntry = 8;
    private readonly ReadOnlySpan<byte> _buffer = buffer;
    private readonly Dictionary<string, int> _positions = [];

    /// <summary>Goes to a field.</summary>
    /// <param name="layout">The structure.</param>
    /// <param name="target">One of its fields.</param>
    /// <param name="parts">The places of the whole value.</param>
    /// <param name="broken">Why it is not there, when the answer is false.</param>
    public bool TryReach(RecordLayout layout, FieldDeclaration target, out FieldParts parts, out string broken)
    {
        parts = new FieldParts();
        long at = start;
        foreach (var field in layout.Fields)
        {
            var isThere = field.ConditionProperty is null || U32(_positions[field.ConditionProperty]) == field.ConditionValue;
            if (at > limit || (isThere && at + Least(field) > limit))
            {
                broken = $"{limit} bytes, and {field.Name} at {at}";
                return false;
            }

            _positions[field.Name] = (int)at;
            if (ReferenceEquals(field, target))
            {
                broken = isThere ? "" : $"{field.ConditionProperty} {U32(_positions[field.ConditionProperty!])}, and it is only there with {field.ConditionValue}";
                parts = isThere ? Whole(field, (int)at) : parts;
                return isThere;
            }

            at += isThere ? InlineLength(field, (int)at) : 0;
        }

        broken = "no such field";
        return false;
    }

    /// <summary>An element of an array that was reached.</summary>
    /// <param name="field">The array.</param>
    /// <param name="whole">The places of the whole value.</param>
    /// <param name="index">The element, from 0.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>Its places; null when there is no such element.</returns>
    public FieldParts? Element(FieldDeclaration field, FieldParts whole, int index, out long count)
    {
        var (data, size) = whole.Data ?? (whole.Own.Offset, whole.Own.Size);
        count = field.Form switch
        {
            FieldForm.TlvUInt16Array => size / 2,
            FieldForm.TlvList => CountTlvs(data),
            _ => whole.Count is { } counter ? U32(counter.Offset) : 0,
        };
        if (index < 0 || index >= count)
        {
            return null;
        }

        long stride = field.Form switch
        {
            FieldForm.TextArray or FieldForm.RefStructArray => TableEntry,
            FieldForm.TlvUInt16Array => 2,
            FieldForm.UInt32Array => 4,
            _ => Math.Max(field.ElementSize, 0),
        };
        var at = field.Form switch
        {
            FieldForm.TlvList => SkipTlvs(data, index),
            FieldForm.CountedStructArray => SkipStructures(field.Structure!, data + 4, data + size, index),
            _ => data + (index * stride),
        };
        if (at < 0 || at + stride > _buffer.Length)
        {
            return null;
        }

        var place = (int)at;
        return field.Form switch
        {
            FieldForm.TextArray or FieldForm.RefStructArray => Reference(place, place + 4, field.Structure),
            FieldForm.TlvList => TlvAt(place),
            FieldForm.StructArray => Inline(field.Structure!, place, place + stride),
            FieldForm.CountedStructArray => Inline(field.Structure!, place, data + size),
            _ => new FieldParts { Own = new(place, (int)stride) },
        };
    }

    private FieldParts Whole(FieldDeclaration field, int at)
    {
        FieldPlace? counter = field.CountedBy is { } name ? new FieldPlace(_positions[name], 4) : null;
        long counted = counter is { } place ? U32(place.Offset) : 0;
        var length = (int)Math.Min(InlineLength(field, at), limit - at);
        FieldPlace own = new(at, length);
        switch (field.Form)
        {
            case FieldForm.Text or FieldForm.Utf8Text or FieldForm.RefBytes or FieldForm.RefStruct:
                return Reference(at, at + 4, field.Structure);
            case FieldForm.SizeThenOffsetBytes:
                return Reference(at + 4, at, null);
            case FieldForm.CountedStructArray:
                var reference = Reference(at, at + 4, null);
                return reference.Data is { Size: >= 4 } counts && counts.Offset + 4 <= limit
                    ? new FieldParts { Own = own, Offset = reference.Offset, Size = reference.Size, Data = reference.Data, Count = new((int)counts.Offset, 4) }
                    : reference;
            case FieldForm.RefBytesSized:
                return new FieldParts { Own = own, Offset = own, Size = counter, Data = (start + U32(at), counted) };
            case FieldForm.RefAddress:
                return new FieldParts { Own = own, Offset = own, Data = U32(at) == 0 ? null : (start + U32(at), field.ElementSize) };
            case FieldForm.AddressArray or FieldForm.StructArray:
                return new FieldParts { Own = own, Offset = own, Count = counter, Data = (start + U32(at), counted * field.ElementSize) };
            case FieldForm.UInt32Array or FieldForm.TextArray or FieldForm.RefStructArray:
                return new FieldParts { Own = own, Count = counter, Data = (at, length) };
            case FieldForm.InlineBytes:
                return new FieldParts { Own = new(at, 4), Size = new FieldPlace(at, 4), Data = (at + 4, U32(at)) };
            case FieldForm.InlineBytesSized:
                return new FieldParts { Own = new(at, (int)Math.Min(counted, limit - at)), Size = counter, Data = (at, counted) };
            case FieldForm.FixedBytes or FieldForm.RemainingBytes or FieldForm.TlvList:
                return new FieldParts { Own = own, Data = (at, length) };
            case FieldForm.Tlv or FieldForm.TlvText or FieldForm.TlvUInt16Array:
                return TlvAt(at);
            case FieldForm.Struct:
                return Inline(field.Structure!, at, field.ElementSize >= 0 ? at + field.ElementSize : limit, length);
            default:
                return new FieldParts { Own = own };
        }
    }

    private FieldParts Reference(int offset, int size, RecordLayout? structure) => new()
    {
        Own = new(Math.Min(offset, size), TableEntry),
        Offset = new FieldPlace(offset, 4),
        Size = new FieldPlace(size, 4),
        Data = (start + U32(offset), U32(size)),
        Structure = structure,
    };

    private FieldParts TlvAt(int at) => new()
    {
        Own = new(at, Tlv.HeaderSize),
        Tlv = at,
        Data = (at + Tlv.HeaderSize, at + Tlv.HeaderSize <= _buffer.Length ? U32(at + 4) : 0),
    };

    private FieldParts Inline(RecordLayout structure, int at, long end, int length = -1)
    {
        var size = length >= 0 ? length : end <= _buffer.Length ? structure.Measure(_buffer[at..(int)end]) : 0;
        return new FieldParts { Own = new(at, size), Data = (at, end - at), Structure = structure };
    }

    private static long Least(FieldDeclaration field) => field.Form switch
    {
        FieldForm.Tlv or FieldForm.TlvText or FieldForm.TlvUInt16Array => Tlv.HeaderSize,
        FieldForm.InlineBytes => 4,
        _ => Math.Max(field.InlineSize, 0),
    };

    private long InlineLength(FieldDeclaration field, int at)
    {
        long counted = field.CountedBy is { } counter ? U32(_positions[counter]) : 0;
        return field.Form switch
        {
            FieldForm.TextArray or FieldForm.RefStructArray => counted * TableEntry,
            FieldForm.UInt32Array => counted * 4,
            FieldForm.InlineBytes => Math.Min(4 + Align(U32(at)), limit - at),
            FieldForm.InlineBytesSized => Math.Min(Align(counted), limit - at),
            FieldForm.RemainingBytes or FieldForm.TlvList => limit - at,
            FieldForm.Tlv or FieldForm.TlvText or FieldForm.TlvUInt16Array => TlvLength(at),
            FieldForm.Struct when field.ElementSize < 0 => field.Structure!.Measure(_buffer[at..limit]),
            _ => field.InlineSize,
        };
    }

    private long TlvLength(long at) => Tlv.HeaderSize + (long)U32((int)at + 4) + _buffer[(int)at + 3];

    private long CountTlvs(long at)
    {
        var count = 0;
        for (; at + Tlv.HeaderSize <= limit; at += TlvLength(at))
        {
            count++;
        }

        return count;
    }

    private long SkipTlvs(long at, int index)
    {
        for (; index > 0; index--)
        {
            at += TlvLength(at);
        }

        return at;
    }

    private long SkipStructures(RecordLayout structure, long at, long end, int index)
    {
        for (; index > 0 && at < end && end <= _buffer.Length; index--)
        {
            at += Math.Max(structure.Measure(_buffer[(int)at..(int)end]), 1);
        }

        return index == 0 && at < end && end <= _buffer.Length ? at : -1;
    }

    private static long Align(long size) => (size + 3) & ~3L;

    private long U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_buffer.Slice(at, 4));
}
