using System.Collections.Frozen;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Profiles;

/// <summary>The names that profiles use for <see cref="ContextTypes"/>.</summary>
public static class ContextTypeNames
{
    private static readonly FrozenDictionary<string, Guid> ByName = new Dictionary<string, Guid>
    {
        ["none"] = ContextTypes.None,
        ["internet"] = ContextTypes.Internet,
        ["vpn"] = ContextTypes.Vpn,
        ["voice"] = ContextTypes.Voice,
        ["videoShare"] = ContextTypes.VideoShare,
        ["purchase"] = ContextTypes.Purchase,
        ["ims"] = ContextTypes.Ims,
        ["mms"] = ContextTypes.Mms,
        ["local"] = ContextTypes.Local,
        ["admin"] = ContextTypes.Admin,
        ["app"] = ContextTypes.App,
        ["xcap"] = ContextTypes.Xcap,
        ["tethering"] = ContextTypes.Tethering,
        ["emergencyCalling"] = ContextTypes.EmergencyCalling,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All => ByName.Keys;

    /// <summary>The UUID of a name, or of its own text.</summary>
    public static Guid ToGuid(string name) => ByName.TryGetValue(name, out var known) ? known : Guid.ParseExact(name, "D");

    /// <summary>The name of a UUID; its text if it has none.</summary>
    public static string Of(Guid type) => ByName.FirstOrDefault(entry => entry.Value == type).Key ?? $"{type:D}";

    /// <summary>Whether it is the UUID of any name.</summary>
    public static bool IsKnown(Guid type) => ByName.Values.Contains(type);
}
