using MbimProtocol.Encoding;

namespace MbimProtocol.Fields;

/// <summary>A field's value as a file or a request gives it: a text, a list, or fields of a structure.</summary>
public sealed record FieldValue
{
    private FieldValue()
    {
    }

    /// <summary>The text of a single value; null for a list or a structure.</summary>
    public string? Text { get; private init; }

    /// <summary>The elements of a list; empty for the others.</summary>
    public MbimArray<FieldValue> Items { get; private init; }

    /// <summary>The fields of a structure; empty for the others.</summary>
    public MbimArray<FieldChange> Members { get; private init; }

    /// <summary>Whether it is a list.</summary>
    public bool IsList { get; private init; }

    /// <summary>A single value.</summary>
    public static FieldValue Of(string text) => new() { Text = text };

    /// <summary>A list.</summary>
    public static FieldValue OfItems(IEnumerable<FieldValue> items) => new() { Items = items.ToMbimArray(), IsList = true };

    /// <summary>A structure.</summary>
    public static FieldValue OfMembers(IEnumerable<FieldChange> members) => new() { Members = members.ToMbimArray() };
}
