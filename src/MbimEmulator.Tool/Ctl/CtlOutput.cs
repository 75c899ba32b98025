using System.Text.Json;
using MbimEmulator.Hosting.Control.Http;
using Spectre.Console;

namespace MbimEmulator.Tool.Ctl;

/// <summary>Prints what the control API answers.</summary>
internal static class CtlOutput
{
    /// <summary>Prints an answer: JSON as it is, or what people read.</summary>
    /// <returns>False for a verification that is not met.</returns>
    public static bool Print(string text, bool asJson, TextWriter output)
    {
        if (!text.StartsWith('{'))
        {
            output.Write(text);
            return true;
        }

        using var document = JsonDocument.Parse(text);
        var isMet = !document.RootElement.TryGetProperty("isMet", out var met) || met.GetBoolean();
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(document.RootElement, Json.Indented));
        }
        else if (document.RootElement.TryGetProperty("done", out var done))
        {
            output.WriteLine($"{document.RootElement.GetProperty("modem").GetString()}: {done.GetString()}");
        }
        else if (document.RootElement.TryGetProperty("basis", out var basis))
        {
            output.WriteLine($"basis: {basis.GetString()}");
            output.WriteLine("files:");
            foreach (var file in document.RootElement.GetProperty("files").EnumerateObject())
            {
                output.WriteLine($"  {file.Name}: {{ {string.Join(", ", file.Value.EnumerateObject().Select(member => $"{member.Name}: {member.Value.GetRawText()}"))} }}");
            }
        }
        else if (document.RootElement.TryGetProperty("states", out var states))
        {
            PrintMembers(states, "", output);
        }
        else if (document.RootElement.TryGetProperty("modems", out var modems))
        {
            PrintModems(modems, output);
        }
        else if (document.RootElement.TryGetProperty("first", out _) && document.RootElement.TryGetProperty("entries", out var entries))
        {
            foreach (var entry in entries.EnumerateArray())
            {
                output.WriteLine(entry.GetProperty("line").GetString());
            }
        }
        else
        {
            PrintMembers(document.RootElement, "", output);
        }

        return isMet;
    }

    /// <summary>The line of an entry of the journal.</summary>
    public static string LineOf(string entry)
    {
        using var document = JsonDocument.Parse(entry);
        return document.RootElement.GetProperty("line").GetString()!;
    }

    /// <summary>A problem in one line.</summary>
    public static string TextOfProblem(ControlAnswer answer)
    {
        if (!answer.Text.StartsWith('{'))
        {
            return $"The emulator answered {(int)answer.Status}.";
        }

        using var document = JsonDocument.Parse(answer.Text);
        var problem = document.RootElement;
        var text = Member("title") ?? $"The emulator answered {(int)answer.Status}.";
        text += Member("detail") is { } detail ? " " + detail : "";
        text += Member("expected") is { } expected && !text.Contains(expected, StringComparison.Ordinal) ? $" Expected {expected}." : "";
        return text + (Member("nearest") is { } nearest ? $" Did you mean '{nearest}'?" : "");

        string? Member(string name) => problem.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
    }

    private static void PrintModems(JsonElement modems, TextWriter output)
    {
        var table = new Table().Border(TableBorder.None).AddColumn("MODEM").AddColumn("PROFILE").AddColumn("PLUGGED IN").AddColumn(new TableColumn("ENDPOINTS").NoWrap());
        foreach (var modem in modems.EnumerateArray())
        {
            var endpoints = modem.GetProperty("endpoints").EnumerateArray().Select(endpoint => $"{endpoint.GetProperty("kind").GetString()} {endpoint.GetProperty("address").GetString()}");
            table.AddRow(
                Markup.Escape(modem.GetProperty("name").GetString()!),
                Markup.Escape(modem.GetProperty("profile").GetString()!),
                modem.GetProperty("isPluggedIn").GetBoolean() ? "yes" : "no",
                Markup.Escape(string.Join(", ", endpoints)));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = Math.Max(console.Profile.Width, 200);
        console.Write(table);
    }

    private static void PrintMembers(JsonElement element, string indent, TextWriter output)
    {
        foreach (var member in element.EnumerateObject())
        {
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.Object:
                    output.WriteLine($"{indent}{member.Name}:");
                    PrintMembers(member.Value, indent + "  ", output);
                    break;
                case JsonValueKind.Array:
                    output.WriteLine($"{indent}{member.Name}: {(member.Value.GetArrayLength() == 0 ? "none" : "")}".TrimEnd());
                    foreach (var item in member.Value.EnumerateArray())
                    {
                        output.WriteLine($"{indent}  - {TextOf(item)}");
                    }

                    break;
                default:
                    output.WriteLine($"{indent}{member.Name}: {TextOf(member.Value)}".TrimEnd());
                    break;
            }
        }
    }

    private static string TextOf(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? string.Join(", ", element.EnumerateObject().Select(member => $"{member.Name} {TextOf(member.Value)}"))
        : element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetRawText() : element.ToString();
}
