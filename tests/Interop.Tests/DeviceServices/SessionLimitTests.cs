using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.DeviceServices;

/// <summary>Places of data sessions, which many processes share.</summary>
[Platform("Linux,MacOsX")]
public sealed class SessionLimitTests
{
    [Test]
    public async Task Of_64_processes_that_open_a_session_at_once_16_get_one_and_48_are_refused_50_times()
    {
        var crowd = await NativePrograms.GetPlainAsync("mbn-crowd");
        await using var emulator = await ServiceRun.StartAsync(EchoProfile.WithLimit(16));
        var result = await Programs.RunAsync(crowd, emulator.Socket, "50", "64", "16");
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((0, "50 rounds\n")), $"{result}\n{emulator.Output}");
    }

    [Test]
    public async Task A_client_that_is_killed_frees_its_sessions()
    {
        var hold = await NativePrograms.GetPlainAsync("mbn-hold");
        await using var emulator = await ServiceRun.StartAsync(EchoProfile.WithLimit(4));
        for (var round = 0; round < 5; round++)
        {
            await using var holder = BackgroundProgram.Start([hold, emulator.Socket, "4"]);
            await holder.WaitForAsync("holding");
            var refused = await Programs.RunAsync(hold, emulator.Socket, "1");
            Assert.That(refused.Error, Does.Contain("ERROR_TOO_MANY_SESS"), emulator.Output);
            await holder.SignalAsync("KILL");
            await holder.Exited;
            var next = await Programs.RunAsync(hold, emulator.Socket, "4");
            Assert.That((next.ExitCode, next.Output), Is.EqualTo((0, "holding\n")), $"{next}\n{emulator.Output}");
        }
    }
}
