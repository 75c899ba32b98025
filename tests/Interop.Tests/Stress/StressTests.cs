using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Stress;

/// <summary>The short form of tests/Stress: strangers do what they like, and whoever may use the emulator is served behind it as before.</summary>
[Platform("Linux")]
public sealed class StressTests
{
    [TestCase("256")]
    [TestCase("1024")]
    public Task Strangers_end_nothing_and_leave_nothing(string descriptors) => RunAsync("--descriptors", descriptors);

    [Test]
    public Task What_the_machine_does_to_the_emulator_ends_no_more_than_it_has_to() => RunAsync("--surroundings");

    private static async Task RunAsync(params string[] arguments)
    {
        Peers.Need("mbimcli", "prlimit", "nsenter");
        await using var program = BackgroundProgram.Start(["dotnet", Path.Combine(AppContext.BaseDirectory, "Stress.dll"), "--short", .. arguments]);
        await program.Exited.WaitAsync(TimeSpan.FromMinutes(5));
        Assert.That(program.ExitCode, Is.Zero, program.Output);
        Assert.That(program.Output, Does.Contain(", 0 failed"));
    }
}
