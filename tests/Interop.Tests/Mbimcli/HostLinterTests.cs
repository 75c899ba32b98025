using System.Runtime.Versioning;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Interop.Tests.Support;
using MbimEmulator.Journal;
using MbimEmulator.Journal.Linting;
using MbimEmulator.Profiles;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Interop.Tests.Mbimcli;

/// <summary>What libmbim really sends is nothing that the linter calls an error.</summary>
[Platform("Linux,MacOsX"), UnsupportedOSPlatform("windows")]
public sealed class HostLinterTests
{
    private const string Proxy = "/usr/libexec/mbim-proxy";

    private static readonly string[] Sessions =
    [
        "--query-device-caps", "--query-subscriber-ready-status", "--query-radio-state", "--set-radio-state=off", "--set-radio-state=on",
        "--query-device-services", "--query-pin-state", "--query-pin-list", "--enable-pin=1234", "--change-pin=1234,55555", "--disable-pin=55555",
        "--query-home-provider", "--query-preferred-providers", "--query-visible-providers", "--query-registration-state", "--register-automatic",
        "--query-signal-state", "--detach-packet-service", "--attach-packet-service", "--query-packet-service-state",
        "--connect=access-string=internet,ip-type=ipv4v6,auth=chap,username=ann,password=geheim", "--query-connection-state", "--disconnect",
        "--query-ip-configuration", "--query-packet-statistics", "--query-ip-packet-filters", "--query-provisioned-contexts",
        "--query-network-idle-hint", "--query-emergency-mode", "--dss-connect=5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7,3",
        "--dss-disconnect=5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7,3",
    ];

    private readonly List<LinterFinding> _findings = [];

    [Test]
    public async Task Mbimcli_breaks_nothing()
    {
        Peers.Need("mbimcli");
        await RunAsync("default", [], 4096);
    }

    [Test]
    public async Task Mbimcli_breaks_nothing_of_the_extended_versions()
    {
        Peers.Need("mbimcli");
        await RunAsync("extended", ["--device-open-ms-mbimex-v3"], 4096);
    }

    [Test]
    public async Task The_real_proxy_breaks_nothing()
    {
        Peers.Need("mbimcli", Proxy);
        await RunAsync("default", ["-p"], 4096);
    }

    [Test]
    public async Task Mbimcli_on_a_pty_does_not_know_that_the_function_takes_less()
    {
        Peers.Need("mbimcli");
        await RunAsync("small", [], 64);
        Assert.That(_findings.Select(finding => finding.Assertion.Id), Has.Some.EqualTo("L11"));
    }

    private async Task RunAsync(string name, string[] options, uint maxControlMessage)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("profile.yaml");
        await File.WriteAllTextAsync(
            file, $"extends: default\nname: {name}\nfunction: {{ maxControlMessage: {maxControlMessage}, maxExtendedVersion: \"{(name == "extended" ? "3.0" : "1.0")}\" }}\n");
        var profile = ModemProfile.Load(file);
        await using var network = await NetworkNamespace.CreateAsync();
        await using var group = new ModemGroup(new ModemGroupOptions { Profile = profile });
        using var linter = new HostLinter(HostLinterOptions.Of(profile.Function), _findings.Add);
        var transfers = 0;
        group.TransferObserved += (in ObservedTransfer transfer) =>
        {
            transfers++;
            linter.Observe(transfer.Direction, transfer.Bytes, transfer.Time - DateTimeOffset.UnixEpoch);
        };
        await using var endpoint = new PtyEndpoint(group, folder.File("mbim0"), new StreamOptions(), NullLoggerFactory.Instance);
        await endpoint.StartAsync();
        await using var proxy = options.Contains("-p") ? BackgroundProgram.Start(network.Enter([Proxy, "--no-exit"])) : null;

        foreach (var session in Sessions)
        {
            var result = await Programs.RunAsync(network.Enter(["mbimcli", "-d", endpoint.Address, .. options, session]));
            Assert.That(result.Error, Does.Not.Contain("Unknown option").And.Not.Contains("couldn't parse"), $"{result}");
        }

        await group.InvokeAsync(_ => { });
        Assert.That(transfers, Is.GreaterThan(2 * Sessions.Length));
        Assert.That(_findings.Where(finding => finding.Assertion.Severity == LinterSeverity.Error), Is.Empty, string.Join('\n', _findings));
    }
}
