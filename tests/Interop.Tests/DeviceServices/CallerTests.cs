using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.DeviceServices;

/// <summary>Who may do what by default, with callers that the kernel names.</summary>
[Platform("Linux")]
public sealed class CallerTests
{
    private const string Daemon = "1";
    private const string Nobody = "65534";
    private const string Unmapped = "61234";

    private static readonly string[] Members =
    [
        "QuerySupportedCommands", "OpenCommandSession", "SetCommand", "QueryCommand", "CloseCommandSession", "OpenDataSession", "WriteData",
        "CloseDataSession", "InterfaceID", "DeviceServiceID", "IsCommandSessionOpen", "IsDataSessionOpen",
    ];

    [Test]
    public async Task The_emulators_own_user_may_do_everything()
    {
        await using var emulator = await ServiceRun.StartAsync("");
        Assert.That(await CallAsync(emulator, []), Is.EqualTo(Everything("S_OK")), emulator.Output);
    }

    [TestCase(Daemon, "S_OK")]
    [TestCase("0", "S_OK")]
    [TestCase(Nobody, "E_ACCESSDENIED")]
    [TestCase(Unmapped, "E_ACCESSDENIED")]
    public async Task On_a_socket_for_all_the_emulators_own_user_and_root_may_do_everything_and_others_nothing(string user, string result)
    {
        NeedRoot();
        await using var emulator = await ServiceRun.StartAsAsync(As(Daemon), "", "--socket-mode", "666");
        Assert.That(await CallAsync(emulator, As(user)), Is.EqualTo(Everything(result)), emulator.Output);
        Assert.That(emulator.Output.Contains($"user id {user} belongs to no user", StringComparison.Ordinal), Is.EqualTo(user == Unmapped));
    }

    [TestCase(Daemon, "@owner")]
    [TestCase("0", "@administrators")]
    [TestCase(Nobody, "nobody")]
    public async Task A_profile_denies_and_allows_every_member_to_every_kind_of_user(string user, string named)
    {
        NeedRoot();
        foreach (var (rule, result) in new[] { ("deny", "E_ACCESSDENIED"), ("allow", "S_OK") })
        {
            var profile = $"mobileBroadband: {{ access: [ {rule}: {{ users: [\"{named}\"] }} ] }}\n";
            await using var emulator = await ServiceRun.StartAsAsync(As(Daemon), profile, "--socket-mode", "666");
            Assert.That(await CallAsync(emulator, As(user)), Is.EqualTo(Everything(result)), emulator.Output);
        }
    }

    [TestCase(Nobody)]
    [TestCase(Unmapped)]
    public async Task A_socket_is_not_for_other_users_unless_it_is_shared(string user)
    {
        NeedRoot();
        await using var emulator = await ServiceRun.StartAsync("");
        var program = await emulator.CopyProgramAsync("mbn-caller");
        var result = await Programs.RunAsync([.. As(user), program, emulator.Socket]);
        Assert.That(result.Error, Does.Contain("RPC_E_DISCONNECTED"), $"{result}");
    }

    [TestCase(Daemon, "S_OK", "E_ACCESSDENIED", "E_ACCESSDENIED")]
    [TestCase("2", "E_ACCESSDENIED", "S_OK", "E_ACCESSDENIED")]
    [TestCase(Nobody, "E_ACCESSDENIED", "E_ACCESSDENIED", "E_ACCESSDENIED")]
    [TestCase(Unmapped, "E_ACCESSDENIED", "E_ACCESSDENIED", "S_OK")]
    public async Task A_profile_says_what_other_users_may_do(string user, string query, string command, string data)
    {
        NeedRoot();
        const string Profile = """
            mobileBroadband:
              access:
                - allow: { users: [daemon], methods: [QuerySupportedCommands] }
                - allow: { groups: [bin], services: [echo], methods: [OpenCommandSession] }
                - deny: { users: [daemon, bin] }
                - deny: { groups: [nogroup] }
                - allow: { users: [nobody], methods: [OpenDataSession] }

            """;
        await using var emulator = await ServiceRun.StartAsync(Profile, "--socket-mode", "666");
        var called = (await CallAsync(emulator, As(user))).Split('\n');
        string[] expected = [$"QuerySupportedCommands {query}", $"OpenCommandSession {command}", $"OpenDataSession {data}"];
        Assert.That(called.Intersect(expected), Is.EqualTo(expected), emulator.Output);
    }

    [TestCase("S_OK", "root")]
    [TestCase("S_OK", "somebody", "modems")]
    [TestCase("E_ACCESSDENIED", "somebody", "others")]
    public async Task By_tcp_too_where_a_caller_is_who_it_says_it_is(string result, params string[] declared)
    {
        Peers.Need("python3");
        const string Profile = "mobileBroadband: { access: [ allow: { groups: [modems] } ] }\n";
        await using var emulator = await ServiceRun.StartAsync(Profile, "--service-trust-declared");
        var called = await PythonPrograms.RunAsync("mbn_caller.py", [emulator.Tcp, .. declared]);
        Assert.That((called.ExitCode, called.Output), Is.EqualTo((0, Everything(result))), $"{called}\n{emulator.Output}");
    }

    [Test]
    public async Task Who_comes_by_tcp_is_nobody()
    {
        await using var emulator = await ServiceRun.StartAsync("");
        Assert.That(await CallAsync(emulator, [], emulator.Tcp), Is.EqualTo(Everything("E_ACCESSDENIED")), emulator.Output);
    }

    private static string Everything(string result) => string.Concat(Members.Select(member => $"{member} {result}\n"));

    private static string[] As(string user) => ["setpriv", $"--reuid={user}", "--clear-groups"];

    private static void NeedRoot()
    {
        Peers.Need("setpriv");
        if (!Environment.IsPrivilegedProcess)
        {
            Peers.Lacks("root, to become other users");
        }
    }

    private static async Task<string> CallAsync(ServiceRun emulator, string[] starter, string? address = null)
    {
        var program = await emulator.CopyProgramAsync("mbn-caller");
        var result = await Programs.RunAsync([.. starter, program, address ?? emulator.Socket]);
        Assert.That(result.ExitCode, Is.Zero, $"{result}\n{emulator.Output}");
        return result.Output;
    }
}
