using System.Globalization;
using System.Text.Json.Nodes;
using MbimEmulator.Yaml;
using MbimProtocol.Services;
using MbimProtocol.Services.MobileBroadbandCalls;
using MbimProtocol.Services.ProxyControlService;

namespace MbimEmulator.Patterns;

/// <summary>The names of device services and their CIDs in scenario files.</summary>
internal static class CidNames
{
    public const string Any = "*";

    // What stands behind the other two never comes to the function: an mbim-proxy and the Mobile Broadband service answer it.
    private static readonly MbimService[] Services = [.. MbimServices.All.Where(service => service.Id != ProxyControl.Id && service.Id != MobileBroadband.Id)];

    private static readonly Dictionary<string, MbimService> ServicesByName = Services.ToDictionary(service => service.Identifier);

    private static readonly Dictionary<string, MbimCid> CidsByName = NameCids();

    /// <summary>The names of the declared services.</summary>
    public static IReadOnlyCollection<string> ServiceNames => ServicesByName.Keys;

    /// <summary>The names of the declared CIDs: <c>CONNECT</c> and <c>BASIC_CONNECT.CONNECT</c>.</summary>
    public static IReadOnlyCollection<string> All => CidsByName.Keys;

    /// <summary>A service by its name, by its name in the scenario's profile, or by its UUID.</summary>
    public static YamlForm<Guid> Service { get; } = new(
        $"a service: {string.Join(", ", ServiceNames)}, a name of the scenario's profile, or a UUID",
        () => new JsonObject { ["type"] = "string", ["minLength"] = 1 },
        ReadService);

    /// <summary>A CID by its name or number; the service says which is meant.</summary>
    public static YamlForm<YamlItem> Number { get; } = new(
        "a name such as `CONNECT`, or a number", () => new JsonObject { ["type"] = new JsonArray("string", "integer"), ["minLength"] = 1 }, item => item);

    /// <summary>A CID: its name, its service and number, or all.</summary>
    public static YamlForm<CidReference> Reference { get; } = new(
        "a CID: `CONNECT`, `BASIC_CONNECT.CONNECT`, `BASIC_CONNECT.*`, `{ service: UUID, cid: 1 }`, or `\"*\"` for any", () => YamlSchema.Reference("cid"), Read);

    private static readonly YamlKey<Guid> ServiceKey = new("service", Service, "The device service.");
    private static readonly YamlKey<YamlItem> CidKey = new("cid", Number, "The CID; any if not given.");

    /// <summary>What a service and a CID that stand beside each other mean.</summary>
    public static CidReference Resolve(Guid? service, YamlItem? cid)
    {
        if (cid is null)
        {
            return new CidReference(service, null);
        }

        var text = cid.Text();
        if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return service is null
                ? throw cid.Error($"the number {number} without a service", "'service' next to it, or a name such as CONNECT")
                : new CidReference(service, number is 0 ? throw cid.Error("'0'", "a number of at least 1") : number);
        }

        if (service is not { } id)
        {
            return ReadName(cid);
        }

        var cids = MbimServices.Find(id)?.Cids ?? [];
        return text == Any
            ? new CidReference(service, null)
            : cids.FirstOrDefault(candidate => candidate.Name == text) is { } declared
            ? new CidReference(service, declared.Number)
            : throw cid.Error(
                $"'{text}'",
                cids.Count == 0 ? "a number, since the service's CIDs have no names" : $"a number, or one of {string.Join(", ", cids.Select(candidate => candidate.Name))}",
                Nearest.Hint(text, cids.Select(candidate => candidate.Name)));
    }

    /// <summary>The shortest name of a CID that is read as it; null when it has none.</summary>
    public static string? Find(Guid service, uint cid) =>
        CidsByName.Where(pair => pair.Value.Service == service && pair.Value.Number == cid).Select(pair => pair.Key).MinBy(name => name.Length);

    /// <summary>The schema of <see cref="Reference"/>.</summary>
    public static JsonObject ReferenceSchema() => YamlForms.AnyOf(
        YamlForms.Enumeration([Any, .. ServiceNames.Select(name => name + ".*"), .. All]),
        YamlSchema.Mapping([ServiceKey with { IsRequired = true }, CidKey]));

    private static CidReference Read(YamlItem item)
    {
        if (!item.IsSection)
        {
            return ReadName(item);
        }

        return YamlSection.Checked(item, section =>
        {
            var service = ServiceKey.ValueForm.Read(section.Item(ServiceKey.Name) ?? throw item.Error("'service' is missing", Service.Text));
            return Resolve(service, section.Item(CidKey.Name));
        });
    }

    private static CidReference ReadName(YamlItem item)
    {
        var text = item.Text();
        if (text == Any)
        {
            return default;
        }

        if (text.EndsWith(".*", StringComparison.Ordinal) && ServicesByName.TryGetValue(text[..^2], out var service))
        {
            return new CidReference(service.Id, null);
        }

        return CidsByName.TryGetValue(text, out var cid)
            ? new CidReference(cid.Service, cid.Number)
            : throw item.Error($"'{text}'", "the name of a CID such as CONNECT, { service: UUID, cid: 1 }, or \"*\"", Nearest.Hint(text, Candidates(text)));
    }

    private static Guid ReadService(YamlItem item)
    {
        var text = item.Text();
        var own = ((INamesDeviceServices)item.Source).DeviceServices;
        if (ServicesByName.TryGetValue(text, out var declared))
        {
            return declared.Id;
        }

        if (own.FirstOrDefault(service => service.Name == text) is { } named)
        {
            return named.Id;
        }

        string[] names = [.. ServiceNames, .. own.Select(service => service.Name)];
        return Guid.TryParseExact(text, "D", out var id)
            ? id
            : throw item.Error($"'{text}'", $"a UUID in 8-4-4-4-12 form, or one of {string.Join(", ", names)}", Nearest.Hint(text, names));
    }

    private static IEnumerable<string> Candidates(string text) => All.Where(name => name.Contains('.', StringComparison.Ordinal) == text.Contains('.', StringComparison.Ordinal));

    private static Dictionary<string, MbimCid> NameCids()
    {
        Dictionary<string, MbimCid> names = [];
        foreach (var (service, cid) in Services.SelectMany(service => service.Cids.Select(cid => (service, cid))))
        {
            // Of two services with the same name the first one has it alone: CONNECT is Basic Connect's, the other one DSS.CONNECT.
            names.TryAdd(cid.Name, cid);
            names.Add($"{service.Identifier}.{cid.Name}", cid);
        }

        return names;
    }
}
