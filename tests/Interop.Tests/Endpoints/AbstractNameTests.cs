using System.Runtime.Versioning;
using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Endpoints;

/// <summary>Who may connect to abstract names, which have no permissions of their own.</summary>
[Platform("Linux"), SupportedOSPlatform("linux")]
public sealed class AbstractNameTests
{
    private const string Daemon = "1";
    private const string Nobody = "65534";
    private const string Group = "2000";

    private static readonly string[] All = ["socket", "proxy", "usbredir", "control"];

    [TestCase(Daemon, null)]
    [TestCase("0", null)]
    [TestCase(Nobody, null, new string[0])]
    [TestCase(Nobody, Group, new string[0])]
    public Task The_emulators_own_user_and_root_may_connect_and_others_may_not(string user, string? group, string[]? expected = null) =>
        ExpectAsync([], user, group, expected ?? All);

    [TestCase(Nobody, null)]
    [TestCase(Nobody, Group)]
    public Task A_mode_for_all_is_for_all_but_the_control_api_stays_its_users(string user, string? group) =>
        ExpectAsync(["--socket-mode", "666"], user, group, All[..3]);

    [TestCase(Nobody, null, false)]
    [TestCase(Nobody, Group, true)]
    public Task A_group_is_for_its_members(string user, string? group, bool may) =>
        ExpectAsync(["--socket-mode", "660", "--socket-group", Group], user, group, may ? All[..3] : []);

    private static async Task ExpectAsync(string[] arguments, string user, string? group, string[] expected)
    {
        Peers.Need("setpriv", "/usr/bin/python3");
        if (!Environment.IsPrivilegedProcess)
        {
            Peers.Lacks("root, to become other users");
        }

        using var folder = new TemporaryFolder();
        System.IO.File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_111_111);
        var name = "@" + Guid.NewGuid().ToString("N");
        await using var emulator = await ReadyFile.WaitAsync(folder, ready => BackgroundProgram.Start(
        [
            .. As(Daemon, null), "dotnet", Emulator.Tool, "run", "--socket", name + "socket", "--proxy", name + "proxy", "--usbredir", name + "usbredir",
            "--control", name + "control", "--ready-file", ready, .. arguments,
        ]));
        var program = folder.File("connect.py");
        System.IO.File.Copy(Path.Combine(AppContext.BaseDirectory, "Endpoints", "connect.py"), program);
        var result = await Programs.RunAsync([.. As(user, group), "/usr/bin/python3", program, name, .. All]);
        Assert.That(result.Output, Is.EqualTo(string.Concat(expected.Select(kind => kind + "\n"))), $"{result}\n{emulator.Output}");
        foreach (var kind in All.Except(expected))
        {
            // The log comes a moment later.
            await emulator.WaitForAsync($"{name}{kind}: the user {user} was refused");
        }
    }

    private static string[] As(string user, string? group) =>
        ["setpriv", $"--reuid={user}", .. group is null ? ["--clear-groups", $"--regid={user}"] : (string[])[$"--groups={group}", $"--regid={user}"], "--"];
}
