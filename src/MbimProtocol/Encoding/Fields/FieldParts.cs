using MbimProtocol.Generated;

namespace MbimProtocol.Fields;

/// <summary>
/// The places that belong to one field, element or TLV. What follows its name after a point, in small letters, names a part:
/// <c>AccessString.offset</c>, <c>Providers.count</c>, <c>UnnamedIes[0].length</c>.
/// </summary>
internal sealed class FieldParts
{
    /// <summary>The names of all parts.</summary>
    public static readonly string[] All = ["offset", "size", "count", "data", "type", "reserved", "padding", "length"];

    /// <summary>The bytes in their fixed place: of what is referenced the reference, of a TLV its header.</summary>
    public FieldPlace Own { get; init; }

    public FieldPlace? Offset { get; init; }

    public FieldPlace? Size { get; init; }

    public FieldPlace? Count { get; init; }

    /// <summary>The variable data as the buffer's own offset and size have it, whether or not it is within the buffer.</summary>
    public (long Offset, long Size)? Data { get; init; }

    /// <summary>Where a TLV begins.</summary>
    public int? Tlv { get; init; }

    /// <summary>The structure that stands in <see cref="Data"/>, or inline.</summary>
    public RecordLayout? Structure { get; init; }

    /// <summary>The names of the parts that there are.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            string?[] names =
            [
                Offset is null ? null : "offset",
                Size is null ? null : "size",
                Count is null ? null : "count",
                .. Tlv is null ? Array.Empty<string>() : ["type", "reserved", "padding", "length"],
                Data is null ? null : "data",
            ];
            return names.OfType<string>();
        }
    }

    /// <summary>The place of a part; null when there is no such part, or when it is not within <paramref name="limit"/> bytes.</summary>
    public FieldPlace? Find(string part, int limit) => part switch
    {
        "offset" => Offset,
        "size" => Size,
        "count" => Count,
        "type" => At(0, 2),
        "reserved" => At(2, 1),
        "padding" => At(3, 1),
        "length" => At(4, 4),
        "data" when Data is { } data && data.Offset >= 0 && data.Offset + data.Size <= limit => new FieldPlace((int)data.Offset, (int)data.Size),
        _ => null,
    };

    private FieldPlace? At(int offset, int size) => Tlv is { } tlv ? new FieldPlace(tlv + offset, size) : null;
}
