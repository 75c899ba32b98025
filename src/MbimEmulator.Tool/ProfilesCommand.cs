using System.CommandLine;
using System.Text.Json;
using MbimEmulator.Files;
using MbimEmulator.Profiles;
using MbimEmulator.Tool.Ctl;
using Spectre.Console;

namespace MbimEmulator.Tool;

/// <summary><c>profiles list</c> and <c>profiles show</c>.</summary>
internal static class ProfilesCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var list = new Command("list", "Lists the built-in profiles.") { json };
        list.SetAction(result => List(result.InvocationConfiguration.Output, result.GetValue(json)));

        var name = new Argument<string>("NAME|FILE") { Description = "A built-in profile, or a YAML file." };
        var show = new Command("show", "Prints a profile as YAML, in the format that --profile FILE accepts, or checks a file.") { name, json };
        show.SetAction(result => Show(result.InvocationConfiguration.Output, result.GetValue(name)!, result.GetValue(json)));
        return new Command("profiles", "Lists and shows profiles, which describe a modem.") { list, show };
    }

    private static void List(TextWriter output, bool json)
    {
        var profiles = ModemProfile.Names.Select(name => (name, ModemProfile.Load(name).Description)).ToList();
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(profiles.Select(p => new { p.name, description = p.Description }), Json.Indented));
            return;
        }

        var table = new Table().Border(TableBorder.None).AddColumn("NAME").AddColumn("WHAT IT IS");
        foreach (var (name, description) in profiles)
        {
            table.AddRow(Markup.Escape(name), Markup.Escape(description));
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(table);
    }

    private static void Show(TextWriter output, string nameOrFile, bool json)
    {
        var profile = ModemProfile.Load(nameOrFile);
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(profile, Json.Indented));
        }
        else
        {
            output.WriteLine(ModemProfile.Names.Contains(nameOrFile) ? ModemProfile.ReadText(nameOrFile) : RegularFile.ReadText(nameOrFile, CtlRequest.MaxFileLength));
        }
    }
}
