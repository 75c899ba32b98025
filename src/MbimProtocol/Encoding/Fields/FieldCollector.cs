using System.Globalization;
using MbimProtocol.Encoding;
using MbimProtocol.Generated;

namespace MbimProtocol.Fields;

/// <summary>Collects the values of an information buffer with their paths; an absent address is none.</summary>
internal sealed class FieldCollector(RecordLayout layout) : IFieldVisitor
{
    private readonly Stack<Level> _levels = new([new Level("", false, layout, null)]);
    private readonly List<MbimField> _fields = [];

    public IReadOnlyList<MbimField> Fields => _fields;

    public void Number(string name, ulong value, bool personal) =>
        Add(name, MbimFieldType.Number, value, value.ToString(CultureInfo.InvariantCulture), personal);

    public void SignedNumber(string name, long value) =>
        Add(name, MbimFieldType.Number, value, value.ToString(CultureInfo.InvariantCulture));

    public void Enumeration(string name, ulong value, string text)
    {
        var level = _levels.Peek();
        var type = level.IsTlv ? typeof(TlvType) : level.Layout?.Find(name)?.Enumeration;
        _fields.Add(new MbimField(PathOf(name), MbimFieldType.Enumeration, value, text, type));
    }

    public void Text(string name, string value, bool personal) => Add(name, MbimFieldType.Text, 0, value, personal);

    public void Uuid(string name, Guid value) => Add(name, MbimFieldType.Uuid, 0, value.ToString());

    public void Address(string name, string value)
    {
        if (value.Length != 0)
        {
            Add(name, MbimFieldType.Address, 0, value);
        }
    }

    public void Bytes(string name, ReadOnlySpan<byte> value, bool personal) =>
        Add(name, MbimFieldType.Bytes, 0, Convert.ToHexStringLower(value), personal);

    public void BeginStructure(string name)
    {
        var level = _levels.Peek();
        var field = level.Array ?? level.Layout?.Find(name);
        _levels.Push(new Level(PathOf(name), false, field?.Structure, null) { IsTlv = field?.Structure is null });
    }

    public void EndStructure() => _levels.Pop();

    public void BeginArray(string name, int count) =>
        _levels.Push(new Level(PathOf(name), true, null, _levels.Peek().Layout?.Find(name)));

    public void EndArray() => _levels.Pop();

    private void Add(string name, MbimFieldType type, Int128 number, string text, bool personal = false) =>
        _fields.Add(new MbimField(PathOf(name), type, number, text) { IsPersonal = personal });

    private string PathOf(string name)
    {
        var level = _levels.Peek();
        return level.IsArray ? $"{level.Path}[{name}]" : level.Path.Length == 0 ? name : $"{level.Path}.{name}";
    }

    private sealed record Level(string Path, bool IsArray, RecordLayout? Layout, FieldDeclaration? Array)
    {
        /// <summary>Whether the names are those of a TLV, which no record declares.</summary>
        public bool IsTlv { get; init; }
    }
}
