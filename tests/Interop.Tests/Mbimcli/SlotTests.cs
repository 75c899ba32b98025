using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Mbimcli;

/// <summary>What mbimcli can do with SIM slots and the capabilities of an executor.</summary>
[TestFixture(MbimcliVersions.Installed, Routes.Pty)]
[TestFixture(MbimcliVersions.Installed, Routes.Proxy)]
[TestFixture(MbimcliVersions.Sid, Routes.Pty)]
[TestFixture(MbimcliVersions.Sid, Routes.Proxy)]
public sealed class SlotTests(string version, string route)
{
    private const string Subscriber = "001010000000002";

    private readonly TemporaryFolder _folder = new();
    private Emulator _emulator = null!;

    [SetUp]
    public async Task StartAsync()
    {
        var mbimcli = await MbimcliVersions.CommandAsync(version);
        var profile = _folder.File("profile.yaml");
        await File.WriteAllTextAsync(profile, $$"""
            extends: default
            name: slots
            capabilities: { dataClass: [umts, lte, fiveGNsa], wcdmaBands: [1, 8], lteBands: [3, 20], nrBands: [78], customDataClass: X }
            slots:
              - { subscriberId: "{{Subscriber}}", iccId: "89882110000000000020" }
              - { condition: noProfile }
            """);
        _emulator = await Emulator.StartAsync("--profile", profile);
        _emulator.Mbimcli = mbimcli;
        await _emulator.MbimcliUntilAsync("Register state: 'home'", route, "--query-registration-state");
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Test]
    public async Task Reads_the_slots_and_switches_between_them()
    {
        await ExpectAsync("Number of executors: '1' Number of slots: '3' Concurrency: '1'", "--ms-query-sys-caps");
        await ExpectAsync("Executor '0': slot '0'", "--ms-query-device-slot-mappings");
        await ExpectAsync("Slot '1': 'active'", "--ms-query-slot-info-status=1");
        await ExpectAsync("Slot '2': 'active-esim-no-profiles'", "--ms-query-slot-info-status=2");
        await ExpectAsync("Executor '0': slot '1'", "--ms-set-device-slot-mappings=1");
        await _emulator.MbimcliUntilAsync($"Subscriber ID: '{Subscriber}'", route, "--query-subscriber-ready-status");
        await ExpectAsync("Executor '0': slot '1'", "--ms-query-device-slot-mappings");
        await _emulator.MbimcliUntilAsync("Slot '0': 'active'", route, "--ms-query-slot-info-status=0");
        Assert.That((await _emulator.MbimcliAsync(route, "--ms-set-device-slot-mappings=3")).ToString(), Does.Contain("InvalidParameters"));
    }

    [Test]
    public async Task Reads_the_capabilities_of_the_executor_in_each_version()
    {
        const string Common = "Device type: 'removable' Cellular class: 'gsm' Voice class: 'no-voice' SIM class: 'removable'";
        await ExpectAsync($"{Common} Data class: 'umts, lte, 5g-nsa'", "--ms-query-device-caps");
        await ExpectAsync("Max sessions: '8' Custom data class: 'X' Device ID: '490154203237518' Firmware info: '1.0' Hardware info: 'MBIM Emulator LTE' Executor Index: '0'", "--ms-query-device-caps");
        await ExpectAsync($"{Common} Data class: 'umts, lte, 5g'", "--device-open-ms-mbimex-v3", "--ms-query-device-caps");
    }

    private async Task ExpectAsync(string text, params string[] arguments)
    {
        var result = await _emulator.MbimcliAsync(route, arguments);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), Does.Contain(text), result.ToString());
    }
}
