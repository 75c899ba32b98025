using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Mbimcli;

/// <summary>What a command behind <c>run --</c> finds: a modem that it can connect at once, in as many emulators at the same time as there are jobs.</summary>
[Platform("Linux")]
public sealed class ReadyTests
{
    private const int Runs = 6;

    [Test]
    public async Task A_command_connects_at_once_each_time()
    {
        Peers.Need("mbimcli");
        using var folder = new TemporaryFolder();
        for (var i = 0; i < Runs; i++)
        {
            var pty = folder.File("mbim0");
            Succeeded(await ToolAsync("--pty", pty, "--", "mbimcli", "-d", pty, "--connect=access-string=internet"));
        }
    }

    [Test]
    public async Task Many_emulators_without_names_run_at_the_same_time()
    {
        Peers.Need("mbimcli");
        var results = await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => ToolAsync(
            "--", "sh", "-c", "mbimcli -d \"$MBIM_EMULATOR_PTY\" --connect=access-string=internet")));
        Assert.Multiple(() => Array.ForEach(results, Succeeded));
    }

    private static Task<ProcessResult> ToolAsync(params string[] arguments) =>
        Programs.RunAsync(["dotnet", Emulator.Tool, "run", .. arguments], input: null, environment: null, limit: TimeSpan.FromMinutes(3));

    private static void Succeeded(ProcessResult result) =>
        Assert.That((result.ExitCode, result.Output.Contains("Successfully connected", StringComparison.Ordinal)), Is.EqualTo((0, true)), result.ToString());
}
