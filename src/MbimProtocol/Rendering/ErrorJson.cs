using System.Text.Json;

namespace MbimProtocol.Rendering;

/// <summary>A malformed place as JSON.</summary>
internal static class ErrorJson
{
    /// <summary>Writes it as a property.</summary>
    public static void WriteJson(this MbimFormatError error, Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteString("kind", error.Kind.ToString());
        json.WriteString("field", error.Field);
        json.WriteNumber("offset", error.Offset);
        json.WriteString("expected", error.Expected);
        json.WriteString("found", error.Found);
        json.WriteEndObject();
    }
}
