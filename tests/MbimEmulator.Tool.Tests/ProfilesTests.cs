using System.Text.Json;
using MbimEmulator.Profiles;

namespace MbimEmulator.Tool.Tests;

public sealed class ProfilesTests
{
    [Test]
    public async Task List_names_every_profile_in_both_forms()
    {
        Assert.That(ModemProfile.Names, Is.All.Matches<string>((await InvokeAsync("list")).Output.Contains));
        using var json = JsonDocument.Parse((await InvokeAsync("list", "--json")).Output);
        Assert.That(json.RootElement.EnumerateArray().Select(p => p.GetProperty("name").GetString()), Is.EqualTo(ModemProfile.Names));
    }

    [Test]
    public async Task Show_prints_yaml_that_can_be_loaded_again_and_json()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, (await InvokeAsync("show", "strict")).Output);
        var (exitCode, output, _) = await InvokeAsync("show", file);
        File.Delete(file);
        Assert.That((exitCode, output.Trim()), Is.EqualTo((0, ModemProfile.ReadText("strict").Trim())));
        using var json = JsonDocument.Parse((await InvokeAsync("show", "default", "--json")).Output);
        Assert.That(json.RootElement.GetProperty("name").GetString(), Is.EqualTo("default"));
    }

    [Test]
    public void The_default_profile_is_what_a_profile_made_in_code_is() =>
        Assert.That(
            JsonSerializer.Serialize(ModemProfile.Load(ModemProfile.Names[0]), Json.Indented),
            Is.EqualTo(JsonSerializer.Serialize(new ModemProfile(), Json.Indented)));

    [Test]
    public async Task A_wrong_name_gets_the_nearest_one()
    {
        var (exitCode, _, error) = await InvokeAsync("show", "sim-pn");
        Assert.That(error, Does.Contain("'sim-pin'"));
        Assert.That(exitCode, Is.EqualTo(1));
    }

    private static async Task<(int ExitCode, string Output, string Error)> InvokeAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        var exitCode = await CommandLine.InvokeAsync(["profiles", .. arguments], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
