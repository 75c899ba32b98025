using System.CommandLine;
using System.Text.Json;
using MbimEmulator.Files;

namespace MbimEmulator.Tool.Ctl;

/// <summary><c>ctl scenario</c> and <c>ctl fault</c>.</summary>
internal static class CtlScenario
{
    /// <summary>Makes <c>scenario</c>.</summary>
    public static Command Create(CtlOptions options)
    {
        var source = new Argument<string>("NAME|FILE") { Description = "A built-in scenario, or a local YAML file." };
        var load = new Command("load", "Replaces all rules by those of a scenario, and restarts its time.") { source };
        var state = new Argument<string>("STATE") { Description = "The state." };
        var set = new Command("set-state", "Puts the scenario into a state.") { state };
        var clear = new Command("clear", "Removes all rules.");
        var show = new Command("show", "Prints the scenario's state, and its rules with what they have done.");
        return new Command("scenario", "Defines what goes wrong with a modem, and when.")
        {
            Act(options, show, (_, path, client) => client.SendAsync(HttpMethod.Get, $"{path}/scenario")),
            Act(options, load, (result, path, client) => client.SendAsync(HttpMethod.Put, $"{path}/scenario", BodyOf(result.GetValue(source)!))),
            Act(options, clear, (_, path, client) => client.SendAsync(HttpMethod.Delete, $"{path}/scenario")),
            Act(options, set, (result, path, client) => client.SendAsync(
                HttpMethod.Put, $"{path}/scenario/state", JsonSerializer.Serialize(new { state = result.GetValue(state) }, CtlRequest.Body))),
            CreateRule(options, "enable", "Enables a rule.", isEnabled: true),
            CreateRule(options, "disable", "Disables a rule.", isEnabled: false),
            CreateRule(options, "remove", "Removes a rule.", isEnabled: null),
        };
    }

    /// <summary>Makes <c>fault</c>.</summary>
    public static Command CreateFault(CtlOptions options)
    {
        var fault = new Argument<string>("FAULT") { Description = "A named fault's id or number." };
        var arguments = new Argument<string[]>("NAME=VALUE") { Description = "Parameters of the fault.", Arity = ArgumentArity.ZeroOrMore };
        var add = new Command("fault", "Adds a named fault to a modem; 'mbim-emulator faults list' lists them.") { fault, arguments };
        return Act(options, add, (result, path, client) =>
        {
            var given = (result.GetValue(arguments) ?? []).Select(text => text.Split('=', 2)).ToList();
            if (given.Find(pair => pair.Length != 2) is { } wrong)
            {
                throw new UserException($"'{wrong[0]}' is not a parameter of a fault; expected NAME=VALUE.", ExitCodes.Usage);
            }

            var body = new { fault = result.GetValue(fault), arguments = given.GroupBy(pair => pair[0]).ToDictionary(pairs => pairs.Key, pairs => pairs.Last()[1]) };
            return client.SendAsync(HttpMethod.Post, $"{path}/faults", JsonSerializer.Serialize(body, CtlRequest.Body));
        });
    }

    private static Command CreateRule(CtlOptions options, string name, string description, bool? isEnabled)
    {
        var rule = new Argument<string>("RULE") { Description = "The rule's name." };
        return Act(options, new Command(name, description) { rule }, (result, path, client) =>
        {
            var place = $"{path}/rules/{Uri.EscapeDataString(result.GetValue(rule)!)}";
            return isEnabled is { } enabled
                ? client.SendAsync(HttpMethod.Put, place, JsonSerializer.Serialize(new { isEnabled = enabled }, CtlRequest.Body))
                : client.SendAsync(HttpMethod.Delete, place);
        });
    }

    private static Command Act(
        CtlOptions options, Command command, Func<ParseResult, string, CtlRequest, Task<Hosting.Control.Http.ControlAnswer>> send)
    {
        var modem = CtlOptions.Modem();
        command.Add(modem);
        command.SetAction((result, cancellationToken) => CtlRequest.RunAsync(
            options,
            result,
            async client => await send(result, await client.PathOfAsync(result.GetValue(modem)).ConfigureAwait(false), client).ConfigureAwait(false),
            cancellationToken));
        return command;
    }

    private static string BodyOf(string nameOrFile) => File.Exists(nameOrFile)
        ? JsonSerializer.Serialize(new { yaml = RegularFile.ReadText(nameOrFile, CtlRequest.MaxFileLength) }, CtlRequest.Body)
        : JsonSerializer.Serialize(new { name = nameOrFile }, CtlRequest.Body);
}
