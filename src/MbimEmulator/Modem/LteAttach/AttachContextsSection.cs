using System.Text.Json;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;

namespace MbimEmulator.Modem.LteAttach;

/// <summary>What is kept of the contexts of the LTE attach, if they are not the factory's.</summary>
internal static class AttachContextsSection
{
    public static SnapshotSection<MbimArray<AttachContextProfile>> Kept { get; } = new("lteAttachContexts", LteAttachReader.ReadContexts, Write);

    private static void Write(Utf8JsonWriter json, MbimArray<AttachContextProfile> contexts)
    {
        json.WriteStartArray();
        foreach (var (provider, context) in contexts)
        {
            json.WriteStartObject();
            json.WriteString("provider", provider);
            json.WriteString("roaming", NameOf(context.Roaming));
            json.WriteString("accessString", context.AccessString);
            json.WriteString("userName", context.UserName);
            json.WriteString("password", context.Password);
            json.WriteString("compression", NameOf(context.Compression));
            json.WriteString("authProtocol", NameOf(context.AuthProtocol));
            json.WriteString("ipType", ContextsReader.NameOf(context.IpType));
            json.WriteString("source", NameOf(context.Source));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
