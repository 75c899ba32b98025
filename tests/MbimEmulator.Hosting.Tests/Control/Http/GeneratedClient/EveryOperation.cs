#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;

namespace Generated;

/// <summary>Uses every operation of a control API through the client that was generated from its document.</summary>
public static class EveryOperation
{
    private const string Scenario = "schemaVersion: 1\nname: mine\nrules:\n  - { name: r, on: open, do: drop, whenState: never }\n  - { name: s, on: close, do: drop, setState: never }\n";

    /// <summary>Calls them; an answer that is not as the document says is an exception.</summary>
    public static async Task RunAsync(HttpClient http, string files)
    {
        var client = new ControlApi(http);
        Expect((await client.GetHealthAsync()).Status == "healthy", "health");
        Expect((await client.GetReadinessAsync()).Status == "ready", "readiness");
        Expect((await client.GetMetricsAsync()).Contains("mbim_modems 1"), "metrics");
        Expect((await client.ListModemsAsync()).Modems.Single().Name == "modem0", "modems");
        var added = await client.AddModemAsync(new NewModem { Name = "second", Profile = "no-sim", Endpoints = [new EndpointAddress { Kind = "socket", Address = "second.sock" }] });
        Expect(added.Sim.ReadyState.Length > 0 && File.Exists(Path.Combine(files, "second.sock")), "added modem");
        await client.DeleteModemAsync("second");
        var state = await client.GetModemAsync("modem0");
        Expect((await client.GetSimFilesAsync("modem0")).Files["usim/6f07"].Content.Length == 18, "SIM files");
        Expect(state.Registration.NwError == 0 && state.Function.IsOpen == false, "state");
        Expect((await client.ListChangesAsync()).Changes.Any(change => change.Name == "signal"), "changes");
        Expect((await client.ChangeModemAsync("modem0", "signal", new ChangeArguments { Arguments = ["7"] })).Done == "RSSI 7", "change");
        await client.SleepHostAsync();
        await client.ResumeHostAsync();
        Expect(!(await client.GetCaptureAsync()).IsRunning, "no capture");
        Expect((await client.StartCaptureAsync(new NewCapture { File = "c.pcapng" })).IsRunning, "capture");
        Expect((await client.StopCaptureAsync()).File is { Length: > 0 }, "stopped capture");
        var clock = await client.GetClockAsync();
        Expect((await client.AdvanceClockAsync(new ClockAdvance { Time = "10s" })).Now - clock.Now == TimeSpan.FromSeconds(10), "clock");
        Expect((await client.AdvanceClockAsync(new ClockAdvance { Milliseconds = 5 })).IsVirtual, "clock in milliseconds");
        Expect((await client.WaitAsync(new StageWait { Stage = "accepting", Modem = "modem0", Timeout = "30s" })).States.ContainsKey("modem0"), "wait");
        Expect((await client.ListScenariosAsync()).Scenarios.Any(scenario => scenario.Name == "wrong-apn"), "scenarios");
        var fault = (await client.ListFaultsAsync()).Faults.First(each => each.IsAvailable);
        Expect((await client.GetScenarioAsync("modem0")).Name is null, "no scenario");
        Expect((await client.LoadScenarioAsync("modem0", new NewScenario { Yaml = Scenario })).Rules.Count == 2, "scenario");
        Expect((await client.SetScenarioStateAsync("modem0", new ScenarioStateChange { State = "elsewhere" })).State == "elsewhere", "scenario's state");
        Expect((await client.AddRulesAsync("modem0", new NewScenario { Yaml = Scenario.Replace("name: r,", "name: t,").Replace("name: s,", "name: u,") })).Rules.Count == 4, "rules");
        Expect(!(await client.ChangeRuleAsync("modem0", "t", new RuleChange { IsEnabled = false })).Rules.Single(rule => rule.Name == "t").IsEnabled, "disabled rule");
        Expect((await client.RemoveRuleAsync("modem0", "t")).Rules.Count == 3, "removed rule");
        Expect((await client.AddFaultAsync("modem0", new NewFault { Fault = fault.Id })).Rules.Count > 3, "fault");
        Expect((await client.ClearScenarioAsync("modem0")).Rules.Count == 0, "cleared scenario");
        Expect((await client.GetJournalAsync(from: 1, limit: 10, modem: null, kind: null, pattern: null, personal: null)).Entries.Count > 0, "journal");
        Expect((await client.GetFindingsAsync(from: null, limit: null, modem: null)).Entries.Count == 0, "findings");
        Expect((await client.VerifyAsync(new Verification { Expect = "never", Patterns = ["OPEN"] })).IsMet, "verification");
        await ExpectErrorsAsync(client);
    }

    private static async Task ExpectErrorsAsync(ControlApi client)
    {
        try
        {
            await client.GetModemAsync("none");
            Expect(false, "an error");
        }
        catch (ControlApiException<ControlProblem> e)
        {
            Expect(e.StatusCode == 404 && e.Result.Nearest is null && e.Result.Title.Contains("'none'"), "problem");
        }
    }

    private static void Expect(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The {what} is not as expected.");
        }
    }
}
