using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Mbimcli;

[TestFixture(MbimcliVersions.Installed, Routes.Pty)]
[TestFixture(MbimcliVersions.Installed, Routes.Proxy)]
[TestFixture(MbimcliVersions.Sid, Routes.Pty)]
[TestFixture(MbimcliVersions.Sid, Routes.Proxy)]
public sealed class PinTests(string version, string route)
{
    private Emulator _emulator = null!;

    [SetUp]
    public async Task StartAsync()
    {
        var mbimcli = await MbimcliVersions.CommandAsync(version);
        _emulator = await Emulator.StartAsync("--profile", "sim-pin");
        _emulator.Mbimcli = mbimcli;
        await _emulator.MbimcliUntilAsync("Ready state: 'device-locked'", route, "--query-subscriber-ready-status");
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    [Test]
    public async Task A_locked_sim_takes_the_right_pin_after_a_wrong_one()
    {
        await RefuseAsync("--enter-pin=0000");
        await ExpectAsync("--query-pin-state", "PIN state: 'locked'", "PIN type: 'pin1'", "Remaining attempts: '2'");
        await ExpectAsync("--enter-pin=1234", "PIN operation successful");
        await _emulator.MbimcliUntilAsync("Register state: 'home'", route, "--query-registration-state");
    }

    [Test]
    public async Task A_blocked_sim_takes_the_puk_and_a_new_pin()
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await RefuseAsync("--enter-pin=0000");
        }

        await ExpectAsync("--query-pin-state", "PIN state: 'locked'", "PIN type: 'puk1'", "Remaining attempts: '10'");
        await RefuseAsync("--enter-puk=00000000,4321");
        await ExpectAsync("--query-pin-state", "Remaining attempts: '9'");
        await ExpectAsync("--enter-puk=12345678,4321", "PIN operation successful");
        await _emulator.MbimcliUntilAsync("Ready state: 'initialized'", route, "--query-subscriber-ready-status");
        await ExpectAsync("--query-pin-state", "PIN state: 'unlocked'", "Remaining attempts: '3'");
        await ExpectAsync("--change-pin=4321,55555", "PIN operation successful");
        await ExpectAsync("--query-pin-list", "Mode: 'enabled'");
        await ExpectAsync("--disable-pin=55555", "PIN operation successful");
        await ExpectAsync("--enable-pin=55555", "PIN operation successful");
    }

    private async Task ExpectAsync(string action, params string[] values)
    {
        var result = await _emulator.MbimcliAsync(route, action);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        foreach (var value in values)
        {
            Assert.That(result.Output, Does.Contain(value), result.ToString());
        }
    }

    private async Task RefuseAsync(string action)
    {
        var result = await _emulator.MbimcliAsync(route, action);
        Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
    }
}
