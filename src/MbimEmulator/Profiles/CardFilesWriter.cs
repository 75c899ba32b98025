using System.Text.Json;

namespace MbimEmulator.Profiles;

/// <summary>Writes files of a card as <see cref="CardFilesReader"/> reads them.</summary>
internal static class CardFilesWriter
{
    public static void Write(Utf8JsonWriter json, CardFilesProfile files)
    {
        json.WriteStartObject();
        json.WriteString("basis", files.IsWhole ? "nothing" : "profile");
        json.WriteStartObject("files");
        foreach (var file in files.Files)
        {
            json.WritePropertyName(file.Path);
            if (file.IsRemoved)
            {
                json.WriteStringValue("none");
            }
            else if (file is { Fcp.Count: 0, Kind: null, Content: { } content })
            {
                json.WriteStringValue(Convert.ToHexStringLower(content.AsSpan()));
            }
            else
            {
                WriteFile(json, file);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, CardFileProfile file)
    {
        json.WriteStartObject();
        if (file.Fcp.Count > 0)
        {
            json.WriteString("fcp", Convert.ToHexStringLower(file.Fcp.AsSpan()));
        }

        if (file.Kind is { } kind)
        {
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()));
            json.WriteString("read", JsonNamingPolicy.CamelCase.ConvertName(file.Read.ToString()));
            json.WriteString("update", JsonNamingPolicy.CamelCase.ConvertName(file.Update.ToString()));
            json.WriteNumber("shortId", file.ShortId);
        }

        if (file.RecordSize > 0)
        {
            json.WriteNumber("recordSize", file.RecordSize);
        }

        if (file.Size > 0)
        {
            json.WriteNumber("size", file.Size);
        }

        if (file.Content is { } content)
        {
            json.WriteString("content", Convert.ToHexStringLower(content.AsSpan()));
        }

        json.WriteEndObject();
    }
}
