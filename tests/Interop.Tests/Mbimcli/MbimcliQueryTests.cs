using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Mbimcli;

[TestFixture(Routes.Pty, 4096)]
[TestFixture(Routes.Proxy, 4096)]
[TestFixture(Routes.Pty, 64)]
[TestFixture(Routes.Proxy, 64)]
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class MbimcliQueryTests(string route, int maxControlMessage)
{
    private readonly TemporaryFolder _folder = new();
    private Emulator _emulator = null!;

    public static IEnumerable<TestCaseData> Queries()
    {
        yield return Query("device-caps", "Device ID: '490154203237518'", "Firmware info: '1.0'", "Hardware info: 'MBIM Emulator LTE'",
            "Device type: 'removable'", "Cellular class: 'gsm'", "Voice class: 'no-voice'", "SIM class: 'removable'",
            "Data class: 'gprs, edge, umts, hsdpa, hsupa, lte'", "Ctrl caps: 'reg-manual, hw-radio-switch, multi-carrier'", "Max sessions: '8'");
        yield return Query("subscriber-ready-status", "Ready state: 'initialized'", "Subscriber ID: '001010123456789'",
            "SIM ICCID: '89882110000000000012'", "Ready info: 'none'", "Telephone numbers: (1) '+15555550100'");
        yield return Query("radio-state", "Hardware radio state: 'on'", "Software radio state: 'on'");
        yield return Query("device-services", "Max DSS sessions: '8'", "Service: 'basic-connect'", "multicarrier-providers (24)",
            "UUID: [5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7]", "DSS payload: 3", "Max DSS instances: 4");
        yield return Query("pin-state", "PIN state: 'unlocked'", "PIN type: 'pin1'", "Remaining attempts: '3'");
        yield return Query("pin-list", "Mode: 'disabled'", "Format: 'numeric'", "Min length: '4'", "Max length: '8'");
        yield return Query("home-provider", "Provider ID: '00101'", "Provider name: 'Emulated Home'", "State: 'home'");
        yield return Query("preferred-providers", "Preferred providers (1)", "Provider ID: '00102'", "Provider name: 'Emulated Partner'");
        yield return Query("visible-providers", "Visible providers (4)", "Provider ID: '00101'", "RSSI: '20'", "Provider name: 'Emulated Roaming'",
            "State: 'forbidden, visible'");
        yield return Query("registration-state", "Network error: 'none'", "Register state: 'home'", "Register mode: 'automatic'",
            "Available data classes: 'lte'", "Provider ID: '00101'", "Provider name: 'Emulated Home'");
        yield return Query("signal-state", "RSSI [0-31,99]: '20'", "Error rate [0-7,99]: '0'", "Signal strength interval: '30'",
            "RSSI threshold: '3'", "Error rate threshold: '1'");
        yield return Query("packet-service-state", "Packet service state: 'attached'", "Available data classes: 'lte'",
            "Uplink speed: '50000000 bps'", "Downlink speed: '150000000 bps'");
        yield return Query("connection-state", "Session ID: '0'", "Activation state: 'deactivated'");
        yield return Query("provisioned-contexts", "Provisioned contexts (1)", "Context ID 1:", "Context type: 'internet'", "Access string: 'internet'");
        yield return Query("network-idle-hint", "Network idle hint state: 'disabled'");
        yield return Query("emergency-mode", "Emergency mode: 'off'");
    }

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var profile = maxControlMessage == 64 ? await SmallTransfersProfile.WriteAsync(_folder) : "default";
        _emulator = await Emulator.StartAsync("--profile", profile);
        await _emulator.MbimcliUntilAsync("Packet service state: 'attached'", route, "--query-packet-service-state");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }

        _folder.Dispose();
    }

    [TestCaseSource(nameof(Queries))]
    public async Task Mbimcli_shows_the_profiles_values(string query, string[] values)
    {
        var result = await _emulator.MbimcliAsync(route, query);

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        foreach (var value in values)
        {
            Assert.That(result.Output, Does.Contain(value));
        }
    }

    [TestCase("--query-ip-configuration")]
    [TestCase("--query-packet-statistics")]
    [TestCase("--query-ip-packet-filters")]
    public async Task Mbimcli_fails_where_a_context_is_needed_and_none_is_active(string query)
    {
        var result = await _emulator.MbimcliAsync(route, query);

        Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
        Assert.That(result.Error, Does.Contain("ContextNotActivated"));
    }

    private static TestCaseData Query(string name, params string[] values) => new TestCaseData($"--query-{name}", values).SetArgDisplayNames(name);
}
