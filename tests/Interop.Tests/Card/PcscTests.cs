using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Card;

/// <summary>The card as programs of PC/SC see it, through Debian's pcscd and vpcd.</summary>
public sealed class PcscTests
{
    private const string Atr = "3B9E96801F878031E073FE2117664D42494D454D9F";
    private const string SelectUsim = "00A4040407A0000000871002";

    [Test]
    public async Task Opensc_tool_reads_the_ATR_and_a_file()
    {
        await using var host = await PcscHost.StartAsync();
        await using var emulator = await host.RunEmulatorAsync($"vpcd:{PcscHost.Address}");
        await host.WaitForCardAsync(isIn: true);
        var atr = await host.RunAsync("opensc-tool", "-r", PcscHost.Reader, "-a");
        Assert.That(atr.Output.Replace(":", "", StringComparison.Ordinal).Trim(), Is.EqualTo(Atr).IgnoreCase, $"{atr}\n{host.Output}");
        var read = await host.RunAsync("opensc-tool", "-r", PcscHost.Reader, "-s", "00A4000C022FE2", "-s", "00B000000A");
        Assert.That(read.Output, Does.Contain("Received (SW1=0x90, SW2=0x00):\n98 88 12 01 00 00 00 00 00 21"), $"{read}\n{host.Output}");
    }

    [Test]
    public async Task Scriptor_selects_verifies_reads_and_authenticates_while_the_modem_stays_registered()
    {
        Peers.Need("mbimcli", OsmoAucGen.Program);
        await using var host = await PcscHost.StartAsync();
        await using var emulator = await host.RunEmulatorAsync($"vpcd:{PcscHost.Address}", "--wait-for", "registered");
        await host.WaitForCardAsync(isIn: true);

        // Test set 1 of 3GPP TS 35.208, which the default profile has.
        var network = new OsmoAucGen("MILENAGE", Convert.FromHexString("465b5ce8b199b49faa5f0a2ee238a6bc"), Convert.FromHexString("cd63cb71954a9f4e48a5994e37a02baf"));
        var rand = Convert.FromHexString("23553cbe9637a89d218ae64dae47bf35");
        var vector = await network.ChallengeAsync(rand, 64, 0x8000);
        var authenticate = "008800812210" + Convert.ToHexString(rand) + "10" + vector.Autn;
        var expected = $"DB08{vector.Res}10{vector.Ck}10{vector.Ik}08{vector.Kc}9000".ToUpperInvariant();
        var answers = await host.ScriptAsync(
            "reset", SelectUsim, "00A4000C026F07", "00B0000009", "002000010831323334FFFFFFFF", "002000010830303030FFFFFFFF",
            authenticate, $"00C00000{(expected.Length / 2) - 2:X2}", authenticate, "00C0000010", "reset", "00B0000009");
        Assert.That(answers[0], Is.EqualTo(Atr));
        Assert.That(answers[1], Does.StartWith("61"));
        Assert.That(answers[2..6], Is.EqualTo(new[] { "9000", "0809101010325476989000", "6984", "6984" }), "PIN1 is disabled");
        Assert.That(answers[6], Is.EqualTo($"61{(expected.Length / 2) - 2:X2}"));
        Assert.That(answers[7], Is.EqualTo(expected));
        Assert.That(answers[8], Is.EqualTo("6110"), "the same challenge again is out of sequence");
        Assert.That(answers[9], Does.StartWith("DC0E").And.EndsWith("9000"));
        Assert.That(answers[10..], Is.EqualTo(new[] { Atr, "6986" }));
        var registration = await host.RunOutsideAsync("mbimcli", "-d", host.Pty, "--query-registration-state");
        Assert.That(registration.Output, Does.Contain("Register state: 'home'"), $"{registration}\n{emulator.Output}");
    }

    [Test]
    public async Task A_shared_reader_unlocks_the_modem_and_resets_its_card_under_it()
    {
        Peers.Need("mbimcli");
        await using var host = await PcscHost.StartAsync();
        await using var emulator = await host.RunEmulatorAsync($"vpcd:{PcscHost.Address},shared", "--profile", "sim-pin");
        await host.WaitForCardAsync(isIn: true);
        var locked = await host.RunOutsideAsync("mbimcli", "-d", host.Pty, "--query-subscriber-ready-status");
        Assert.That(locked.Output, Does.Contain("Ready state: 'device-locked'").Or.Contain("Ready state: 'not-initialized'"), $"{locked}\n{emulator.Output}");

        Assert.That(await host.ScriptAsync("002000010830303030FFFFFFFF", "002000010831323334FFFFFFFF"), Is.EqualTo(new[] { "63C2", "9000" }));
        var unlocked = await host.RunOutsideAsync("mbimcli", "-d", host.Pty, "--query-subscriber-ready-status");
        Assert.That(unlocked.Output, Does.Contain("Ready state: 'initialized'"), $"{unlocked}\n{emulator.Output}");
        Assert.That((await host.ScriptAsync("reset"))[0], Is.EqualTo(Atr));
        var reset = await host.RunOutsideAsync("mbimcli", "-d", host.Pty, "--query-subscriber-ready-status");
        Assert.That(reset.Output, Does.Contain("Ready state: 'device-locked'").Or.Contain("Ready state: 'not-initialized'"), $"{reset}\n{emulator.Output}");
    }

    [Test]
    public async Task A_SIM_that_is_taken_out_is_out_of_the_reader_until_it_is_back()
    {
        await using var host = await PcscHost.StartAsync();
        await using var emulator = await host.RunEmulatorAsync($"vpcd:{PcscHost.Address}", "--interactive");
        await host.WaitForCardAsync(isIn: true);
        await emulator.WriteAsync("eject-sim\n");
        await host.WaitForCardAsync(isIn: false);
        await emulator.WriteAsync("insert-sim\n");
        await host.WaitForCardAsync(isIn: true);
        Assert.That((await host.ScriptAsync("reset"))[0], Is.EqualTo(Atr));
    }
}
