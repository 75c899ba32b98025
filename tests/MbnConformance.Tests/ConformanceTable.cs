using System.Globalization;
using System.Reflection;
using System.Text;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbnConformance.Tests;

/// <summary>What mbnapi's documentation lists, and the page that sets beside it what was seen.</summary>
internal static class ConformanceTable
{
    private const string Page = "nf-mbnapi-imbndeviceservice-";

    /// <summary>The pages that the project began with come first.</summary>
    private static readonly (string Member, string Page)[] Seeds =
    [
        ("IMbnDeviceService.OpenCommandSession", Page + "opencommandsession.md"),
        ("IMbnDeviceService.OpenDataSession", Page + "opendatasession.md"),
        ("IMbnDeviceService.CloseDataSession", Page + "closedatasession.md"),
    ];

    private static readonly string[] Members =
    [
        "IMbnDeviceService.QuerySupportedCommands", "IMbnDeviceService.CloseCommandSession", "IMbnDeviceService.SetCommand",
        "IMbnDeviceService.QueryCommand", "IMbnDeviceService.WriteData", "IMbnDeviceService.InterfaceID", "IMbnDeviceService.DeviceServiceID",
        "IMbnDeviceService.IsCommandSessionOpen", "IMbnDeviceService.IsDataSessionOpen", "IMbnDeviceServicesManager.GetDeviceServicesContext",
        "IMbnDeviceServicesContext.EnumerateDeviceServices", "IMbnDeviceServicesContext.GetDeviceService", "IMbnDeviceServicesContext.MaxCommandSize",
        "IMbnDeviceServicesContext.MaxDataSize",
    ];

    private static readonly string[] Events =
    [
        "OnQuerySupportedCommandsComplete", "OnOpenCommandSessionComplete", "OnCloseCommandSessionComplete", "OnSetCommandComplete",
        "OnQueryCommandComplete", "OnEventNotification", "OnOpenDataSessionComplete", "OnCloseDataSessionComplete", "OnWriteDataComplete", "OnReadData",
        "OnInterfaceStateChange", "OnSessionsStateChange",
    ];

    /// <summary>The codes that the documentation names; everything else is its "Other".</summary>
    private static readonly (string Member, HResult[] Codes)[] Documented =
    [
        ("IMbnDeviceServicesManager.GetDeviceServicesContext", [HResult.Ok, HResult.NotFound]),
        ("IMbnDeviceServicesContext.EnumerateDeviceServices", [HResult.Ok, HResult.NotSupported, HResult.Pending]),
        ("IMbnDeviceServicesContext.GetDeviceService", [HResult.Ok]),
        ("IMbnDeviceService.QuerySupportedCommands", [HResult.Ok, HResult.AccessDenied]),
        ("IMbnDeviceService.OpenCommandSession", [HResult.Ok, HResult.AccessDenied]),
        ("IMbnDeviceService.CloseCommandSession", [HResult.Ok, HResult.AccessDenied]),
        ("IMbnDeviceService.SetCommand", [HResult.Ok, HResult.AccessDenied]),
        ("IMbnDeviceService.QueryCommand", [HResult.Ok, HResult.AccessDenied]),
        ("IMbnDeviceService.OpenDataSession", [HResult.Ok, HResult.AccessDenied, HResult.TooManySessions]),
        ("IMbnDeviceService.CloseDataSession", [HResult.Ok, HResult.AccessDenied]),
        ("IMbnDeviceService.WriteData", [HResult.Ok, HResult.AccessDenied, HResult.BufferOverflow, HResult.OpenFailed]),
    ];

    /// <summary>Each test with a row, once for each path.</summary>
    public static IReadOnlyList<MethodInfo> Rows(Assembly assembly)
    {
        var methods = assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttribute<ConformanceAttribute>() is not null);
        return [.. methods.SelectMany(method => Enum.GetValues<CallPath>().Select(_ => method))];
    }

    /// <summary>The page.</summary>
    public static string Write(IEnumerable<Observation> observations)
    {
        var seen = observations.ToList();
        var text = new StringBuilder();
        text.Append("""
            # Conformance with mbnapi

            Every code that mbnapi's documentation lists for a member of the device-service API, and every event, as observed by the emulator's tests. The tests generate
            this page; the checks fail when it differs from what they observe. *pipe*: from another process, over the service's socket; *in-process*: the service in the
            application's own process. *ordinary*: by limits, policies and states that every modem has; *option*: by an option of the profile.

            ## The primary members

            """.ReplaceLineEndings("\n"));
        foreach (var (member, page) in Seeds)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n`{page}`\n");
            Append(text, [member], seen, IsDocumented);
        }

        text.Append("\n## The other members\n");
        Append(text, Members, seen, IsDocumented);
        text.Append("\n## Events\n\nThe documentation names no statuses; the code is the completion's status, or S_OK where an event has none.\n");
        Append(text, Events, seen, (_, _) => true);
        text.Append("\n## Other\n\nOther codes that the members return; the documentation calls them \"other\". docs/choices.md gives the reasons.\n");
        Append(text, [.. Seeds.Select(seed => seed.Member), .. Members], seen, (member, code) => !IsDocumented(member, code));
        text.Append("""

            ## Not over a pipe

            E_POINTER and E_OUTOFMEMORY of GetDeviceServicesContext concern the caller's own process: an invalid pointer as an out parameter, or a failed memory
            allocation. No message can cause them; in C# the compiler and the runtime handle both. A client with 65,536 objects gets E_OUTOFMEMORY for the next one.

            """.ReplaceLineEndings("\n"));
        Check(seen);
        return text.ToString();
    }

    private static bool IsDocumented(string member, HResult code) =>
        Array.Find(Documented, candidate => candidate.Member == member).Codes?.Contains(code) ?? code == HResult.Ok;

    private static void Append(StringBuilder text, string[] members, List<Observation> seen, Func<string, HResult, bool> belongs)
    {
        text.Append("\n| Member | Code | Value | Test | Path | Means |\n|---|---|---|---|---|---|\n");
        foreach (var member in members)
        {
            var rows = seen.Where(observation => observation.Member == member && belongs(member, observation.Code))
                .GroupBy(observation => (observation.Code, observation.Test, observation.Means))
                .OrderBy(row => Array.IndexOf(CodesOf(member), row.Key.Code) is var index && index < 0 ? int.MaxValue : index)
                .ThenBy(row => row.Key.Code).ThenBy(row => row.Key.Test, StringComparer.Ordinal);
            foreach (var row in rows)
            {
                var (code, test, means) = row.Key;
                var paths = string.Join(", ", row.Select(observation => observation.Path).Distinct().Order().Select(NameOf));
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {member} | {HResults.SymbolOf(code)} | 0x{(uint)code:X8} | {test} | {paths} | {means.ToString().ToLowerInvariant()} |\n");
            }
        }
    }

    private static HResult[] CodesOf(string member) => Array.Find(Documented, candidate => candidate.Member == member).Codes ?? [];

    private static string NameOf(CallPath path) => path == CallPath.Pipe ? "pipe" : "in-process";

    private static void Check(List<Observation> seen)
    {
        var missing = Documented.SelectMany(row => row.Codes.Select(code => (row.Member, code)))
            .Concat(Members.Concat(Events).Select(member => (Member: member, code: HResult.Ok)))
            .SelectMany(row => Enum.GetValues<CallPath>().Select(path => (row.Member, row.code, path)))
            .Where(row => !seen.Exists(observation => (observation.Member, observation.Code, observation.Path) == (row.Member, row.code, row.path)));
        Assert.That(missing, Is.Empty, "documented, and not seen on a path");
    }
}
