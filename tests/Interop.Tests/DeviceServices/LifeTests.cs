using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.DeviceServices;

/// <summary>What a client in another language sees when things happen to its modem, by the commands of "run --interactive".</summary>
[Platform("Linux,MacOsX")]
public sealed class LifeTests
{
    [Test]
    public async Task A_client_sees_its_modem_go_and_come_back_and_its_sessions_restored()
    {
        Peers.Need("python3");
        await using var emulator = await ServiceRun.StartAsync(EchoProfile.WithLimit(2), "--interactive");
        await using var client = PythonPrograms.Start("mbn_life.py", emulator.Socket);
        foreach (var (seen, commands) in new[] { ("open", "remove"), ("removed", "insert"), ("inserted", "reset"), ("reset", "sleep\nresume") })
        {
            await client.WaitForAsync(seen);
            await emulator.WriteAsync(commands + "\n");
        }

        await client.WaitForAsync("slept");
        await client.Exited;
        Assert.That(client.ExitCode, Is.Zero, $"{client.Output}\n{emulator.Output}");
        await emulator.WriteAsync("quit\n");
        await emulator.EndAsync();
    }
}
