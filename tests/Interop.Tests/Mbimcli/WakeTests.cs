using MbimEmulator.Interop.Tests.Support;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Interop.Tests.Mbimcli;

/// <summary>What mbimcli shows of what has woken the host.</summary>
public sealed class WakeTests
{
    private const string Version3 = "--device-open-ms-mbimex-v3";

    [TestCase(MbimcliVersions.Installed)]
    [TestCase(MbimcliVersions.Sid)]
    public async Task Shows_the_notification_that_woke_the_host(string version)
    {
        var mbimcli = await MbimcliVersions.CommandAsync(version);
        using var folder = new TemporaryFolder();
        var scenario = folder.File("scenario.yaml");
        await File.WriteAllTextAsync(scenario, """
            schemaVersion: 1
            rules:
              - { on: { command: VERSION }, nth: 2, do: [{ set: host-sleeps }, { set: { emergency: "on" } }] }
            """);
        await using var emulator = await Emulator.StartAsync("--scenario", scenario);
        emulator.Mbimcli = mbimcli;
        var none = await emulator.MbimcliAsync(Routes.Pty, Version3, "--ms-query-wake-reason");
        Assert.That(none.ToString(), Does.Contain("Failure"));
        var woken = await emulator.MbimcliAsync(Routes.Pty, Version3, "--ms-query-wake-reason");
        Assert.That(woken.ExitCode, Is.Zero, woken.ToString());
        var shown = string.Join(' ', woken.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.That(shown, Does.EndWith(
            $"Wake type: 'cid-indication' Session ID: '0' Service: '{BasicConnect.Id}' CID: '0x{BasicConnect.EmergencyMode.Number:x8}' Payload: '01:00:00:00'"));
    }
}
