using System.CommandLine;
using System.Text.Json;
using MbimEmulator.NamedFaults;
using MbimEmulator.Yaml;
using Spectre.Console;

namespace MbimEmulator.Tool;

/// <summary><c>faults list</c> and <c>faults show</c>.</summary>
internal static class FaultsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var list = new Command("list", "Lists the named faults.") { json };
        list.SetAction(result => List(result.InvocationConfiguration.Output, result.GetValue(json)));

        var id = new Argument<string>("ID") { Description = "A fault's id or number: T20-fragments-out-of-order, T20." };
        var show = new Command("show", "Shows what a fault does, its parameters, and what a good client does.") { id, json };
        show.SetAction(result => Show(result.InvocationConfiguration.Output, result.GetValue(id)!, result.GetValue(json)));
        return new Command("faults", "Lists defects of real modems that a scenario can inject by name.") { list, show };
    }

    private static void List(TextWriter output, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(FaultLibrary.All.Select(Summary), Json.Indented));
            return;
        }

        var table = new Table().Border(TableBorder.None).AddColumn("ID").AddColumn("WHAT IT IS").AddColumn("AVAILABLE");
        foreach (var fault in FaultLibrary.All)
        {
            table.AddRow(Markup.Escape(fault.Id), Markup.Escape(fault.Title), Markup.Escape(Availability(fault)));
        }

        Write(output, table);
    }

    private static void Show(TextWriter output, string id, bool json)
    {
        if (!FaultLibrary.TryFind(id, out var fault))
        {
            var hint = Nearest.Hint(id, FaultLibrary.All.SelectMany(each => new[] { each.Id, each.Number }));
            throw new UserException($"There is no fault '{id}'; 'mbim-emulator faults list' lists them.{hint}");
        }

        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(Details(fault), Json.Indented));
            return;
        }

        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var (name, text) in Rows(fault))
        {
            grid.AddRow(Markup.Escape(name), Markup.Escape(text));
        }

        Write(output, grid);
    }

    private static IEnumerable<(string Name, string Text)> Rows(FaultDefinition fault) =>
    [
        ("Fault", fault.Id),
        ("Title", fault.Title),
        ("Available", Availability(fault)),
        ("Where", Word(fault.Seam)),
        ("Trigger", fault.Trigger),
        ("Behaviour", fault.Behaviour),
        ("Good client", fault.Reaction),
        .. fault.ModemManager is { } observed ? [("ModemManager", observed)] : Array.Empty<(string, string)>(),
        ("Sources", string.Join("; ", fault.Sources)),
        .. fault.Parameters.Select(parameter => ("Parameter", $"{parameter.Name}: {parameter.Default}  ({Word(parameter.Kind)}: {parameter.Description})")),
        .. fault.IsAvailable ? [("Test", fault.Test)] : Array.Empty<(string, string)>(),
    ];

    private static string Availability(FaultDefinition fault) => fault.Needs is { } needs ? $"needs {needs}" : "yes";

    private static object Summary(FaultDefinition fault) => new
    {
        fault.Id,
        fault.Title,
        fault.Seam,
        Available = fault.IsAvailable,
        fault.Needs,
        Test = fault.IsAvailable ? fault.Test : null,
    };

    private static object Details(FaultDefinition fault) => new
    {
        fault.Id,
        fault.Title,
        fault.Seam,
        Available = fault.IsAvailable,
        fault.Needs,
        Test = fault.IsAvailable ? fault.Test : null,
        Sources = fault.Sources.ToArray(),
        fault.Trigger,
        fault.Behaviour,
        fault.Reaction,
        fault.ModemManager,
        Parameters = fault.Parameters.ToArray(),
    };

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();

    private static void Write(TextWriter output, Spectre.Console.Rendering.IRenderable what) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(what);
}
