using System.Globalization;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Patterns;

/// <summary>What the words of a pattern's text mean, in any case.</summary>
internal static class PatternWords
{
    public static readonly Dictionary<string, MbimMessageType> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OPEN"] = MbimMessageType.Open,
        ["CLOSE"] = MbimMessageType.Close,
        ["COMMAND"] = MbimMessageType.Command,
        ["HOST_ERROR"] = MbimMessageType.HostError,
        ["OPEN_DONE"] = MbimMessageType.OpenDone,
        ["CLOSE_DONE"] = MbimMessageType.CloseDone,
        ["COMMAND_DONE"] = MbimMessageType.CommandDone,
        ["FUNCTION_ERROR"] = MbimMessageType.FunctionError,
        ["INDICATE_STATUS"] = MbimMessageType.IndicateStatus,
    };

    public static readonly Dictionary<string, MbimCommandType> Operations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["query"] = MbimCommandType.Query,
        ["set"] = MbimCommandType.Set,
    };

    private static readonly Dictionary<string, (Guid Service, uint? Cid)> Cids = NameCids();

    public static IEnumerable<string> All => [.. Types.Keys, .. Operations.Keys, .. Cids.Keys];

    /// <summary>A service (<c>BASIC_CONNECT</c>, a UUID), a CID (<c>CONNECT</c>), or both (<c>BASIC_CONNECT.CONNECT</c>, <c>UUID.1</c>).</summary>
    public static bool TryCid(string word, out Guid service, out uint? cid)
    {
        if (Cids.TryGetValue(word, out var named))
        {
            (service, cid) = named;
            return true;
        }

        cid = null;
        var point = word.IndexOf('.', StringComparison.Ordinal);
        var owner = point < 0 ? word : word[..point];
        if (Cids.TryGetValue(owner, out named) && named.Cid is null)
        {
            service = named.Service;
        }
        else if (!Guid.TryParseExact(owner, "D", out service))
        {
            return false;
        }

        if (point < 0)
        {
            return true;
        }

        if (!uint.TryParse(word.AsSpan(point + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        cid = number;
        return true;
    }

    // A name that several services have is that of the first of them, Basic Connect before the others.
    private static Dictionary<string, (Guid Service, uint? Cid)> NameCids()
    {
        var names = new Dictionary<string, (Guid Service, uint? Cid)>(StringComparer.OrdinalIgnoreCase);
        foreach (var service in MbimServices.All)
        {
            var name = service.Identifier;
            names.Add(name, (service.Id, null));
            foreach (var cid in service.Cids)
            {
                names.TryAdd(cid.Name, (service.Id, cid.Number));
                names.Add($"{name}.{cid.Name}", (service.Id, cid.Number));
            }
        }

        return names;
    }
}
