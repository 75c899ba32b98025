using System.Text.RegularExpressions;
using MbimEmulator.Interop.Tests.Support;
using MbimProtocol.Services;

namespace MbimEmulator.Interop.Tests.Mbimcli;

/// <summary>Every action of mbimcli works on the modem as <c>actions.txt</c> has it, or is refused because the modem lacks its service.</summary>
public sealed partial class ActionTableTests
{
    // Options that are no actions, and those that do not talk to a modem.
    private static readonly string[] Others =
    [
        "--help", "--device", "--no-open", "--no-close", "--noop", "--verbose", "--silent", "--printable", "--version", "--link",
    ];

    private static readonly string[] Rows =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Mbimcli", "actions.txt")).Where(line => line.Length > 0 && line[0] != '#')];

    [Test]
    public async Task Every_action_works_or_lacks_a_service()
    {
        var mbimcli = await MbimcliVersions.CommandAsync(MbimcliVersions.Sid);
        await using var emulator = await Emulator.StartWithPtyAsync("--profile", "sim-pin");
        emulator.Mbimcli = mbimcli;
        await emulator.MbimcliUntilAsync("Ready state: 'device-locked'", Routes.Pty, "--query-subscriber-ready-status");
        List<string> wrong = [];
        foreach (var row in Rows)
        {
            var (arguments, verdict, text) = Parse(row);
            var result = verdict == "until"
                ? await emulator.MbimcliUntilAsync(text, Routes.Pty, arguments)
                : await emulator.MbimcliAsync(Routes.Pty, ["--device-open-ms-mbimex-v3", .. arguments]);
            var isRight = verdict switch
            {
                "lacks" => result.ExitCode != 0 && result.ToString().Contains("NoDeviceSupport", StringComparison.Ordinal),
                "fails" => result.ExitCode != 0 && result.ToString().Contains(text, StringComparison.Ordinal),
                _ => result.ExitCode == 0 && Words(result.Output).Contains(text, StringComparison.Ordinal),
            };
            if (!isRight)
            {
                wrong.Add($"{row}\n{result}");
            }
        }

        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
    }

    [Test]
    public async Task The_table_has_every_action()
    {
        var mbimcli = await MbimcliVersions.CommandAsync(MbimcliVersions.Sid);
        var version = await Programs.RunAsync([.. mbimcli, "--version"]);
        if (!version.Output.Contains(" 1.34.", StringComparison.Ordinal))
        {
            Assert.Ignore("A newer mbimcli may have actions that the table does not know.");
        }

        var help = await Programs.RunAsync([.. mbimcli, "--help-all"]);
        var actions = Option().Matches(help.Output).Select(match => match.Groups[1].Value).Where(option => !Others.Any(option.StartsWith));
        Assert.That(Rows.Select(row => Parse(row).Arguments[^1].Split('=')[0]).Distinct(), Is.EquivalentTo(actions));
    }

    [Test]
    public void What_the_table_lacks_are_services_that_the_modem_has_no_layouts_of()
    {
        var lacking = Rows.Select(Parse).Where(row => row.Verdict == "lacks").Select(row => row.Text).Distinct().ToList();
        Assert.That(lacking, Is.Not.Empty);
        Assert.That(lacking.Intersect(MbimServices.All.Select(service => service.Name)), Is.Empty);
    }

    private static (string[] Arguments, string Verdict, string Text) Parse(string row)
    {
        var match = Row().Match(row);
        Assert.That(match.Success, row);
        return (match.Groups[1].Value.Split(' '), match.Groups[2].Value, match.Groups[3].Value);
    }

    private static string Words(string output) => string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"^(.+) => (works|until|fails|lacks):? (.+)$")]
    private static partial Regex Row();

    [GeneratedRegex(@"^ +(?:-\w, )?(--[a-z0-9-]+)", RegexOptions.Multiline)]
    private static partial Regex Option();
}
