using MbimEmulator.Interop.Tests.Mbimcli;
using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.ModemManager;

public class ModemManagerTests
{
    [Test]
    public async Task ModemManager_enables_registers_connects_and_goes_back()
    {
        await using var emulator = await Emulator.StartAsync();
        await using var host = await ModemManagerHost.StartAsync(emulator);

        await host.WaitForModemAsync("modem.generic.state", "disabled");
        var modem = await host.ShowAsync("-m", "any");
        Assert.That(modem["modem.3gpp.imei"], Is.EqualTo("490154203237518"));
        Assert.That(modem["modem.generic.hardware-revision"], Is.EqualTo("MBIM Emulator LTE"));
        Assert.That(modem["modem.generic.drivers.value[1]"], Is.EqualTo("cdc_mbim"));

        await host.ExpectAsync("-m", "any", "--enable");
        await host.WaitForModemAsync("modem.generic.state", "registered");
        await host.WaitForModemAsync("modem.3gpp.operator-name", "Emulated Home");

        await host.ExpectAsync("-m", "any", "--simple-connect=apn=internet,ip-type=ipv4");
        await host.WaitForModemAsync("modem.generic.state", "connected");
        var bearer = await host.ShowAsync("-b", (await host.ShowAsync("-m", "any"))["modem.generic.bearers.value[1]"]);
        Assert.That(bearer["bearer.status.connected"], Is.EqualTo("yes"));
        Assert.That(bearer["bearer.status.interface"], Is.EqualTo("wwan0"));
        Assert.That(bearer["bearer.properties.apn"], Is.EqualTo("internet"));
        Assert.That(bearer["bearer.ipv4-config.address"], Is.EqualTo("10.64.0.2"));
        Assert.That(bearer["bearer.ipv4-config.prefix"], Is.EqualTo("24"));
        Assert.That(bearer["bearer.ipv4-config.gateway"], Is.EqualTo("10.64.0.1"));
        Assert.That(bearer["bearer.ipv4-config.dns.value[1]"], Is.EqualTo("10.64.0.1"));
        Assert.That(bearer["bearer.ipv4-config.mtu"], Is.EqualTo("1500"));

        var beside = await emulator.MbimcliAsync(Routes.Proxy, "--query-connection-state");
        Assert.That(beside.ExitCode, Is.Zero, $"{beside}{emulator.Output}");
        Assert.That(beside.Output, Does.Contain("Activation state: 'activated'"), "mbimcli works beside ModemManager");

        await host.ExpectAsync("-m", "any", "--simple-disconnect");
        await host.WaitForModemAsync("modem.generic.state", "registered");
        await host.ExpectAsync("-m", "any", "--disable");
        await host.WaitForModemAsync("modem.generic.state", "disabled");
    }

    [Test]
    public async Task ModemManager_unlocks_the_sim_after_a_wrong_pin()
    {
        await using var emulator = await Emulator.StartAsync("--profile", "sim-pin");
        await using var host = await ModemManagerHost.StartAsync(emulator);
        await host.WaitForModemAsync("modem.generic.state", "locked");
        Assert.That((await host.ShowAsync("-m", "any"))["modem.generic.unlock-required"], Is.EqualTo("sim-pin"));

        var wrong = await host.MmcliAsync("-i", "0", "--pin=0000");
        Assert.That(wrong.ExitCode, Is.EqualTo(1), wrong.ToString());
        await host.ExpectAsync("-i", "0", "--pin=1234");

        await host.WaitForModemAsync("modem.generic.state", "disabled");
        await host.ExpectAsync("-m", "any", "--enable");
        await host.WaitForModemAsync("modem.generic.state", "registered");
    }

    [Test]
    public async Task ModemManager_reads_the_cards_files()
    {
        using var folder = new TemporaryFolder();
        var profile = folder.File("card.yaml");
        await File.WriteAllTextAsync(profile, """
            extends: default
            sim: { subscriberId: "001012123456789", mncLength: 3, serviceProviderName: Card Provider, gid1: "4749", gid2: "aabb01" }
            network: { home: { id: "001012", name: Network }, providers: [{ id: "001012", name: Network }] }
            """);
        await using var emulator = await Emulator.StartAsync("--profile", profile);
        await using var host = await ModemManagerHost.StartAsync(emulator);
        await host.WaitForModemAsync("modem.generic.state", "disabled");
        var sim = await host.ShowAsync("-i", "0");
        Assert.Multiple(() =>
        {
            Assert.That(sim["sim.properties.imsi"], Is.EqualTo("001012123456789"));
            Assert.That(sim["sim.properties.operator-code"], Is.EqualTo("001012"), "with an MNC of three digits, as EF_AD has it");
            Assert.That(sim["sim.properties.operator-name"], Is.EqualTo("Card Provider"));
            Assert.That(sim["sim.properties.gid1"], Is.EqualTo("4749").IgnoreCase);
            Assert.That(sim["sim.properties.gid2"], Is.EqualTo("aabb01").IgnoreCase);
            Assert.That(sim.GetValueOrDefault("sim.properties.eid", "--"), Is.EqualTo("--"), "no eUICC");
        });
    }

