using System.Globalization;
using System.Text;
using MbimProtocol.Encoding;

namespace MbimProtocol.Rendering;

/// <summary>Shows fields as text: one a line, indented, or all in one line.</summary>
internal sealed class TextFieldWriter(StringBuilder text, bool multiline, bool showPersonal) : IFieldVisitor
{
    /// <summary>What is shown of a number that is personal.</summary>
    public const string MaskedNumber = "***";

    private readonly Stack<bool> _arrays = new();
    private int _depth = 1;
    private bool _first = true;

    public void Number(string name, ulong value, bool personal) =>
        Field(name, personal && !showPersonal ? MaskedNumber : value.ToString(CultureInfo.InvariantCulture));

    public void SignedNumber(string name, long value) => Field(name, value.ToString(CultureInfo.InvariantCulture));

    public void Enumeration(string name, ulong value, string text) =>
        Field(name, char.IsAsciiDigit(text[0]) ? $"unknown ({value})" : multiline ? $"{text} ({value})" : text);

    public void Text(string name, string value, bool personal)
    {
        var shown = personal && !showPersonal ? new string('*', value.Length) : ForeignText.Escape(value);
        Field(name, $"\"{shown}\"");
    }

    public void Uuid(string name, Guid value) => Field(name, value.ToString());

    public void Address(string name, string value) => Field(name, value.Length == 0 ? "none" : value);

    public void Bytes(string name, ReadOnlySpan<byte> value, bool personal) =>
        Field(name, showPersonal ? value.IsEmpty ? "none" : Convert.ToHexStringLower(value) : $"{value.Length} bytes");

    public void BeginStructure(string name) => Begin(name, array: false);

    public void EndStructure() => End();

    public void BeginArray(string name, int count)
    {
        Begin(multiline ? $"{name} ({count})" : name, array: true);
    }

    public void EndArray() => End();

    private void Begin(string name, bool array)
    {
        Field(name, multiline ? null : array ? "[" : "{");
        _arrays.Push(array);
        _depth++;
        _first = true;
    }

    private void End()
    {
        _depth--;
        var array = _arrays.Pop();
        _first = false;
        if (!multiline)
        {
            text.Append(array ? ']' : '}');
        }
    }

    private void Field(string name, string? value)
    {
        if (multiline)
        {
            text.Append('\n').Append(' ', _depth * 2).Append(name).Append(':');
            if (value is not null)
            {
                text.Append(' ').Append(value);
            }

            return;
        }

        text.Append(_first ? "" : ", ");
        if (_arrays.Count == 0 || !_arrays.Peek())
        {
            text.Append(name).Append('=');
        }

        text.Append(value);
        _first = false;
    }
}
