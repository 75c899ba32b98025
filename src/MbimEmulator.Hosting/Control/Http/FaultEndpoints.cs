using System.Text.Json;
using MbimEmulator.Faults;
using MbimEmulator.NamedFaults;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimProtocol.Encoding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Scenarios and faults of a modem.</summary>
internal static class FaultEndpoints
{
    private const int MaxRules = 10_000;
    private const int MaxFileLength = 4 * 1024 * 1024;

    private static readonly Lazy<ScenarioList> Scenarios = new(static () => new ScenarioList(
        [.. ScenarioLibrary.Names.Select(name => new ScenarioDescription(name, ScenarioLibrary.Load(name).Description))]));

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/faults", ListFaults).WithName("listFaults").WithSummary("Lists the named faults.");
        routes.MapGet("/scenarios", ListScenarios).WithName("listScenarios").WithSummary("Lists the built-in scenarios.");
        routes.MapGet("/modems/{modem}/scenario", GetAsync).WithName("getScenario")
            .WithSummary("Returns the scenario's state, and its rules with what they have done.").WithProblems(404);
        routes.MapPut("/modems/{modem}/scenario", LoadAsync).WithName("loadScenario")
            .WithSummary("Replaces all rules by those of a scenario, and restarts its time.")
            .Accepts<NewScenario>("application/json", TakesYaml.MediaType).WithMetadata(TakesYaml.Mark).WithProblems(400, 404, 409);
        routes.MapDelete("/modems/{modem}/scenario", ClearAsync).WithName("clearScenario").WithSummary("Removes all rules.").WithProblems(404);
        routes.MapPut("/modems/{modem}/scenario/state", SetStateAsync).WithName("setScenarioState")
            .WithSummary("Puts the scenario into a state.").WithProblems(400, 404);
        routes.MapPost("/modems/{modem}/rules", AddRulesAsync).WithName("addRules")
            .WithSummary("Appends the rules of a scenario to the existing ones.")
            .Accepts<NewScenario>("application/json", TakesYaml.MediaType).WithMetadata(TakesYaml.Mark).WithProblems(400, 404, 409);
        routes.MapPut("/modems/{modem}/rules/{rule}", ChangeRuleAsync).WithName("changeRule").WithSummary("Enables or disables a rule.").WithProblems(400, 404);
        routes.MapDelete("/modems/{modem}/rules/{rule}", RemoveRuleAsync).WithName("removeRule").WithSummary("Removes a rule.").WithProblems(404);
        routes.MapPost("/modems/{modem}/faults", AddFaultAsync).WithName("addFault").WithSummary("Adds the rules of a named fault.").WithProblems(400, 404, 409);
    }

    private static Ok<ScenarioList> ListScenarios() => TypedResults.Ok(Scenarios.Value);

    private static Ok<FaultList> ListFaults() => TypedResults.Ok(new FaultList(
    [
        .. FaultLibrary.All.Select(fault => new FaultDescription(
            fault.Id, fault.Title, JsonNamingPolicy.CamelCase.ConvertName(fault.Seam.ToString()), fault.IsAvailable, fault.Needs,
            [.. fault.Parameters.Select(parameter => parameter.Name)])),
    ]));

    private static Task<Ok<ScenarioState>> GetAsync(string modem, EmulatorService emulator) => DoAsync(emulator, modem, static _ => { });

    private static Task<Ok<ScenarioState>> LoadAsync(string modem, NewScenario body, EmulatorService emulator, ControlFiles files)
    {
        var scenario = Read(body, files);
        return DoAsync(emulator, modem, faults =>
        {
            CheckNeeds(scenario.FindUnmetNeeds(ModemEndpoints.Find(emulator, modem).Group.Modem.Profile));
            faults.Load(scenario);
        });
    }

    private static void CheckNeeds(IReadOnlyList<UnmetNeed> needs)
    {
        if (needs is [var need, ..])
        {
            throw ControlException.Conflict($"{need.Found}.", need.Expected);
        }
    }

    private static Task<Ok<ScenarioState>> ClearAsync(string modem, EmulatorService emulator) => DoAsync(emulator, modem, faults => faults.Clear());

    private static Task<Ok<ScenarioState>> SetStateAsync(string modem, ScenarioStateChange body, EmulatorService emulator)
    {
        var state = RequestBody.Checked(body).State;
        return state.Length is > 0 and <= 100
            ? DoAsync(emulator, modem, faults => faults.EnterState(state))
            : throw ControlException.Invalid("state", state, "1 to 100 characters");
    }

    private static Task<Ok<ScenarioState>> AddRulesAsync(string modem, NewScenario body, EmulatorService emulator, ControlFiles files)
    {
        var scenario = Read(body, files);
        return DoAsync(emulator, modem, faults => Add(faults, scenario.Rules));
    }

    private static Task<Ok<ScenarioState>> AddFaultAsync(string modem, NewFault body, EmulatorService emulator)
    {
        var request = RequestBody.Checked(body);
        if (!FaultLibrary.TryFind(request.Fault, out var fault))
        {
            throw ControlException.Unknown(400, "fault", request.Fault, [.. FaultLibrary.All.Select(each => each.Id)]);
        }

        MbimArray<ScenarioRule> rules;
        try
        {
            rules = fault.ToRules(request.Arguments);
        }
        catch (ArgumentException e)
        {
            throw new ControlException(new ControlProblem(400, ChangeError.Text(e)) { Where = "arguments" });
        }

        return DoAsync(emulator, modem, faults => Add(faults, rules));
    }

    private static Task<Ok<ScenarioState>> ChangeRuleAsync(string modem, string rule, RuleChange body, EmulatorService emulator)
    {
        var isEnabled = RequestBody.Checked(body).IsEnabled ?? throw ControlException.Invalid("isEnabled", "nothing", "true or false");
        return DoAsync(emulator, modem, faults => (faults.Find(rule) ?? throw NoRule(faults, rule)).IsEnabled = isEnabled);
    }

    private static Task<Ok<ScenarioState>> RemoveRuleAsync(string modem, string rule, EmulatorService emulator) => DoAsync(emulator, modem, faults =>
    {
        if (!faults.Remove(rule))
        {
            throw NoRule(faults, rule);
        }
    });

    private static ControlException NoRule(RuleBook faults, string rule) =>
        ControlException.Unknown(404, "rule", rule, [.. faults.Rules.Select(each => each.Rule.Name)]);

    // All or none: a name that is taken is found before anything is added.
    private static void Add(RuleBook faults, MbimArray<ScenarioRule> rules)
    {
        if (faults.Rules.Count + rules.Count > MaxRules)
        {
            throw ControlException.Conflict($"There are {faults.Rules.Count} rules; {rules.Count} more exceed the limit.", $"at most {MaxRules} in total");
        }

        CheckNeeds(faults.FindUnmetNeeds(rules));
        var taken = faults.Rules.Select(rule => rule.Rule.Name).ToHashSet();
        if (rules.FirstOrDefault(rule => !taken.Add(rule.Name)) is { } twice)
        {
            throw ControlException.Conflict($"A rule '{twice.Name}' already exists.", "a new name, or removal of the existing rule");
        }

        foreach (var rule in rules)
        {
            faults.Add(rule);
        }
    }

    private static Scenario Read(NewScenario body, ControlFiles files)
    {
        var request = RequestBody.Checked(body);
        return request switch
        {
            { Yaml: { } yaml, Name: null, File: null } => ScenarioLibrary.ParseAlone("yaml", yaml),
            { Yaml: null, Name: { } name, File: null } => ScenarioLibrary.Names.Contains(name)
                ? ScenarioLibrary.Load(name)
                : throw ControlException.Unknown(400, "scenario", name, [.. ScenarioLibrary.Names]),
            { Yaml: null, Name: null, File: { } file } => ScenarioLibrary.ParseAlone(file, files.ReadText("file", file, MaxFileLength)),
            _ => throw ControlException.Invalid("body", "another number of them", "one of yaml, name and file"),
        };
    }

    private static async Task<Ok<ScenarioState>> DoAsync(EmulatorService emulator, string modem, Action<RuleBook> action)
    {
        var group = ModemEndpoints.Find(emulator, modem).Group;
        ScenarioState? state = null;
        await group.InvokeAsync(_ =>
        {
            action(group.Faults);
            state = Describe(group.Faults);
        }).ConfigureAwait(false);
        return TypedResults.Ok(state!);
    }

    private static ScenarioState Describe(RuleBook faults) => new(
        faults.Scenario?.Name,
        faults.Scenario?.Description,
        faults.State,
        (long)faults.Elapsed.TotalMilliseconds,
        [.. faults.Rules.Select(rule => new RuleState(rule.Rule.Name, rule.Rule.Fault, rule.IsEnabled, rule.Occurrences, rule.Fired, rule.Rule.Times))]);
}
