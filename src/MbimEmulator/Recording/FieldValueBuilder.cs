using System.Globalization;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Generated;
using MbimProtocol.Services;

namespace MbimEmulator.Recording;

/// <summary>Collects an information buffer as the fields that make it again.</summary>
internal sealed class FieldValueBuilder : IFieldVisitor
{
    private readonly Stack<Level> _levels = new();
    private bool _isWritable = true;

    private FieldValueBuilder(RecordLayout layout) => _levels.Push(new Level(layout, null, false));

    /// <summary>The fields of a buffer; null when fields cannot make the same bytes again.</summary>
    public static FieldValue.Map? Make(MbimCid cid, BufferKind kind, MbimExVersion version, byte[] buffer)
    {
        if (cid.GetLayout(kind, version) is not { } layout)
        {
            return null;
        }

        var builder = new FieldValueBuilder(layout);
        if (buffer.Length == 0 || !cid.TryDescribe(kind, buffer, version, builder, out _) || !builder._isWritable)
        {
            return null;
        }

        var fields = new FieldValue.Map(builder._levels.Pop().Members.ToMbimArray());
        return fields.Members.Count is > 0 and <= 256 && MbimFields.TryChange(cid, kind, version, null, fields, out var made, out _) && made.AsSpan().SequenceEqual(buffer)
            ? fields
            : null;
    }

    /// <summary>An enumeration's names as fields are given them, or its number where that is all there is.</summary>
    public static string EnumerationText(ulong value, string text) =>
        char.IsAsciiLetter(text[0]) ? text.Replace(", ", "|", StringComparison.Ordinal) : value.ToString(CultureInfo.InvariantCulture);

    public void Number(string name, ulong value, bool personal) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public void SignedNumber(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public void Enumeration(string name, ulong value, string text) => Add(name, EnumerationText(value, text));

    public void Text(string name, string value, bool personal)
    {
        // "none" is how a file says that something is absent; half a pair of surrogates cannot be in a file at all.
        _isWritable &= value != "none" && !value.Any(char.IsSurrogate);
        Add(name, value);
    }

    public void Uuid(string name, Guid value) => Add(name, value.ToString());

    public void Address(string name, string value) => Add(name, value.Length == 0 ? FieldValue.Absent : new FieldValue.Scalar(value));

    public void Bytes(string name, ReadOnlySpan<byte> value, bool personal) => Add(name, Convert.ToHexStringLower(value));

    public void BeginStructure(string name)
    {
        var level = _levels.Peek();
        var field = level.Array ?? level.Layout?.Find(name);
        _levels.Push(new Level(field?.Structure, null, false) { Name = name });
    }

    public void EndStructure()
    {
        var level = _levels.Pop();
        Add(level.Name, level.Members.Count == 0 ? FieldValue.Absent : new FieldValue.Map(level.Members.ToMbimArray()));
    }

    public void BeginArray(string name, int count) => _levels.Push(new Level(null, _levels.Peek().Layout?.Find(name), true) { Name = name });

    public void EndArray()
    {
        var level = _levels.Pop();
        Add(level.Name, new FieldValue.List(level.Members.Select(member => member.Value).ToMbimArray()));
    }

    private void Add(string name, string text) => Add(name, new FieldValue.Scalar(text));

    private void Add(string name, FieldValue value)
    {
        var level = _levels.Peek();
        if (level.IsArray || level.Layout?.Find(name) is not { Form: FieldForm.CountOf or FieldForm.SizeOf })
        {
            level.Members.Add(KeyValuePair.Create(name, value));
        }
    }

    private sealed record Level(RecordLayout? Layout, FieldDeclaration? Array, bool IsArray)
    {
        public string Name { get; init; } = "";

        public List<KeyValuePair<string, FieldValue>> Members { get; } = [];
    }
}
