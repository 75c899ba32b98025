using System.Text;
using MbimEmulator.Capture;
using MbimEmulator.Interop.Tests.Support;
using MbimEmulator.Pipeline;

namespace MbimEmulator.Interop.Tests.Record;

/// <summary>mbimcli on a modem, with the recorder in between, and on the scenario that it writes.</summary>
public sealed class RecordTests
{
    private const string Imsi = "001010123456789";
    private const string Iccid = "89882110000000000012";
    private const string Imei = "490154203237518";

    private static readonly string[] Actions =
    [
        "--query-device-caps", "--query-subscriber-ready-status", "--query-home-provider", "--query-registration-state", "--query-signal-state",
        "--connect=access-string=internet,username=joe,password=secret99", "--connect=access-string=internet,username=joe,password=secret99",
        "--query-ip-configuration", "--query-device-services", "--disconnect", "--enter-pin=0000", "--phonebook-query-configuration",
    ];

    private readonly TemporaryFolder _folder = new();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Mbimcli_sees_the_same_modem_again([Values("pty", "socket", "proxy")] string way)
    {
        await using var emulator = await StartAsync("--scenario", "wrong-apn", "--socket", _folder.File("up"));
        string[] device = way switch
        {
            "pty" => ["--device", emulator.Pty],
            "socket" => ["--device", _folder.File("up")],
            _ => ["--device", "/dev/null", "--via-proxy", "@mbim-proxy"],
        };
        var recorded = await RecordAsync(emulator, [.. device, "--unmasked"]);
        var replayed = await ReplayAsync(emulator, "again.pcapng");
        Assert.Multiple(() =>
        {
            Assert.That(replayed, Is.EqualTo(recorded));
            Assert.That(recorded, Does.Contain("Failure").And.Contain("Successfully connected").And.Contain(Imsi));
        });
    }

    [Test]
    public async Task The_function_sends_the_same_bytes_again()
    {
        await using var emulator = await StartAsync("--scenario", "wrong-apn", "--capture", _folder.File("first.pcapng"));
        await RecordAsync(emulator, ["--device", emulator.Pty, "--unmasked"]);
        await ReplayAsync(emulator, "again.pcapng");
        var again = Sent(_folder.File("again.pcapng"));

        // Before the recording began the modem was asked until it was registered.
        Assert.That(again, Is.EqualTo(Sent(_folder.File("first.pcapng")).TakeLast(again.Count)).And.Count.GreaterThan(30));
    }

    [Test]
    public async Task A_scenario_that_is_shared_tells_nothing_of_the_subscriber()
    {
        await using var emulator = await StartAsync();
        await RecordAsync(emulator, ["--device", emulator.Pty]);
        var yaml = await File.ReadAllTextAsync(_folder.File("modem.yaml"));
        var replayed = await ReplayAsync(emulator, "again.pcapng");
        Assert.Multiple(() =>
        {
            foreach (var personal in new[] { Imsi, Iccid, Imei, "+15555550100", "secret99", "10.64.0.2", "2001:db8:64::2" })
            {
                Assert.That(yaml + replayed, Does.Not.Contain(personal));
                Assert.That(yaml, Does.Not.Contain(Convert.ToHexStringLower(Encoding.Unicode.GetBytes(personal))));
                Assert.That(yaml, Does.Not.Contain(Convert.ToHexStringLower(Encoding.ASCII.GetBytes(personal))));
            }

            Assert.That(replayed, Does.Match("Subscriber ID: '[0-9]{15}'").And.Match("SIM ICCID: '[0-9]{20}'").And.Contain("Successfully connected"));
        });
    }

