using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MbimEmulator.Yaml;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Scenarios;

/// <summary>The forms of status codes and HRESULTs.</summary>
internal static class Statuses
{
    private static readonly Dictionary<string, HResult> Results = Enum.GetValues<HResult>().ToDictionary(HResults.SymbolOf);

    private static readonly Dictionary<string, MbimStatus> Names =
        Enum.GetValues<MbimStatus>().ToDictionary(status => JsonNamingPolicy.CamelCase.ConvertName(status.ToString()));

    /// <summary>A status by its name, or a number of those that are left to device services.</summary>
    public static YamlForm<MbimStatus> Status { get; } = Of(
        "a status such as `failure` or `simNotInserted`, or a device service's own, `0x80000000` and up", Names, () => YamlSchema.Reference("status"));

    /// <summary>A failing HRESULT by its symbol or number.</summary>
    public static YamlForm<HResult> Failure { get; } = Of(
        "a failing HRESULT such as `E_ACCESSDENIED` or `ERROR_TOO_MANY_SESS`, or `0x80000000` and up", Results.Where(pair => pair.Value.IsFailure()).ToDictionary());

    /// <summary>Any HRESULT by its symbol or number.</summary>
    public static YamlForm<HResult> Result { get; } = Of("an HRESULT such as `S_OK` or `E_MBN_FAILURE`, or `0x80000000` and up", Results);

    /// <summary>The schema of <see cref="Status"/>.</summary>
    public static JsonObject StatusSchema() => SchemaOf(Names.Keys);

    /// <summary>What <see cref="Status"/> reads as this status; null when it reads nothing so.</summary>
    public static string? Find(MbimStatus status) =>
        Names.FirstOrDefault(pair => pair.Value == status).Key ?? ((uint)status >= 0x80000000 ? string.Create(CultureInfo.InvariantCulture, $"0x{(uint)status:x8}") : null);

    private static JsonObject SchemaOf(IEnumerable<string> names) => YamlForms.AnyOf(
        YamlForms.Enumeration(names),
        new JsonObject { ["type"] = "integer", ["minimum"] = 0x80000000, ["maximum"] = uint.MaxValue },
        new JsonObject { ["type"] = "string", ["pattern"] = "^0x[89a-fA-F][0-9a-fA-F]{7}$" });

    private static YamlForm<T> Of<T>(string text, Dictionary<string, T> names, Func<JsonObject>? schema = null)
        where T : struct, Enum
    {
        return new YamlForm<T>(text, schema ?? (() => SchemaOf(names.Keys)), Read);

        T Read(YamlItem item)
        {
            var value = item.Text();
            if (names.TryGetValue(value, out var named))
            {
                return named;
            }

            return value.StartsWith("0x", StringComparison.Ordinal)
                && uint.TryParse(value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && number >= 0x80000000
                    ? (T)Enum.ToObject(typeof(T), number)
                    : throw item.Error($"'{value}'", text.Replace("`", "", StringComparison.Ordinal), Nearest.Hint(value, names.Keys));
        }
    }
}
