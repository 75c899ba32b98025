using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Mbimcli;

public class RobustnessTests
{
    [Test]
    public async Task The_pty_and_the_proxy_endpoint_may_be_used_in_turn()
    {
        await using var emulator = await Emulator.StartAsync();

        for (var i = 0; i < 8; i++)
        {
            var result = await emulator.MbimcliAsync(i % 2 == 0 ? Routes.Pty : Routes.Proxy, "--query-device-caps");
            Assert.That(result.ExitCode, Is.Zero, $"{i}: {result}{emulator.Output}");
        }
    }

    [Test]
    public async Task Many_clients_work_through_the_proxy_endpoint_at_once()
    {
        await using var emulator = await Emulator.StartAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => emulator.MbimcliAsync(Routes.Proxy, "--query-device-caps")));

        Assert.That(results.Select(result => result.ExitCode), Is.All.Zero, emulator.Output);
    }

    [TestCase(Routes.Pty)]
    [TestCase(Routes.Proxy)]
    public async Task A_client_that_is_killed_with_an_answer_pending_leaves_the_modem_usable(string route)
    {
        // The scan lasts longer than the client may take to be seen and killed on a busy machine.
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder.File("slow-scan.yaml"), "schemaVersion: 1\nprofile:\n  extends: default\n  timings:\n    scan: 10m\n");
        await using var emulator = await Emulator.StartAsync("--scenario", folder.File("slow-scan.yaml"));
        string[] device = route == Routes.Proxy ? ["-p", "-d", emulator.Pty] : ["-d", emulator.Pty];
        Peers.Need("mbimcli");

        await using (var client = emulator.Start(["stdbuf", "-oL", "mbimcli", "--verbose", .. device, "--query-visible-providers"]))
        {
            await client.WaitForAsync("cid     = 'visible-providers'");
            await client.SignalAsync("KILL");
            await client.Exited;
        }

        var result = await emulator.MbimcliAsync(route, "--query-device-caps");
        Assert.That(result.ExitCode, Is.Zero, $"{result}{emulator.Output}");
    }

    [Test]
    public async Task After_kill_9_the_same_names_work_again()
    {
        var killed = await Emulator.StartAsync();
        await killed.MbimcliAsync(Routes.Proxy, "--query-device-caps");

        await using var emulator = await killed.KillAndRestartAsync();
        var pty = await emulator.MbimcliAsync(Routes.Pty, "--query-device-caps");
        var proxy = await emulator.MbimcliAsync(Routes.Proxy, "--query-device-caps");

        Assert.That(pty.ExitCode, Is.Zero, $"{pty}{emulator.Output}");
        Assert.That(proxy.ExitCode, Is.Zero, $"{proxy}{emulator.Output}");
    }
}
