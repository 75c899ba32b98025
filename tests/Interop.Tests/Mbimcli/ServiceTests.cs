namespace MbimEmulator.Interop.Tests.Mbimcli;

/// <summary>What mbimcli can do with Microsoft's smaller services.</summary>
[TestFixture(MbimcliVersions.Installed, Routes.Pty)]
[TestFixture(MbimcliVersions.Installed, Routes.Proxy)]
[TestFixture(MbimcliVersions.Sid, Routes.Pty)]
[TestFixture(MbimcliVersions.Sid, Routes.Proxy)]
public sealed class ServiceTests(string version, string route) : MbimcliFixture(version, route)
{
    private const string FirmwareId = "2b13dd42-649c-3442-9e08-d85b26d7825c";

    protected override string Profile => $$"""
        extends: default
        name: services
        identity: { firmwareId: {{FirmwareId}} }
        sar: { antennas: [{ index: 0, backoff: 1 }, { index: 4, backoff: 2 }], hysteresis: 3 }
        nitz: { zone: "+05:45", daylightSaving: 60 }
        """;

    [Test]
    public async Task Reads_and_sets_the_back_off_of_each_antenna()
    {
        await ExpectAsync(Config("device", "disabled", 1, 2), "--ms-query-sar-config");
        await ExpectAsync(Config("os", "enabled", 1, 9), "--ms-set-sar-config=os,enabled,[{4,9}]");
        await ExpectAsync(Config("os", "disabled", 3, 3), "--ms-set-sar-config=os,disabled,[{all,3}]");
        await ExpectAsync(Config("os", "disabled", 3, 3), "--ms-query-sar-config");
        Assert.That((await Emulator.MbimcliAsync(Route, "--ms-set-sar-config=os,enabled,[{5,9}]")).ToString(), Does.Contain("InvalidParameters"));
    }

    [Test]
    public async Task Reads_and_sets_the_notification_of_transmission()
    {
        await ExpectAsync("notification: disabled status: inactive hysteresis timer: (3)", "--ms-query-transmission-status");
        await ExpectAsync("notification: enabled status: inactive hysteresis timer: (5)", "--ms-set-transmission-status=enabled,5");
        await ExpectAsync("notification: enabled status: inactive hysteresis timer: (5)", "--ms-query-transmission-status");
    }

    [Test]
    public async Task Reads_the_networks_time_and_the_firmwares_id()
    {
        await ExpectAsync("Time zone offset minutes: 345 Daylight saving time offset minutes: 60 Data class: lte", "--ms-query-nitz");
        await ExpectAsync($"Firmware ID retrieved: '{FirmwareId}'", "--ms-query-firmware-id");
    }

    [Test]
    public async Task Shuts_down()
    {
        var result = await Emulator.MbimcliAsync(Route, "--no-close", "--ms-notify-host-shutdown");
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        await ExpectAsync("Register state: 'deregistered'", "--no-open=100", "--query-registration-state");
        if (Route == Routes.Pty)
        {
            // A proxy keeps the modem open.
            await Emulator.MbimcliUntilAsync("Register state: 'home'", Route, "--query-registration-state");
        }
    }

    [Test]
    public Task Reboots() => ExpectAsync("Successfully requested modem to reboot", "--intel-modem-reboot");

    [Test]
    public async Task Reboots_into_a_mode()
    {
        const string Version2 = "--device-open-ms-mbimex-v2";
        var download = await Emulator.MbimcliAsync(Route, Version2, "--intel-modem-reboot=download-mode,5");
        Assert.That(download.ToString(), Does.Contain("NoDeviceSupport"));
        await ExpectAsync("Successfully requested modem to reboot", Version2, "--intel-modem-reboot=normal-mode,0");
    }

    private static string Config(string mode, string state, int first, int second) =>
        $"Mode: {mode} Backoff state: {state} Wi-Fi hardware state: not-integrated Config states: 2 [0] Antenna index: 0 Backoff index: {first} [1] Antenna index: 4 Backoff index: {second}";
}
