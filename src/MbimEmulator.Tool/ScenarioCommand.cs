using System.CommandLine;
using System.Text.Json;
using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using Spectre.Console;

namespace MbimEmulator.Tool;

/// <summary><c>scenario check</c>, <c>list</c>, <c>show</c> and <c>schema</c>.</summary>
internal static class ScenarioCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var files = new Argument<string[]>("FILE") { Description = "YAML files, or names of built-in scenarios.", Arity = ArgumentArity.OneOrMore };
        var profile = new Option<string>("--profile")
        {
            Description = "The profile to check scenarios against that have none of their own: a YAML file or a built-in name.",
            DefaultValueFactory = _ => "default",
        };
        var check = new Command("check", "Checks scenario files; exit code 1 if one has an error.") { files, json, profile };
        check.SetAction(result => Check(
            result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, result.GetValue(files)!, result.GetValue(json), result.GetValue(profile)!));

        var list = new Command("list", "Lists the built-in scenarios.") { json };
        list.SetAction(result => List(result.InvocationConfiguration.Output, result.GetValue(json)));

        var name = new Argument<string>("NAME") { Description = "A built-in scenario." };
        var show = new Command("show", "Prints a scenario as YAML.") { name };
        show.SetAction(result => result.InvocationConfiguration.Output.WriteLine(ScenarioLibrary.ReadText(result.GetValue(name)!)));

        var schema = new Command("schema", "Prints the JSON Schema of scenario files, for editors.");
        schema.SetAction(result => result.InvocationConfiguration.Output.Write(ScenarioSchema.Text));
        return new Command("scenario", "Checks, lists and shows scenarios, which define what goes wrong, and when.") { check, list, show, schema };
    }

    private static int Check(TextWriter output, TextWriter error, string[] files, bool json, string profile)
    {
        var held = RunPlan.LoadProfile(profile);
        var checks = files.Select(file => (File: file, Error: ErrorOf(file, held))).ToList();
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(
                checks.Select(check => new
                {
                    check.File,
                    Ok = check.Error is null,
                    Line = check.Error?.Line,
                    Column = check.Error?.Column,
                    Error = check.Error?.Mistakes[0].Message,
                    Mistakes = check.Error?.Mistakes.Select(mistake => new { mistake.Line, mistake.Column, Error = mistake.Message }),
                }),
                Json.Indented));
        }
        else
        {
            foreach (var (file, mistake) in checks)
            {
                (mistake is null ? output : error).WriteLine(mistake?.Message ?? $"{file}: ok");
            }
        }

        return checks.Exists(check => check.Error is not null) ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static ScenarioException? ErrorOf(string file, ModemProfile profile)
    {
        try
        {
            var scenario = ScenarioLibrary.Load(file);
            return scenario.FindUnmetNeeds(scenario.Profile ?? profile) is [var need, ..] ? new ScenarioException(file, $"{need.Rule}: {need}") : null;
        }
        catch (ScenarioException e)
        {
            return e;
        }
    }

    private static void List(TextWriter output, bool json)
    {
        var scenarios = ScenarioLibrary.Names.Select(name => (Name: name, ScenarioLibrary.Load(name).Description)).ToList();
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(scenarios.Select(scenario => new { scenario.Name, scenario.Description }), Json.Indented));
            return;
        }

        var table = new Table().Border(TableBorder.None).AddColumn("NAME").AddColumn("WHAT HAPPENS");
        foreach (var (name, description) in scenarios)
        {
            table.AddRow(Markup.Escape(name), Markup.Escape(description));
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(table);
    }
}
