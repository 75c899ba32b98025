using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Card;

/// <summary>The card of one emulator in the slot of another one: <c>run --card</c> and <c>sim.reader</c>, which speak vpcd's protocol with one another.</summary>
public sealed class ReaderTests
{
    // In the network namespace of the test.
    private const string Reader = "127.0.0.1:35963";

    [Test]
    public async Task Mbimcli_finds_the_card_of_another_emulator()
    {
        using var folder = new TemporaryFolder();
        var outside = folder.File("outside.yaml");
        var first = folder.File("first.yaml");
        await File.WriteAllTextAsync(outside, $"name: outside\nsim: {{ reader: \"{Reader}\" }}\n");
        await File.WriteAllTextAsync(first, "name: first\nextends: sim-pin\nsim: { subscriberId: \"001015555555555\", iccId: \"8988211000000000555\" }\n");
        await using var emulator = await Emulator.StartAsync("--profile", outside);
        await emulator.MbimcliUntilAsync("sim-not-inserted", "-d", "--query-subscriber-ready-status");
        await using (emulator.Start("dotnet", Emulator.Tool, "run", "--pty", folder.File("pty"), "--profile", first, "--card", $"vpcd:{Reader}"))
        {
            await emulator.MbimcliUntilAsync("Ready state: 'device-locked'", "-d", "--query-subscriber-ready-status");
            var entered = await emulator.MbimcliAsync("-p", "--enter-pin=1234");
            Assert.That(entered.Output, Does.Contain("PIN operation successful"), $"{entered}\n{emulator.Output}");
            foreach (var route in new[] { "-d", "-p" })
            {
                var ready = await emulator.MbimcliUntilAsync("Ready state: 'initialized'", route, "--query-subscriber-ready-status");
                Assert.That(ready.Output, Does.Contain("Subscriber ID: '001015555555555'").And.Contain("SIM ICCID: '8988211000000000555'"), $"{ready}\n{emulator.Output}");
            }

            await emulator.MbimcliUntilAsync("Register state: 'home'", "-d", "--query-registration-state");
            var read = await emulator.MbimcliAsync("-d", "--ms-query-uicc-read-binary=application-id=a0000000871002,file-path=7fff6f07,read-size=9");
            Assert.That(read.Output, Does.Contain("08:09:10:10:55:55:55:55:55"), $"{read}\n{emulator.Output}");
        }

        await emulator.MbimcliUntilAsync("sim-not-inserted", "-p", "--query-subscriber-ready-status");
    }
}
