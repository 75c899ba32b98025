using System.Text.Json;
using MbimEmulator.ScenarioFiles;

namespace MbimEmulator.Tool.Tests;

public sealed class ScenarioTests
{
    [Test]
    public async Task List_names_every_scenario_in_both_forms()
    {
        Assert.That(ScenarioLibrary.Names, Is.All.Matches<string>((await InvokeAsync("list")).Output.Contains));
        using var json = JsonDocument.Parse((await InvokeAsync("list", "--json")).Output);
        Assert.That(json.RootElement.EnumerateArray().Select(p => p.GetProperty("name").GetString()), Is.EqualTo(ScenarioLibrary.Names));
    }

    [Test]
    public async Task Show_prints_yaml_that_check_takes()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, (await InvokeAsync("show", "wrong-apn")).Output);
        var (exitCode, output, _) = await InvokeAsync("check", file, "coverage-lost");
        File.Delete(file);
        Assert.That((exitCode, output), Is.EqualTo((0, $"{file}: ok\ncoverage-lost: ok\n")));
    }

    [Test]
    public async Task Check_tells_the_place_of_a_mistake_in_words_and_in_json()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "schemaVersion: 1\nrules:\n  - { on: opne, do: drop }\n");
        var (exitCode, output, error) = await InvokeAsync("check", "wrong-apn", file);
        var asJson = await InvokeAsync("check", file, "--json");
        File.Delete(file);
        Assert.That((exitCode, output), Is.EqualTo((1, "wrong-apn: ok\n")));
        Assert.That(error, Does.StartWith($"{file}(3,11): rules[0].on: 'opne'").And.Contain("Did you mean 'open'?"));
        Assert.That(asJson.ExitCode, Is.EqualTo(1));
        using var json = JsonDocument.Parse(asJson.Output);
        var check = json.RootElement[0];
        Assert.That((check.GetProperty("ok").GetBoolean(), check.GetProperty("line").GetInt32(), check.GetProperty("column").GetInt32()), Is.EqualTo((false, 3, 11)));
        Assert.That(check.GetProperty("error").GetString(), Is.EqualTo(error.Trim()));
    }

    [Test]
    public async Task Check_says_what_a_fault_needs_and_the_profile_does_not_have()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "schemaVersion: 1\nrules:\n  - { fault: M20-fcc-lock }\n");
        var (exitCode, output, error) = await InvokeAsync("check", file);
        var elsewhere = await InvokeAsync("check", file, "--profile", "no-sim");
        File.Delete(file);
        Assert.That((exitCode, output), Is.EqualTo((1, "")));
        Assert.That(error, Does.StartWith($"{file}: M20-unlock: M20-fcc-lock needs the device service 11223344-5566-7788-99aa-bbccddeeff11 with CID 1, which the profile 'default' does not have; expected"));
        Assert.That(elsewhere.Error, Does.Contain("which the profile 'no-sim' does not have"));
    }

    [Test]
    public async Task A_wrong_name_gets_the_nearest_one()
    {
        foreach (var command in (string[])["show", "check"])
        {
            var (exitCode, _, error) = await InvokeAsync(command, "wrong-apm");
            Assert.That((exitCode, error), Is.EqualTo((1, error)));
            Assert.That(error, Does.Contain("Did you mean 'wrong-apn'?"));
        }
    }

    [Test]
    public async Task Schema_prints_the_schema() => Assert.That((await InvokeAsync("schema")).Output, Is.EqualTo(ScenarioSchema.Text));

    private static async Task<(int ExitCode, string Output, string Error)> InvokeAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandLine.InvokeAsync(["scenario", .. arguments], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
