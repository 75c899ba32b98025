using System.Text.RegularExpressions;
using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Mbimcli;

[TestFixture(Routes.Pty, "default")]
[TestFixture(Routes.Proxy, "default")]
[TestFixture(Routes.Pty, "small")]
[TestFixture(Routes.Proxy, "small")]
public sealed partial class MbimcliActionTests(string route, string profile)
{
    private readonly TemporaryFolder _folder = new();
    private Emulator _emulator = null!;

    [SetUp]
    public async Task StartAsync() =>
        _emulator = await Emulator.StartAsync("--profile", profile == "small" ? await SmallTransfersProfile.WriteAsync(_folder) : profile);

    [TearDown]
    public async Task StopAsync()
    {
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Test]
    public async Task Detaches_and_attaches()
    {
        await _emulator.MbimcliUntilAsync("Packet service state: 'attached'", route, "--query-packet-service-state");

        await ExpectAsync("Packet service state: 'detached'", "--detach-packet-service");
        await ExpectAsync("Packet service state: 'attached'", "--attach-packet-service");
    }

    [Test]
    public async Task Provisions_disables_and_restores_contexts()
    {
        await _emulator.MbimcliUntilAsync("Packet service state: 'attached'", route, "--query-packet-service-state");
        const string Mms = "context-type=mms,ip-type=ipv4,roaming-control=allow-all,media-type=all,source=admin,access-string=mms.example,auth=chap,compression=none,username=u,password=p";

        await ExpectAsync("Provisioned contexts (1)", "--ms-query-provisioned-contexts");
        await ExpectAsync("Access string: 'internet'", "--ms-query-provisioned-contexts");
        await ExpectAsync("Provisioned contexts (2)", $"--ms-set-provisioned-contexts=operation=default,state=disabled,{Mms}");
        var set = await _emulator.MbimcliAsync(route, "--ms-query-provisioned-contexts");
        foreach (var value in new[] { "'mms'", "'ipv4'", "'disabled'", "'allow-all'", "'all'", "'admin'", "'mms.example'", "'u'", "'p'", "'none'", "'chap'" })
        {
            Assert.That(set.Output, Does.Contain(value));
        }

        var connect = await _emulator.MbimcliAsync(route, "--connect=session-id=0,access-string=mms.example,ip-type=ipv4,auth=chap,username=u,password=p,context-type=mms");
        Assert.That(connect.ExitCode, Is.EqualTo(1), connect.ToString());
        Assert.That(connect.Error, Does.Contain("OperationNotAllowed"));
        await ExpectAsync("Provisioned contexts (1)", "--ms-set-provisioned-contexts=operation=delete,context-type=mms");
        await ExpectAsync("Provisioned contexts (1)", "--ms-set-provisioned-contexts=operation=restore-factory,context-type=internet");
    }

    [Test]
    public async Task Turns_the_radio_off_and_on_and_registers()
    {
        await _emulator.MbimcliUntilAsync("Register state: 'home'", route, "--query-registration-state");

        await ExpectAsync("Software radio state: 'off'", "--set-radio-state=off");
        await ExpectAsync("Register state: 'deregistered'", "--query-registration-state");
        await ExpectAsync("Software radio state: 'on'", "--set-radio-state=on");
        await ExpectAsync("Register state: 'home'", "--register-automatic");
    }

    [Test]
    public async Task Enables_changes_enters_and_disables_the_pin()
    {
        await _emulator.MbimcliUntilAsync("Ready state: 'initialized'", route, "--query-subscriber-ready-status");

        await ExpectAsync("PIN operation successful", "--enable-pin=1234");
        await ExpectAsync("PIN operation successful", "--change-pin=1234,55555");
        var wrong = await _emulator.MbimcliAsync(route, "--disable-pin=1234");
        Assert.That(wrong.ExitCode, Is.EqualTo(1), wrong.ToString());
        await ExpectAsync("Remaining attempts: '2'", "--query-pin-state");
        await ExpectAsync("PIN operation successful", "--disable-pin=55555");
    }

    [Test]
    public async Task Connects_and_disconnects_within_one_session()
    {
        await _emulator.MbimcliUntilAsync("Packet service state: 'attached'", route, "--query-packet-service-state");

        var transactionId = NextTransactionId(await ExpectAsync("attached", "--no-close", "--query-packet-service-state"));
        foreach (var (action, values) in Session())
        {
            var result = await ExpectAsync("TRID", "--no-close", $"--no-open={transactionId}", action);
            foreach (var value in values)
            {
                Assert.That(result.Output, Does.Contain(value));
            }

            transactionId = NextTransactionId(result);
        }

        await ExpectAsync("Successfully disconnected", $"--no-open={transactionId}", "--disconnect");
        await ExpectAsync("Activation state: 'deactivated'", "--query-connection-state");
    }

    private static IEnumerable<(string Action, string[] Values)> Session()
    {
        string[] ipv4 = ["IP [0]: '10.64.0.2/24'", "Gateway: '10.64.0.1'", "DNS [0]: '10.64.0.1'", "MTU: '1500'"];
        string[] both = [.. ipv4, "IP [0]: '2001:db8:64::2/64'", "Gateway: '2001:db8:64::1'", "DNS [0]: '2001:db8:64::1'"];
        yield return ("--connect=access-string=internet,ip-type=ipv4v6", ["Successfully connected", "Context type: 'internet'", .. both]);
        yield return ("--query-connection-state", ["Activation state: 'activated'", "IP type: 'ipv4v6'", "Network error: 'none'"]);
        yield return ("--query-ip-configuration", both);
        yield return ("--query-packet-statistics", ["Octets (in): '", "Errors (out): '0'"]);
        yield return ("--query-ip-packet-filters", ["IP packet filters: (0)"]);
    }

    private static string NextTransactionId(ProcessResult result) => TransactionIdPattern().Match(result.Output).Groups[1].Value;

    private async Task<ProcessResult> ExpectAsync(string text, params string[] arguments)
    {
        var result = await _emulator.MbimcliAsync(route, arguments);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Output, Does.Contain(text));
        return result;
    }

    [GeneratedRegex("TRID: '([0-9]+)'")]
    private static partial Regex TransactionIdPattern();
}
