namespace MbimEmulator.Tool.Tests;

/// <summary>What <c>run</c> does with files that are there before it.</summary>
[Platform("Linux,MacOsX")]
public sealed class RunFilesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Test]
    public async Task A_capture_that_exists_is_overwritten_with_force_alone()
    {
        await File.WriteAllTextAsync(_folder["c.pcapng"], "valuable");
        var refused = await ToolProcess.RunAsync(_folder.Path, "run", "--socket", "a.sock", "--capture", "c.pcapng", "--", "true");
        Assert.That((refused.ExitCode, await File.ReadAllTextAsync(_folder["c.pcapng"])), Is.EqualTo((1, "valuable")));
        Assert.That(refused.Error, Does.Contain("Cannot write the capture 'c.pcapng': it exists.").And.Contain("--force"));
        var forced = await ToolProcess.RunAsync(_folder.Path, "run", "--socket", "a.sock", "--capture", "c.pcapng", "--force", "--", "true");
        Assert.That(forced.ExitCode, Is.Zero, forced.Error);
        Assert.That((await File.ReadAllBytesAsync(_folder["c.pcapng"]))[..4], Is.EqualTo(new byte[] { 0x0a, 0x0d, 0x0d, 0x0a }));
    }

    [Test]
    public async Task A_ready_file_of_an_earlier_run_is_gone_before_this_one_is_ready()
    {
        await File.WriteAllTextAsync(_folder["ready.json"], "{}");
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--socket", "a.sock", "--ready-file", "ready.json", "--", "cat", "ready.json");
        Assert.That(result.Output, Does.Contain("\"pid\""));
        await File.WriteAllTextAsync(_folder["ready.json"], "{}");
        var failed = await ToolProcess.RunAsync(_folder.Path, "run", "--socket", "nowhere/a.sock", "--ready-file", "ready.json");
        Assert.That((failed.ExitCode, File.Exists(_folder["ready.json"])), Is.EqualTo((1, false)));
    }

    [TestCase("info", true)]
    [TestCase("WARN", false)]
    public async Task A_rule_that_acts_is_a_line_at_the_level_information(string level, bool isLogged)
    {
        await File.WriteAllTextAsync(_folder["s.yaml"], "schemaVersion: 1\ntimeline:\n  - { name: dark, at: 1ms, do: { set: lose-coverage } }\n");
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--socket", "a.sock", "--scenario", "s.yaml", "--log-level", level, "--", "true");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Error.Contains("Rule 'dark' acts.", StringComparison.Ordinal), Is.EqualTo(isLogged), result.Error);
    }

    [Test]
    public async Task Every_mistake_of_a_scenario_is_a_line_and_in_json_an_object()
    {
        await File.WriteAllTextAsync(_folder["s.yaml"], "schemaVersion: 1\nrules:\n  - { on: opne, do: drop }\n  - { on: open, do: dorp }\n");
        var run = await ToolProcess.RunAsync(_folder.Path, "run", "--scenario", "s.yaml");
        Assert.That(run.Error.Split('\n'), Has.Length.EqualTo(3).And.Exactly(1).StartsWith("s.yaml(3,11): ").And.Exactly(1).StartsWith("s.yaml(4,21): "));
        var check = await ToolProcess.RunAsync(_folder.Path, "scenario", "check", "s.yaml", "--json");
        Assert.That(check.Output, Does.Contain("\"mistakes\": [").And.Contain("\"column\": 21"));
    }

    public void Dispose() => _folder.Dispose();
}
