using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Mbimcli;

/// <summary>All that mbimcli can do with a card: its twelve options of MS UICC Low Level Access.</summary>
[TestFixture(MbimcliVersions.Installed, Routes.Pty)]
[TestFixture(MbimcliVersions.Installed, Routes.Proxy)]
[TestFixture(MbimcliVersions.Sid, Routes.Pty)]
[TestFixture(MbimcliVersions.Sid, Routes.Proxy)]
public sealed class UiccTests(string version, string route)
{
    private const string Usim = "a0000000871002";

    private Emulator _emulator = null!;

    [SetUp]
    public async Task StartAsync()
    {
        var mbimcli = await MbimcliVersions.CommandAsync(version);
        _emulator = await Emulator.StartAsync();
        _emulator.Mbimcli = mbimcli;
        await _emulator.MbimcliUntilAsync("Ready state: 'initialized'", route, "--query-subscriber-ready-status");
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    [Test]
    public async Task Reads_applications_and_files()
    {
        await ExpectAsync("Application type: usim", "--ms-query-uicc-application-list");
        await ExpectAsync("Type: working-ef Structure: transparent Item count: 1 Item size: 9 Access conditions: Read: pin1 Update: adm", $"--ms-query-uicc-file-status=application-id={Usim},file-path=7fff6f07");
        await ExpectAsync("08:09:10:10:10:32:54:76:98", $"--ms-query-uicc-read-binary=application-id={Usim},file-path=7fff6f07,read-size=9");
        await ExpectAsync("61:", $"--ms-query-uicc-read-record=application-id={Usim},file-path=3f002f00,record-number=1");
        await ExpectAsync("Status word 1: 106 Status word 2: 130", $"--ms-query-uicc-read-binary=application-id={Usim},file-path=7fff6f3e,read-size=1");
    }

    [Test]
    public async Task Opens_uses_and_closes_a_channel()
    {
        await ExpectAsync("3B:9E:96:80", "--ms-query-uicc-atr");

        // Each command is a session of its own, and a session's channels end with it, unless mbimcli leaves it open.
        var opened = await _emulator.MbimcliAsync(route, "--no-close", $"--ms-set-uicc-open-channel=application-id={Usim},selectp2arg=4,channel-group=1");
        Assert.That(Plain(opened.Output), Does.Contain("status: 144 channel: 1 response: 62:"), opened.ToString());
        await ExpectAsync("08:09:10:10:10:32:54:76:98", "--no-open=10", "--no-close", "--ms-set-uicc-apdu=channel=1,secure-message=none,classbyte-type=inter-industry,command=00b0870009");
        await ExpectAsync("", "--no-open=20", "--ms-set-uicc-close-channel=channel=1,channel-group=1");
        var again = await _emulator.MbimcliAsync(route, "--ms-set-uicc-close-channel=channel=1,channel-group=1");
        Assert.That(again.ExitCode, Is.EqualTo(1), again.ToString());
    }

    [Test]
    public async Task Resets_the_card_and_says_what_the_terminal_can_do()
    {
        await ExpectAsync("disabled", "--ms-query-uicc-reset");
        await ExpectAsync("enabled", "--ms-set-uicc-reset=enable");
        await ExpectAsync("Ready state: 'not-initialized'", "--query-subscriber-ready-status");
        await ExpectAsync("disabled", "--ms-set-uicc-reset=disable");
        await _emulator.MbimcliUntilAsync("Ready state: 'initialized'", route, "--query-subscriber-ready-status");
        await ExpectAsync("", "--ms-set-uicc-terminal-capability=terminal-capability=81010c");
        await ExpectAsync("81:01:0C", "--ms-query-uicc-terminal-capability");
    }

    private async Task ExpectAsync(string text, params string[] arguments)
    {
        var result = await _emulator.MbimcliAsync(route, arguments);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(Plain(result.Output), Does.Contain(text).IgnoreCase, result.ToString());
    }

    // mbimcli arranges its lines in columns.
    private static string Plain(string output) => string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
