using MbimEmulator.Hosting.Control;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Hosting.Tests.Control;

public sealed class ModemConsoleTests
{
    [Test]
    public async Task What_happens_to_a_modem_shows_in_its_state()
    {
        await using var emulator = await StartAsync("modem0");
        var console = new ModemConsole(emulator);
        (string Command, string State)[] steps =
        [
            ("eject-sim", "SIM SimNotInserted"),
            ("insert-sim", "SIM NotInitialized"),
            ("signal 7", "RSSI 7"),
            ("lose-coverage", "RSSI 99"),
            ("deny 11", "RSSI 99"),
            ("regain-coverage", "RSSI 7"),
            ("  allow   --modem modem0 ", "RSSI 7"),
            ("power-cycle", "SIM NotInitialized"),
            ("remove", "not plugged in"),
            ("insert", "SIM NotInitialized"),
            ("reset", "SIM NotInitialized"),
        ];
        foreach (var (command, state) in steps)
        {
            var answer = await console.RunAsync(command);
            Assert.That(answer, Has.Property("IsError").False.And.Property("Text").StartsWith("modem0: "), command);
            Assert.That((await console.RunAsync("state")).Text, Does.Contain(state), command);
        }
    }

    [TestCase("", "help")]
    [TestCase("staet", "'staet'", "'state'")]
    [TestCase("eject-sin", "'eject-sim'")]
    [TestCase("signal", "signal RSSI [ERROR_RATE] [--modem NAME]")]
    [TestCase("signal 1 2 modem0 3", "signal RSSI [ERROR_RATE] [--modem NAME]")]
    [TestCase("sleep --modem modem0", "Expected: sleep")]
    [TestCase("signal x", "'x' is not a number")]
    [TestCase("signal 40", "0 to 31")]
    [TestCase("roam 99999", "00102")]
    [TestCase("deny 0", "network error")]
    [TestCase("deny plmn-not-alowed", "PlmnNotAllowed")]
    [TestCase("detach soon", "'soon'")]
    [TestCase("deactivate 3", "Session 3")]
    [TestCase("state --modem modem9", "'modem9'", "modem0")]
    [TestCase("signal 7 modem0", "'modem0' is not a number")]
    [TestCase("signal 7 --modem", "'--modem' is not a number")]
    [TestCase("signal --modem modem9 7 1", "no modem 'modem9'", "expected modem0")]
    [TestCase("radio of", "'on'")]
    [TestCase("radio-lock ignore", "'ignores'")]
    [TestCase("access-string internet", "access-string NAME NW_ERROR [--modem NAME]")]
    [TestCase("ip-versions ipv5", "ipv4, ipv6, both")]
    [TestCase("max-sessions 0", "1 to 256")]
    [TestCase("timing scam 5s", "'scan'")]
    [TestCase("timing scan 5", "250ms, 2s or 1m")]
    public async Task A_mistake_is_answered_in_one_line_with_what_is_right(string command, params string[] expected)
    {
        await using var emulator = await StartAsync("modem0");
        var answer = await new ModemConsole(emulator).RunAsync(command);
        Assert.Multiple(() =>
        {
            Assert.That(answer.IsError);
            Assert.That(expected, Is.All.Matches<string>(answer.Text.Contains), answer.Text);
            Assert.That(answer.Text, Does.Not.Contain('\n').And.Not.Contain("Parameter '"));
        });
    }

    [Test]
    public async Task A_modem_that_is_out_cannot_be_reset()
    {
        await using var emulator = await StartAsync("modem0");
        var console = new ModemConsole(emulator);
        await console.RunAsync("remove");
        Assert.That(await console.RunAsync("reset"), Has.Property("IsError").True.And.Property("Text").Contains("insert it first"));
    }

    [Test]
    public async Task A_client_of_the_service_hears_of_removal_arrival_sleep_and_awakening()
    {
        using var folder = new TestFolder();
        var modem = new ModemOptions("modem0", new ModemProfile(), []);
        await using var emulator = new EmulatorService(
            new EmulatorOptions { Modems = [modem], Services = [(EndpointKind.Socket, folder["s.sock"])] }, new ListLogger());
        await emulator.StartAsync(CancellationToken.None);
        var console = new ModemConsole(emulator);
        using var client = await Host.ConnectAsync(folder["s.sock"]);
        await client.OpenFunctionAsync();
        await console.RunAsync("remove");
        Assert.That(await NextEventAsync(client), Is.EqualTo((MobileBroadbandCid.InterfaceStateChange, 1)));
        await console.RunAsync("insert");
        Assert.That(await NextEventAsync(client), Is.EqualTo((MobileBroadbandCid.InterfaceStateChange, 0)));
        await console.RunAsync("sleep");
        await console.RunAsync("remove");
        await console.RunAsync("resume");
        Assert.That(await NextEventAsync(client), Is.EqualTo((MobileBroadbandCid.InterfaceStateChange, 1)));
    }

    [Test]
    public async Task Among_several_modems_one_is_named()
    {
        await using var emulator = await StartAsync("modem0", "modem1");
        var console = new ModemConsole(emulator);
        Assert.That(await console.RunAsync("eject-sim"), Has.Property("IsError").True.And.Property("Text").Contains("modem0, modem1"));
        await console.RunAsync("eject-sim --modem modem1");
        Assert.That((await console.RunAsync("state --modem modem1")).Text, Does.StartWith("modem1: SIM SimNotInserted"));
        Assert.That((await console.RunAsync("state --modem modem0")).Text, Does.Not.Contain("SimNotInserted"));
    }

    [Test]
    public async Task Help_names_every_command_and_quit_is_the_end()
    {
        await using var emulator = await StartAsync("modem0");
        var console = new ModemConsole(emulator);
        var help = (await console.RunAsync("help")).Text;
        Assert.That(help, Does.Contain("signal RSSI [ERROR_RATE] [--modem NAME]").And.Contain("quit"));
        foreach (var name in help.Split(", ").Select(usage => usage.Split(' ')[0]))
        {
            Assert.That((await console.RunAsync(name)).Text, Does.Not.Contain("There is no command"), name);
        }

        Assert.That((await console.RunAsync("quit")).IsEnd);
    }

    private static async Task<(MobileBroadbandCid Cid, uint State)> NextEventAsync(Host client)
    {
        var message = await client.ReceiveAsync();
        Assert.That(message, Is.Not.Null);
        return MbimMessage.TryParse(message, MbimReadMode.Strict, out var parsed, out _) && parsed.Type == MbimMessageType.IndicateStatus
            ? ((MobileBroadbandCid)parsed.Cid, BitConverter.ToUInt32(parsed.InformationBuffer[8..]))
            : throw new AssertionException("expected an event");
    }

    private static async Task<EmulatorService> StartAsync(params string[] names)
    {
        var modems = names.Select(name => new ModemOptions(name, new ModemProfile(), Array.Empty<(EndpointKind, string)>()));
        var clock = new VirtualClock();
        var emulator = new EmulatorService(
            new EmulatorOptions { Modems = [.. modems], Stream = new StreamOptions { TimeProvider = clock } }, new ListLogger());
        await emulator.StartAsync(CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(10));
        return emulator;
    }
}
