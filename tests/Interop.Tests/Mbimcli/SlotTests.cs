namespace MbimEmulator.Interop.Tests.Mbimcli;

/// <summary>What mbimcli can do with SIM slots and the capabilities of an executor.</summary>
[TestFixture(MbimcliVersions.Installed, Routes.Pty)]
[TestFixture(MbimcliVersions.Installed, Routes.Proxy)]
[TestFixture(MbimcliVersions.Sid, Routes.Pty)]
[TestFixture(MbimcliVersions.Sid, Routes.Proxy)]
public sealed class SlotTests(string version, string route) : MbimcliFixture(version, route)
{
    private const string Subscriber = "001010000000002";

    protected override string Profile => $$"""
        extends: default
        name: slots
        capabilities: { dataClass: [umts, lte, fiveGNsa], wcdmaBands: [1, 8], lteBands: [3, 20], nrBands: [78], customDataClass: X }
        slots:
          - { subscriberId: "{{Subscriber}}", iccId: "89882110000000000020" }
          - { condition: noProfile }
        """;

    [Test]
    public async Task Reads_the_slots_and_switches_between_them()
    {
        await ExpectAsync("Number of executors: '1' Number of slots: '3' Concurrency: '1'", "--ms-query-sys-caps");
        await ExpectAsync("Executor '0': slot '0'", "--ms-query-device-slot-mappings");
        Assert.That(await ShowAsync("--ms-query-slot-info-status=1"), Does.Match("Slot '1': '(state-)?active'"));
        Assert.That(await ShowAsync("--ms-query-slot-info-status=2"), Does.Match("Slot '2': '(state-)?active-esim-no-profiles'"));
        await ExpectAsync("Executor '0': slot '1'", "--ms-set-device-slot-mappings=1");
        await Emulator.MbimcliUntilAsync($"Subscriber ID: '{Subscriber}'", Route, "--query-subscriber-ready-status");
        await ExpectAsync("Executor '0': slot '1'", "--ms-query-device-slot-mappings");
        await Emulator.MbimcliUntilAsync("active'", Route, "--ms-query-slot-info-status=0");
        Assert.That((await Emulator.MbimcliAsync(Route, "--ms-set-device-slot-mappings=3")).ToString(), Does.Contain("InvalidParameters"));
    }

    [Test]
    public async Task Reads_the_capabilities_of_the_executor_in_each_version()
    {
        const string Common = "Device type: 'removable' Cellular class: 'gsm' Voice class: 'no-voice' SIM class: 'removable'";
        await ExpectAsync($"{Common} Data class: 'umts, lte, 5g-nsa'", "--ms-query-device-caps");
        await ExpectAsync("Max sessions: '8' Custom data class: 'X' Device ID: '490154203237518' Firmware info: '1.0' Hardware info: 'MBIM Emulator LTE' Executor Index: '0'", "--ms-query-device-caps");
        await ExpectAsync($"{Common} Data class: 'umts, lte, 5g'", "--device-open-ms-mbimex-v3", "--ms-query-device-caps");
    }
}
