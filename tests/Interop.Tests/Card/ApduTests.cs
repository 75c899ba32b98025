using MbimEmulator.Interop.Tests.Mbimcli;
using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Card;

/// <summary>What crosses between modem and card while mbimcli uses it: in the capture, in the journal, and under rules.</summary>
public sealed class ApduTests
{
    private const string ReadImsi = "--ms-query-uicc-read-binary=application-id=a0000000871002,file-path=7fff6f07,read-size=9";

    [Test]
    public async Task Wireshark_and_the_journal_show_what_mbimcli_reads_of_the_card()
    {
        Peers.Need("mbimcli", "tshark");
        using var folder = new TemporaryFolder();
        var (capture, control) = (folder.File("session.pcapng"), folder.File("ctl"));
        await using (var emulator = await Emulator.StartAsync("--capture", capture, "--control", control))
        {
            await emulator.MbimcliUntilAsync("Ready state: 'initialized'", Routes.Pty, "--query-subscriber-ready-status");
            var read = await emulator.MbimcliAsync(Routes.Pty, ReadImsi);
            Assert.That(read.Output, Does.Contain("08:09:10:10:10:32:54:76:98"), read.ToString());

            var journal = await emulator.RunAsync("dotnet", Emulator.Tool, "ctl", "--control", control, "journal");
            Assert.That(journal.Output, Does.Contain(" Apdu READ BINARY usim/6f07 (EF_IMSI): 9 bytes, 9000"), journal.ToString());
            var json = await emulator.RunAsync("dotnet", Emulator.Tool, "ctl", "--control", control, "--json", "journal");
            Assert.That(json.Output, Does.Contain("\"fileName\": \"EF_IMSI\"").And.Not.Contain("0809101010325476"), "masked");

            var asked = await emulator.RunAsync("dotnet", Emulator.Tool, "ctl", "--control", control, "sim-apdu", "00a40004022fe2");
            Assert.That((asked.ExitCode, asked.Output), Is.EqualTo((0, "modem0: SELECT: 6119 (25 bytes wait for GET RESPONSE)\n")), asked.ToString());
            var wrong = await emulator.RunAsync("dotnet", Emulator.Tool, "ctl", "--control", control, "sim-apdu", "00a4");
            Assert.That(wrong.ExitCode, Is.Not.Zero);
            Assert.That(wrong.Error, Does.Contain("expected 4 to 261 bytes in hexadecimal"), wrong.ToString());
        }

        var broken = await Programs.RunAsync("tshark", "-r", capture, "-Y", "(!gsm_sim && !mbim) || _ws.malformed");
        Assert.That(broken.Output, Is.Empty, broken.ToString());
        var card = await Programs.RunAsync("tshark", "-r", capture, "-Y", "gsm_sim.apdu.ins == 0xb0", "-Tfields", "-eframe.interface_name", "-egsm_sim.apdu.data", "-egsm_sim.apdu.sw");
        Assert.That(card.Output, Does.Contain("modem0 SIM\t000000000000000000\t0x9000\n"), "masked");
        var mbim = await Programs.RunAsync("tshark", "-r", capture, "-Y", "mbim", "-Tfields", "-eframe.interface_name");
        Assert.That(mbim.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.Not.Empty.And.All.EqualTo("modem0"));
        var decoded = await Programs.RunAsync("dotnet", Emulator.Tool, "decode", capture);
        Assert.That((decoded.ExitCode, decoded.Output.Contains("READ_BINARY", StringComparison.Ordinal)), Is.EqualTo((0, true)), decoded.ToString());
    }

    // What mbimcli says of each fault of the card, and its exit status.
    [TestCase("M14-no-logical-channels", "--ms-set-uicc-open-channel=application-id=a0000000871002,selectp2arg=4,channel-group=1", 1, "Unknown status 0x87430001")]
    [TestCase("M34-sim-mute, with: { instruction: b0, times: 1 }", ReadImsi, 1, "Failure")]
    [TestCase("M35-contact-lost", "--ms-set-uicc-open-channel=application-id=a0000000871002,selectp2arg=4,channel-group=1", 1, "SimNotInserted")]
    public async Task Mbimcli_meets_a_fault_of_the_card(string fault, string action, int exitCode, string said)
    {
        Peers.Need("mbimcli");
        using var folder = new TemporaryFolder();
        var (scenario, control) = (folder.File("scenario.yaml"), folder.File("ctl"));
        await File.WriteAllTextAsync(scenario, $"schemaVersion: 1\nrules:\n  - {{ fault: {fault} }}\n");
        await using var emulator = await Emulator.StartAsync("--control", control);
        await emulator.MbimcliUntilAsync("Ready state: 'initialized'", Routes.Pty, "--query-subscriber-ready-status");
        var loaded = await emulator.RunAsync("dotnet", Emulator.Tool, "ctl", "--control", control, "scenario", "load", scenario);
        Assert.That(loaded.ExitCode, Is.Zero, loaded.ToString());
        var result = await emulator.MbimcliAsync(Routes.Pty, action);
        Assert.That(result.ExitCode, Is.EqualTo(exitCode), result.ToString());
        Assert.That(result.Output + result.Error, Does.Contain(said), result.ToString());
    }
}
