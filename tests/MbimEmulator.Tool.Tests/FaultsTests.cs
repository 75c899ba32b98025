using System.Text.Json;
using MbimEmulator.NamedFaults;

namespace MbimEmulator.Tool.Tests;

public sealed class FaultsTests
{
    [Test]
    public async Task List_names_every_fault_in_both_forms()
    {
        var (exitCode, text, _) = await InvokeAsync("list");
        Assert.That(exitCode, Is.Zero);
        Assert.That(FaultLibrary.All.Select(fault => fault.Number), Is.All.Matches<string>(text.Contains));
        Assert.That(text, Does.Contain("needs QDU"));

        using var json = JsonDocument.Parse((await InvokeAsync("list", "--json")).Output);
        Assert.That(json.RootElement.EnumerateArray().Select(fault => fault.GetProperty("id").GetString()), Is.EqualTo(FaultLibrary.All.Select(fault => fault.Id)));
        var qdu = json.RootElement.EnumerateArray().First(fault => fault.GetProperty("id").GetString()!.StartsWith("M66", StringComparison.Ordinal));
        Assert.That((qdu.GetProperty("available").GetBoolean(), qdu.GetProperty("needs").GetString()), Is.EqualTo((false, "QDU")));
    }

    [TestCase("T20")]
    [TestCase("T20-fragments-out-of-order")]
    public async Task Show_tells_all_of_a_fault(string id)
    {
        Assert.That(FaultLibrary.TryFind(id, out var fault));
        var (_, text, _) = await InvokeAsync("show", id);
        Assert.That(text, Does.Contain(fault!.Id).And.Contain(fault.Title).And.Contain("order: 0,2,1").And.Contain(fault.Test));

        using var json = JsonDocument.Parse((await InvokeAsync("show", id, "--json")).Output);
        var shown = json.RootElement;
        Assert.That(shown.GetProperty("available").GetBoolean());
        Assert.That(shown.GetProperty("test").GetString(), Is.EqualTo(fault.Test));
        Assert.That(shown.GetProperty("sources").EnumerateArray().Select(source => source.GetString()), Is.EqualTo(fault.Sources));
        Assert.That(
            shown.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()),
            Is.EqualTo(fault.Parameters.Select(parameter => parameter.Name)));
    }

    [Test]
    public async Task A_wrong_id_gets_the_nearest_one()
    {
        var (exitCode, _, error) = await InvokeAsync("show", "T20-fragment-out-of-order");
        Assert.That(error, Does.Contain("'T20-fragments-out-of-order'"));
        Assert.That(exitCode, Is.EqualTo(1));
    }

    private static async Task<(int ExitCode, string Output, string Error)> InvokeAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        var exitCode = await CommandLine.InvokeAsync(["faults", .. arguments], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