    [Test]
    public async Task The_recording_is_written_when_the_modem_goes()
    {
        var emulator = await StartAsync();
        await using var recorder = BackgroundProgram.Start(
            emulator.Network.Enter("dotnet", Emulator.Tool, "record", "--device", emulator.Pty, "--pty", _folder.File("mbim0"), "--out", _folder.File("modem.yaml")));
        await recorder.WaitForAsync("Recording.");
        var asked = await emulator.RunAsync("mbimcli", "-d", _folder.File("mbim0"), "--query-device-caps");
        await using var restarted = await emulator.KillAndRestartAsync();
        await recorder.Exited.WaitAsync(Programs.Limit);

        Assert.Multiple(() =>
        {
            Assert.That(asked.ExitCode, Is.Zero, asked.ToString());
            Assert.That(recorder.ExitCode, Is.Zero, recorder.Output);
            Assert.That(recorder.Output, Does.Contain("3 requests").Or.Contain("4 requests"));
            Assert.That(File.ReadAllText(_folder.File("modem.yaml")), Does.Contain("DEVICE_CAPS"));
        });
    }

    [Test]
    public async Task Signals_and_clients_that_leave_end_it([Values("INT", "TERM", "once")] string end)
    {
        if (end == "INT" && IgnoresInterrupts())
        {
            Assert.Ignore("ignored: SIGINT is ignored here, as in a shell's background job, and so it is by what is started from here");
        }

        await using var emulator = await StartAsync();
        await using var recorder = BackgroundProgram.Start(emulator.Network.Enter(
            ["dotnet", Emulator.Tool, "record", "--device", emulator.Pty, "--pty", _folder.File("mbim0"), "--out", _folder.File("modem.yaml"), .. end == "once" ? ["--once"] : Array.Empty<string>()]));
        await recorder.WaitForAsync("Recording.");
        await emulator.RunAsync("mbimcli", "-d", _folder.File("mbim0"), "--query-device-caps");
        if (end != "once")
        {
            await recorder.SignalAsync(end);
        }

        await recorder.Exited.WaitAsync(Programs.Limit);
        Assert.That((recorder.ExitCode, File.Exists(_folder.File("modem.yaml")), Path.Exists(_folder.File("mbim0"))), Is.EqualTo((0, true, false)), recorder.Output);
    }

    private static bool IgnoresInterrupts()
    {
        const string Key = "SigIgn:";
        var ignored = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Key, StringComparison.Ordinal))[Key.Length..].Trim();
        return (Convert.ToUInt64(ignored, 16) & 2) != 0;
    }

    private static async Task<Emulator> StartAsync(params string[] arguments)
    {
        var emulator = await Emulator.StartAsync(arguments);
        await emulator.MbimcliUntilAsync("Packet service state: 'attached'", "-d", "--query-packet-service-state");
        return emulator;
    }

    private async Task<string> RecordAsync(Emulator emulator, string[] device)
    {
        var result = await Programs.RunAsync(emulator.Network.Enter(
            ["dotnet", Emulator.Tool, "record", .. device, "--pty", _folder.File("mbim0"), "--out", _folder.File("modem.yaml"), "--", "sh", "-c", Script()]));
        Assert.That(result.Error, Does.Contain("requests").And.Not.Contain("Note"), result.ToString());
        return result.Output;
    }

    private async Task<string> ReplayAsync(Emulator emulator, string capture)
    {
        var result = await Programs.RunAsync(emulator.Network.Enter(
            "dotnet", Emulator.Tool, "run", "--scenario", _folder.File("modem.yaml"), "--pty", _folder.File("mbim0"), "--capture", _folder.File(capture), "--", "sh", "-c", Script()));
        return result.Output;
    }

    private string Script() => string.Join('\n', Actions.Select(action => $"mbimcli -d {_folder.File("mbim0")} {action} 2>&1 || echo status $?"));

    private static List<string> Sent(string capture)
    {
        using var file = File.OpenRead(capture);
        return [.. CaptureReader.Read(file).Values.Single().Where(transfer => transfer.Direction == TransferDirection.ToHost).Select(transfer => Convert.ToHexStringLower(transfer.Bytes.Span))];
    }
}
