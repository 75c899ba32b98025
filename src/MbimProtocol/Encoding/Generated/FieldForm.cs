using System.ComponentModel;

namespace MbimProtocol.Generated;

/// <summary>How a field stands in an information buffer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum FieldForm
{
    /// <summary>u16, u32, i32, u64, an enumeration, a UUID or an address, inline.</summary>
    Scalar,

    /// <summary>The number of elements of a later array.</summary>
    CountOf,

    /// <summary>The size of later byte arrays.</summary>
    SizeOf,

    /// <summary>Offset to an address; 0 when absent.</summary>
    RefAddress,

    /// <summary>Offset, size to UTF-16LE.</summary>
    Text,

    /// <summary>Offset, size to UTF-8.</summary>
    Utf8Text,

    /// <summary>A table of offsets and sizes to UTF-16LE.</summary>
    TextArray,

    /// <summary>A fixed number of bytes inline.</summary>
    FixedBytes,

    /// <summary>Bytes inline up to the end.</summary>
    RemainingBytes,

    /// <summary>Offset, size to bytes.</summary>
    RefBytes,

    /// <summary>Offset to bytes; the size stands in a <see cref="SizeOf"/> field.</summary>
    RefBytesSized,

    /// <summary>Size, offset to bytes.</summary>
    SizeThenOffsetBytes,

    /// <summary>Size with the bytes behind it.</summary>
    InlineBytes,

    /// <summary>Bytes inline; the size stands in a <see cref="SizeOf"/> field.</summary>
    InlineBytesSized,

    /// <summary>Counted u32 inline.</summary>
    UInt32Array,

    /// <summary>Offset to counted addresses.</summary>
    AddressArray,

    /// <summary>A structure inline.</summary>
    Struct,

    /// <summary>Offset, size to a structure; absent with size 0.</summary>
    RefStruct,

    /// <summary>Offset to counted structures of fixed size.</summary>
    StructArray,

    /// <summary>A table of offsets and sizes to structures.</summary>
    RefStructArray,

    /// <summary>Offset, size to a count and structures back to back.</summary>
    CountedStructArray,

    /// <summary>A TLV inline.</summary>
    Tlv,

    /// <summary>A TLV of text inline.</summary>
    TlvText,

    /// <summary>A TLV of u16 inline.</summary>
    TlvUInt16Array,

    /// <summary>TLVs inline up to the end.</summary>
    TlvList,
}
