using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.DeviceServices;

/// <summary>Two modems, one of which never answers OPEN.</summary>
[Platform("Linux,MacOsX")]
public sealed class SilentModemTests
{
    [Test]
    public async Task A_silent_modem_keeps_no_client_from_the_other()
    {
        Peers.Need("python3");
        using var folder = new TemporaryFolder();
        var (control, silent) = (folder.File("ctl"), folder.File("silent.yaml"));
        await System.IO.File.WriteAllTextAsync(silent, "schemaVersion: 1\nname: silent\nrules:\n  - on: open\n    do: drop\n");
        await using var emulator = await ServiceRun.StartAsync("", "--count", "2", "--control", control);
        var loaded = await Programs.RunAsync(["dotnet", Emulator.Tool, "ctl", "--control", control, "scenario", "load", silent, "--modem", "modem1"]);
        Assert.That(loaded.ExitCode, Is.Zero, loaded.Error);
        var client = await PythonPrograms.RunAsync("mbn_silent.py", emulator.Socket);
        Assert.That((client.ExitCode, client.Output), Is.EqualTo((0, "ok\n")), $"{client.Error}\n{emulator.Output}");
    }
}
