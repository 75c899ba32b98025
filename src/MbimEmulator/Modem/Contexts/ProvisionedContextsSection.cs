using System.Text.Json;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;

namespace MbimEmulator.Modem.Contexts;

/// <summary>What is kept of the provisioned contexts.</summary>
internal static class ProvisionedContextsSection
{
    public static SnapshotSection<MbimArray<ProvisionedContextProfile>> Kept { get; } =
        new("provisionedContexts", ContextsReader.ReadProvisioned, Write) { IsRequired = true };

    private static void Write(Utf8JsonWriter json, MbimArray<ProvisionedContextProfile> contexts)
    {
        json.WriteStartArray();
        foreach (var context in contexts)
        {
            json.WriteStartObject();
            json.WriteNumber("id", context.Id);
            json.WriteString("type", context.Type);
            json.WriteString("accessString", context.AccessString);
            json.WriteString("userName", context.UserName);
            json.WriteString("password", context.Password);
            json.WriteString("compression", NameOf(context.Compression));
            json.WriteString("authProtocol", NameOf(context.AuthProtocol));
            json.WriteString("ipType", ContextsReader.NameOf(context.IpType));
            json.WriteBoolean("enabled", context.Enabled);
            json.WriteString("roaming", NameOf(context.Roaming));
            json.WriteString("mediaType", NameOf(context.MediaType));
            json.WriteString("source", NameOf(context.Source));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
