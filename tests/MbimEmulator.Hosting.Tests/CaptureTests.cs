using System.Diagnostics;
using MbimEmulator.Hosting.Capture;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Modem;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Hosting.Tests;

public sealed class CaptureTests
{
    [Test]
    public async Task Wireshark_reads_every_message_of_every_modem()
    {
        using var folder = new TestFolder();
        await using var first = new ModemGroup(new ModemGroupOptions { Name = "modem0" });
        await using var second = new ModemGroup(new ModemGroupOptions { Name = "modem1" });
        await using (CaptureFile.Create(folder["c.pcapng"], [(first, "one"), (second, "two")], NullLoggerFactory.Instance))
        {
            foreach (var group in new[] { first, second })
            {
                await using var endpoint = new FunctionEndpoint(
                    group, EndpointKind.Socket, folder[group.Name], new StreamOptions(), NullLoggerFactory.Instance);
                await endpoint.StartAsync();
                using var host = await Host.ConnectAsync(endpoint.Address);
                await host.OpenFunctionAsync();
                await host.SendAsync(Host.Query(2, BasicConnectCid.DeviceCaps));
                await host.ExpectAsync(MbimMessageType.CommandDone, 2);
            }
        }

        // Apart from the assertions: a test cannot be ignored in a block of several.
        var broken = Tshark(folder["c.pcapng"], "-Y", "(!mbim && !gsm_sim) || _ws.malformed");
        var transactions = Tshark(
            folder["c.pcapng"], "-Y", "mbim.control.header.transaction_id != 0", "-Tfields", "-eframe.interface_name", "-embim.control.header.transaction_id");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(broken, Is.Empty);
            Assert.That(
                transactions, Is.EqualTo(new[] { "modem0\t1", "modem0\t1", "modem0\t2", "modem0\t2", "modem1\t1", "modem1\t1", "modem1\t2", "modem1\t2" }));
        }
    }

    [TestCase(true, "080910101032547698")]
    [TestCase(false, "000000000000000000")]
    public async Task Wireshark_reads_the_exchanges_with_the_card(bool showPersonal, string imsi)
    {
        using var folder = new TestFolder();
        await using var group = new ModemGroup(new ModemGroupOptions { Name = "modem0" });
        await group.WaitForAsync(ModemStage.Ready);
        await using (CaptureFile.Create(folder["c.pcapng"], [(group, "one")], NullLoggerFactory.Instance, showPersonal: showPersonal))
        {
            await group.InvokeAsync(modem =>
            {
                var terminal = modem.ConnectTerminal();
                foreach (var command in new[] { "00a4040407a0000000871002", "00c0000005", "00a40004026f07", "00b0000009", "00a4040c07a000000087100200", "002000010831323334ffffffff" })
                {
                    terminal.Transmit(Convert.FromHexString(command), static _ => { });
                }
            });
        }

        var broken = Tshark(folder["c.pcapng"], "-Y", "!gsm_sim || _ws.malformed");
        var shown = Tshark(
            folder["c.pcapng"], "-Y", "gsm_sim", "-Tfields", "-eframe.interface_name", "-eip.dst", "-eudp.dstport", "-egsm_sim.apdu.ins", "-egsm_sim.apdu.sw");
        var bytes = Tshark(folder["c.pcapng"], "-Y", "gsm_sim.apdu.ins == 0xb0", "-Tfields", "-egsm_sim.apdu.data");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(broken, Is.Empty);
            // The first one is the answer to reset, which tshark 4.0 takes for a command.
            Assert.That(shown[1..7], Is.EqualTo(new[] { "0xa4\t0x6131", "0xc0\t0x612c", "0xa4\t0x6119", "0xb0\t0x9000", "0xa4\t0x9000", "0x20\t0x6984" }.Select(exchange => $"modem0 SIM\t198.19.0.1\t4729\t{exchange}")));
            Assert.That(bytes[0], Is.EqualTo(imsi));
        }
    }

    [Test]
    public void A_file_that_cannot_be_written_is_an_error()
    {
        Assert.That(() => CaptureFile.Create("/nowhere/c.pcapng", [], NullLoggerFactory.Instance), Throws.InstanceOf<IOException>());
    }

    private static string[] Tshark(string file, params string[] arguments)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("tshark", ["-r", file, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            if (Environment.GetEnvironmentVariable("REQUIRE_PEERS") == "1")
            {
                throw;
            }

            Assert.Ignore("ignored: needs tshark");
            throw;
        }

        using (process)
        {
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero, process.StandardError.ReadToEnd());
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }
}
