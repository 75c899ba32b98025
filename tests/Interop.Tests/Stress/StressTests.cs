using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Stress;

/// <summary>The short form of tests/Stress: strangers do what they like, and whoever may use the emulator is served behind it as before.</summary>
[Platform("Linux")]
public sealed class StressTests
{
    [TestCase("256")]
    [TestCase("1024")]
    public async Task Strangers_end_nothing_and_leave_nothing(string descriptors)
    {
        Peers.Need("mbimcli", "prlimit");
        await using var program = BackgroundProgram.Start(
            ["dotnet", Path.Combine(AppContext.BaseDirectory, "Stress.dll"), "--short", "--descriptors", descriptors]);
        await program.Exited.WaitAsync(TimeSpan.FromMinutes(5));
        Assert.That(program.ExitCode, Is.Zero, program.Output);
        Assert.That(program.Output, Does.Contain(", 0 failed"));
    }
}
