namespace MbimEmulator.Interop.Tests.Mbimcli;

/// <summary>What mbimcli can do with a device of two executors.</summary>
[TestFixture(MbimcliVersions.Installed, Routes.Pty)]
[TestFixture(MbimcliVersions.Installed, Routes.Proxy)]
[TestFixture(MbimcliVersions.Sid, Routes.Pty)]
[TestFixture(MbimcliVersions.Sid, Routes.Proxy)]
public sealed class ExecutorTests(string version, string route) : MbimcliFixture(version, route)
{
    private const string Subscriber = "001010000000002";

    protected override string Profile => $$"""
        extends: default
        name: executors
        executors: 2
        slots:
          - { subscriberId: "{{Subscriber}}", iccId: "89882110000000000020" }
        """;

    [Test]
    public async Task Reads_which_executor_uses_which_slot_and_has_them_change_places()
    {
        await ExpectAsync("Number of executors: '2' Number of slots: '2' Concurrency: '2'", "--ms-query-sys-caps");
        await ExpectAsync("Executor '0': slot '0' Executor '1': slot '1'", "--ms-query-device-slot-mappings");
        await ExpectAsync("Executor Index: '0'", "--ms-query-device-caps");
        await ExpectAsync("Executor '0': slot '1' Executor '1': slot '0'", "--ms-set-device-slot-mappings=1,0");
        await Emulator.MbimcliUntilAsync($"Subscriber ID: '{Subscriber}'", Route, "--query-subscriber-ready-status");
        Assert.That((await Emulator.MbimcliAsync(Route, "--ms-set-device-slot-mappings=1,1")).ToString(), Does.Contain("InvalidParameters"));
        Assert.That((await Emulator.MbimcliAsync(Route, "--ms-set-device-slot-mappings=1")).ToString(), Does.Contain("InvalidParameters"));
    }
}