    [Test]
    public async Task ModemManager_leads_the_pin_through_its_life()
    {
        await using var emulator = await Emulator.StartAsync();
        await using var host = await ModemManagerHost.StartAsync(emulator);
        await host.WaitForModemAsync("modem.generic.state", "disabled");
        await host.ExpectAsync("-i", "0", "--pin=1234", "--enable-pin");
        await host.ExpectAsync("-i", "0", "--pin=1234", "--change-pin=4321");
        var wrong = await host.MmcliAsync("-i", "0", "--pin=1234", "--disable-pin");
        Assert.That(wrong.ExitCode, Is.EqualTo(1), wrong.ToString());
        await host.ExpectAsync("-i", "0", "--pin=4321", "--disable-pin");
    }

    [Test]
    public async Task ModemManager_shows_the_slots_and_switches_to_the_other_sim()
    {
        using var folder = new TemporaryFolder();
        var profile = folder.File("slots.yaml");
        await File.WriteAllTextAsync(profile, """
            extends: default
            slots: [{ subscriberId: "001010000000002", iccId: "89882110000000000020" }]
            """);
        await using var emulator = await Emulator.StartAsync("--profile", profile);
        await using var host = await ModemManagerHost.StartAsync(emulator);
        await host.WaitForModemAsync("modem.generic.state", "disabled");
        var modem = await host.ShowAsync("-m", "any");
        Assert.That(modem["modem.generic.sim-slots.length"], Is.EqualTo("2"));
        Assert.That(modem["modem.generic.primary-sim-slot"], Is.EqualTo("1"));

        await host.ExpectAsync("-m", "any", "--set-primary-sim-slot=2");
        await host.WaitForModemAsync("modem.generic.primary-sim-slot", "2");
        await host.WaitForModemAsync("modem.generic.state", "disabled");
        var sim = await host.ShowAsync("-i", (await host.ShowAsync("-m", "any"))["modem.generic.sim"]);
        Assert.That(sim["sim.properties.imsi"], Is.EqualTo("001010000000002"));
        await host.ExpectAsync("-m", "any", "--enable");
        await host.WaitForModemAsync("modem.generic.state", "registered");
    }

    [Test]
    public async Task ModemManager_shows_and_sets_the_attach_and_lists_profiles_cells_and_the_back_off()
    {
        await using var emulator = await Emulator.StartAsync();
        await using var host = await ModemManagerHost.StartAsync(emulator);
        await host.WaitForModemAsync("modem.generic.state", "disabled");
        await host.ExpectAsync("-m", "any", "--enable");
        await host.WaitForModemAsync("modem.generic.state", "registered");
        await host.ExpectAsync("-m", "any", "--3gpp-set-initial-eps-bearer-settings=apn=attach.example,ip-type=ipv4v6");
        await host.WaitForModemAsync("modem.3gpp.eps.initial-bearer.settings.apn", "attach.example");
        var initial = await host.ShowAsync("-b", (await host.ShowAsync("-m", "any"))["modem.3gpp.eps.initial-bearer.dbus-path"]);
        Assert.That(initial["bearer.properties.apn"], Is.EqualTo("attach.example"));
        var profiles = await host.MmcliAsync("-m", "any", "--3gpp-profile-manager-list");
        Assert.That(profiles.Output, Does.Contain("internet"), profiles.ToString());
        var cells = await host.MmcliAsync("-m", "any", "--get-cell-info");
        Assert.That(cells.Output, Does.Contain("lte").And.Contain("umts").And.Contain("gsm"), cells.ToString());
        var sar = await host.MmcliAsync("-m", "any", "--sar-status");
        Assert.That(sar.Output, Does.Contain("no"), sar.ToString());
    }
}
