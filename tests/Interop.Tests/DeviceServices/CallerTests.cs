using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.DeviceServices;

/// <summary>Who may do what by default, with callers that the kernel names.</summary>
[Platform("Linux")]
public sealed class CallerTests
{
    private const string Daemon = "1";
    private const string Nobody = "65534";
    private const string Unmapped = "61234";

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
        Assert.That(emulator.Output.Contains($"user id {user} is no user's here", StringComparison.Ordinal), Is.EqualTo(user == Unmapped));
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

    [Test]
    public async Task Who_comes_by_tcp_is_nobody()
    {
        await using var emulator = await ServiceRun.StartAsync("");
        Assert.That(await CallAsync(emulator, [], emulator.Tcp), Is.EqualTo(Everything("E_ACCESSDENIED")), emulator.Output);
    }

    private static string Everything(string result) =>
        $"QuerySupportedCommands {result}\nOpenCommandSession {result}\nOpenDataSession {result}\n";

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
