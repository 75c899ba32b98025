using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Mbimcli;

public class PinTests
{
    [TestCase(Routes.Pty)]
    [TestCase(Routes.Proxy)]
    public async Task A_locked_sim_takes_the_right_pin_after_a_wrong_one(string route)
    {
        await using var emulator = await Emulator.StartAsync("--profile", "sim-pin");
        await emulator.MbimcliUntilAsync("Ready state: 'device-locked'", route, "--query-subscriber-ready-status");

        var wrong = await emulator.MbimcliAsync(route, "--enter-pin=0000");
        var state = await emulator.MbimcliAsync(route, "--query-pin-state");
        var right = await emulator.MbimcliAsync(route, "--enter-pin=1234");

        Assert.That(wrong.ExitCode, Is.EqualTo(1), wrong.ToString());
        Assert.That(state.Output, Does.Contain("PIN state: 'locked'").And.Contain("Remaining attempts: '2'"));
        Assert.That(right.ExitCode, Is.Zero, right.ToString());
        await emulator.MbimcliUntilAsync("Register state: 'home'", route, "--query-registration-state");
    }
}
