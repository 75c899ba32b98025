using System.Text.Json;
using MbimProtocol.Encoding;

namespace MbimProtocol.Rendering;

/// <summary>Shows fields as JSON: an enumeration as value and name, bytes as hexadecimal.</summary>
internal sealed class JsonFieldWriter(Utf8JsonWriter json, bool showPersonal) : IFieldVisitor
{
    private readonly Stack<bool> _arrays = new();

    public void Number(string name, ulong value, bool personal)
    {
        Name(name);
        if (personal && !showPersonal)
        {
            json.WriteStringValue(TextFieldWriter.MaskedNumber);
        }
        else
        {
            json.WriteNumberValue(value);
        }
    }

    public void SignedNumber(string name, long value)
    {
        Name(name);
        json.WriteNumberValue(value);
    }

    public void Enumeration(string name, ulong value, string text)
    {
        Name(name);
        json.WriteStartObject();
        json.WriteNumber("value", value);
        json.WriteString("name", char.IsAsciiDigit(text[0]) ? "unknown" : text);
        json.WriteEndObject();
    }

    public void Text(string name, string value, bool personal)
    {
        Name(name);
        json.WriteStringValue(personal && !showPersonal ? new string('*', value.Length) : value);
    }

    public void Uuid(string name, Guid value)
    {
        Name(name);
        json.WriteStringValue(value);
    }

    public void Address(string name, string value)
    {
        Name(name);
        if (value.Length == 0)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteStringValue(value);
        }
    }

    public void Bytes(string name, ReadOnlySpan<byte> value, bool personal)
    {
        Name(name);
        json.WriteStringValue(showPersonal ? Convert.ToHexStringLower(value) : $"{value.Length} bytes");
    }

    public void BeginStructure(string name)
    {
        Name(name);
        json.WriteStartObject();
        _arrays.Push(false);
    }

    public void EndStructure()
    {
        _arrays.Pop();
        json.WriteEndObject();
    }

    public void BeginArray(string name, int count)
    {
        Name(name);
        json.WriteStartArray();
        _arrays.Push(true);
    }

    public void EndArray()
    {
        _arrays.Pop();
        json.WriteEndArray();
    }

    private void Name(string name)
    {
        if (_arrays.Count == 0 || !_arrays.Peek())
        {
            json.WritePropertyName(name);
        }
    }
}
