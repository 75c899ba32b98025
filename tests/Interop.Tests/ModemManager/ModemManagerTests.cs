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
        var bearer = await host.ShowAsync("-b", "0");
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
}
