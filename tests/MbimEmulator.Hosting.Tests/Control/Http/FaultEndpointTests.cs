using System.Net;
using System.Text.Json.Nodes;
using MbimProtocol.Messages;

namespace MbimEmulator.Hosting.Tests.Control.Http;

[Platform("Linux,MacOsX")]
public sealed class FaultEndpointTests
{
    private const string Scenario = """
        schemaVersion: 1
        name: no-open
        description: OPEN gets no answer once
        rules:
          - name: lost
            on: { openDone: "*" }
            times: 1
            do: drop
          - name: later
            on: { scenarioState: second }
            do: { set: eject-sim }
          - name: moves
            on: close
            setState: second
            do: drop
        """;

    [Test]
    public async Task A_scenario_may_be_sent_as_the_yaml_that_it_is()
    {
        await using var bench = await ControlBench.StartAsync();
        var loaded = await bench.SendAsync(HttpMethod.Put, "/modems/modem0/scenario", Yaml("schemaVersion: 1\nname: mine\nrules:\n  - { name: a, on: open, do: drop }\n"));
        Assert.That((loaded.Status, (string?)loaded.Body!["name"]), Is.EqualTo((HttpStatusCode.OK, "mine")), $"{loaded.Body}");
        var added = await bench.SendAsync(HttpMethod.Post, "/modems/modem0/rules", Yaml("schemaVersion: 1\nrules:\n  - { name: b, on: open, do: drop }\n"));
        Assert.That(added.Body!["rules"]!.AsArray(), Has.Count.EqualTo(2), $"{added.Body}");
        var wrong = await bench.SendAsync(HttpMethod.Put, "/modems/modem0/scenario", Yaml("schemaVersion: 1\nrules:\n  - { on: opne, do: drop }\n  - { on: open, do: dorp }\n"));
        Assert.That(wrong.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(((string)wrong.Body!["detail"]!).Split('\n'), Has.Length.EqualTo(2).And.Exactly(1).Contains("(3,11)").And.Exactly(1).Contains("(4,21)"));
        using var bytes = new ByteArrayContent([0xff, 0xfe, 0xfd]) { Headers = { ContentType = new("application/yaml") } };
        Assert.That((await bench.SendAsync(HttpMethod.Put, "/modems/modem0/scenario", bytes)).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await bench.SendAsync(HttpMethod.Put, "/modems/modem0/scenario", Yaml(""))).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await bench.SendAsync(HttpMethod.Post, "/verify", Yaml("expect: never"))).Status, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
        Assert.That((await bench.SendAsync(HttpMethod.Put, "/modems/modem0/scenario", "null")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await bench.SendAsync(HttpMethod.Put, "/modems/modem0/rules/a", new { })).Status, Is.EqualTo(HttpStatusCode.BadRequest));

        static StringContent Yaml(string text) => new(text, System.Text.Encoding.UTF8, "application/yaml");
    }

    [Test]
    public async Task A_scenario_is_loaded_acts_and_tells_how_often()
    {
        await using var bench = await ControlBench.StartAsync();
        var (status, loaded) = await bench.SendAsync(HttpMethod.Put, "/modems/modem0/scenario", new { yaml = Scenario });
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), loaded?.ToJsonString());
        Assert.That((string?)loaded!["name"], Is.EqualTo("no-open"));
        using var host = await Host.ConnectAsync(bench.Folder["modem0.sock"]);
        await host.SendAsync(Host.OpenMessage(1));
        await host.OpenFunctionAsync(2);
        var rule = (await bench.GetAsync("/modems/modem0/scenario")).Body!["rules"]![0]!;
        Assert.That(((string?)rule["name"], (int)rule["fired"]!), Is.EqualTo(("lost", 1)));
    }

    [Test]
    public async Task A_rule_is_switched_off_and_removed_and_a_state_set()
    {
        await using var bench = await ControlBench.StartAsync();
        await bench.SendAsync(HttpMethod.Put, "/modems/modem0/scenario", new { yaml = Scenario });
        var off = await bench.SendAsync(HttpMethod.Put, "/modems/modem0/rules/lost", new { isEnabled = false });
        Assert.That((bool)off.Body!["rules"]![0]!["isEnabled"]!, Is.False);
        using var host = await Host.ConnectAsync(bench.Folder["modem0.sock"]);
        await host.OpenFunctionAsync();
        Assert.That((await bench.PostAsync("/modems/modem0/rules", new { yaml = Scenario })).Status, Is.EqualTo(HttpStatusCode.Conflict));
        var without = await bench.SendAsync(HttpMethod.Delete, "/modems/modem0/rules/lost");
        Assert.That(without.Body!["rules"]!.AsArray(), Has.Count.EqualTo(2));
        var wrong = await bench.SendAsync(HttpMethod.Delete, "/modems/modem0/rules/latr");
        Assert.That((wrong.Status, (string?)wrong.Body!["nearest"]), Is.EqualTo((HttpStatusCode.NotFound, "later")));
        var state = await bench.SendAsync(HttpMethod.Put, "/modems/modem0/scenario/state", new { state = "second" });
        Assert.That((string?)state.Body!["state"], Is.EqualTo("second"));
        Assert.That((string?)(await bench.GetAsync("/modems/modem0")).Body!["sim"]!["readyState"], Is.EqualTo("simNotInserted"));
        Assert.That((await bench.SendAsync(HttpMethod.Delete, "/modems/modem0/scenario")).Body!["rules"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_file_in_the_folder_is_loaded_by_its_name()
    {
        await using var bench = await ControlBench.StartAsync();
        await File.WriteAllTextAsync(bench.Folder["files/s.yaml"], Scenario);
        Assert.That((await bench.SendAsync(HttpMethod.Put, "/modems/modem0/scenario", new { file = "s.yaml" })).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("{\"yaml\":\"schemaVersion: 1\\nrules: 7\"}", "yaml(2,8)")]
    [TestCase("{\"yaml\":\"schemaVersion: 1\\nprofile: /etc/passwd\"}", "yaml(2,10)")]
    [TestCase("{\"yaml\":\"&a [*a]\"}", "anchors")]
    [TestCase("{}", "one of yaml, name and file")]
    [TestCase("{\"name\":\"no-such\"}", "There is no scenario")]
    [TestCase("{\"yaml\":null}", "one of yaml, name and file")]
    public async Task A_broken_scenario_is_refused_and_the_old_one_stays(string body, string expected)
    {
        await using var bench = await ControlBench.StartAsync();
        await bench.SendAsync(HttpMethod.Put, "/modems/modem0/scenario", new { yaml = Scenario });
        var (status, problem) = await bench.SendAsync(HttpMethod.Put, "/modems/modem0/scenario", body);
        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest), problem?.ToJsonString());
        Assert.That((string?)problem!["detail"] + problem["title"], Does.Contain(expected));
        Assert.That((string?)(await bench.GetAsync("/modems/modem0/scenario")).Body!["name"], Is.EqualTo("no-open"));
    }

    [Test]
    public async Task A_named_fault_that_there_is_not_is_refused()
    {
        await using var bench = await ControlBench.StartAsync();
        Assert.That((await bench.GetAsync("/faults")).Body!["faults"], Is.InstanceOf<JsonArray>());
        Assert.That((await bench.PostAsync("/modems/modem0/faults", new { fault = "X99" })).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task The_journal_is_read_in_pages_and_by_kind()
    {
        await using var bench = await ControlBench.StartAsync(modems: ["modem0", "modem1"]);
        await ExchangeAsync(bench, "modem0", 3);
        await ExchangeAsync(bench, "modem1", 1);
        var page = (await bench.GetAsync("/journal?modem=modem0&kind=message&limit=2")).Body!;
        Assert.That(page["entries"]!.AsArray().Select(entry => (string)entry!["modem"]!), Is.EqualTo(new[] { "modem0", "modem0" }));
        var rest = (await bench.GetAsync($"/journal?modem=modem0&kind=message&from={page["next"]}")).Body!;
        Assert.That(rest["entries"]!.AsArray(), Has.Count.GreaterThanOrEqualTo(4));
        Assert.That((long)rest["next"]!, Is.EqualTo((long)rest["last"]! + 1));
        Assert.That((await bench.GetAsync("/journal?limit=0")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await bench.GetAsync("/journal?from=x")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((string?)(await bench.GetAsync("/journal?kind=mesage")).Body!["nearest"], Is.EqualTo("message"));
    }

    [Test]
    public async Task The_journal_is_followed_and_taken_up_where_it_was_lost()
    {
        await using var bench = await ControlBench.StartAsync();
        using var client = bench.Client();
        using var response = await client.GetAsync("/journal/stream?from=1&kind=message", HttpCompletionOption.ResponseHeadersRead);
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/event-stream"));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await ExchangeAsync(bench, "modem0", 1);
        var (id, entry) = await NextAsync(reader);
        Assert.That((string?)entry["message"]!["type"], Is.EqualTo("OPEN").IgnoreCase);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/journal/stream?kind=message") { Headers = { { "Last-Event-ID", id } } };
        using var second = await client.SendAsync(again, HttpCompletionOption.ResponseHeadersRead);
        using var secondReader = new StreamReader(await second.Content.ReadAsStreamAsync());
        var next = await NextAsync(secondReader);
        Assert.That(long.Parse(next.Id), Is.GreaterThan(long.Parse(id)));
    }

    [Test]
    public async Task A_strangers_words_are_no_more_than_text_in_an_answer()
    {
        await using var bench = await ControlBench.StartAsync();
        using var client = bench.Client();
        const string Name = "a\u202Eb\U000E0001c\u001b[2Jü\U0001F600";
        using var response = await client.GetAsync("/modems/" + Uri.EscapeDataString(Name));
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(text, Does.Contain("a\\u202eb\\udb40\\udc01c\\u001B[2Jü").IgnoreCase.And.Not.Contain("\u202E"));
    }

    [TestCase("9223372036854775807")]
    [TestCase("9223372036854775806")]
    [TestCase("99999999999999999999")]
    [TestCase("-1")]
    [TestCase("1e3")]
    public async Task An_id_that_the_journal_never_gave_replays_nothing(string id)
    {
        await using var bench = await ControlBench.StartAsync();
        await ExchangeAsync(bench, "modem0", 3);
        var last = (long)(await bench.GetAsync("/journal")).Body!["last"]!;
        using var client = bench.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/journal/stream");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", id);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await ExchangeAsync(bench, "modem0", 1);
        Assert.That(long.Parse((await NextAsync(reader)).Id), Is.GreaterThan(last));
    }

    [Test]
    public async Task The_journal_is_asked_by_pattern_and_held_against_what_is_expected()
    {
        await using var bench = await ControlBench.StartAsync();
        await ExchangeAsync(bench, "modem0", 2);
        var found = (await bench.GetAsync("/journal?pattern=OPEN%20TransactionId%3D2")).Body!["entries"]!.AsArray();
        Assert.That(found, Has.Count.EqualTo(1));
        var met = await bench.PostAsync("/verify", new { expect = "exactly", count = 2, patterns = new[] { "OPEN" } });
        Assert.That(((bool)met.Body!["isMet"]!, met.Body["entries"]!.AsArray().Count), Is.EqualTo((true, 2)), met.Body.ToJsonString());
        var unmet = await bench.PostAsync("/verify", new { expect = "once", patterns = new[] { "CONNECT set" } });
        Assert.That((bool)unmet.Body!["isMet"]!, Is.False);
        Assert.That((string?)unmet.Body["message"], Does.StartWith("expected"));
    }

    [Test]
    public async Task A_verification_with_a_timeout_waits_until_it_is_met()
    {
        await using var bench = await ControlBench.StartAsync();
        var verifying = bench.PostAsync("/verify", new { expect = "exactly", count = 2, patterns = new[] { "OPEN" }, timeout = "10m" });
        await ExchangeAsync(bench, "modem0", 2);
        Assert.That((bool)(await verifying.WaitAsync(Host.Guard)).Body!["isMet"]!, Is.True);
        var late = (await bench.PostAsync("/verify", new { expect = "once", patterns = new[] { "OPEN TransactionId=3" }, timeout = "20ms" })).Body!;
        Assert.That((bool)late["isMet"]!, Is.False);
        Assert.That((string?)late["message"], Does.Contain("closest: #"));
    }

    [Test]
    public async Task What_is_never_to_come_must_not_for_all_of_the_timeout()
    {
        await using var bench = await ControlBench.StartAsync();
        Assert.That((bool)(await bench.PostAsync("/verify", new { expect = "never", patterns = new[] { "OPEN" }, timeout = "1ms" })).Body!["isMet"]!, Is.True);
        var verifying = bench.PostAsync("/verify", new { expect = "never", patterns = new[] { "OPEN" }, timeout = "10m" });
        await ExchangeAsync(bench, "modem0", 1);
        Assert.That((bool)(await verifying.WaitAsync(Host.Guard)).Body!["isMet"]!, Is.False);
    }

    [Test]
    public async Task What_a_host_does_wrong_is_found()
    {
        await using var bench = await ControlBench.StartAsync();
        using var host = await Host.ConnectAsync(bench.Folder["modem0.sock"]);
        await host.SendAsync(Host.Query(1, MbimProtocol.Services.BasicConnectService.BasicConnectCid.DeviceCaps));
        await host.ExpectAsync(MbimMessageType.FunctionError, 1);
        var finding = (await bench.GetAsync("/findings")).Body!["entries"]!.AsArray().Single()!;
        Assert.That((string?)finding["rule"], Is.EqualTo("L01"));
        Assert.That((bool)(await bench.PostAsync("/verify", new { expect = "noFindings" })).Body!["isMet"]!, Is.False);
    }

    [TestCase("{\"expect\":\"onse\",\"patterns\":[\"OPEN\"]}", "expectation", "once")]
    [TestCase("{\"expect\":\"once\",\"patterns\":[]}", "patterns", null)]
    [TestCase("{\"expect\":\"exactly\",\"patterns\":[\"OPEN\"]}", "count", null)]
    [TestCase("{\"expect\":\"exactly\",\"count\":-1,\"patterns\":[\"OPEN\"]}", "count", null)]
    [TestCase("{\"expect\":\"once\",\"patterns\":[\"NO_SUCH_WORD\"]}", "pattern", null)]
    [TestCase("{\"expect\":\"never\",\"patterns\":[\"OPEN\"],\"timeout\":\"1h\"}", "timeout", null)]
    public async Task A_wrong_expectation_is_told_as_such(string body, string where, string? nearest)
    {
        await using var bench = await ControlBench.StartAsync();
        var (status, problem) = await bench.PostAsync("/verify", body);
        Assert.That((status, (string?)problem!["where"], (string?)problem["nearest"]), Is.EqualTo((HttpStatusCode.BadRequest, where, nearest)), problem.ToJsonString());
    }

    [Test]
    public async Task Nothing_is_never_found_of_a_modem_that_never_was()
    {
        await using var bench = await ControlBench.StartAsync();
        var (status, problem) = await bench.PostAsync("/verify", new { expect = "never", patterns = new[] { "OPEN" }, modem = "modem9" });
        Assert.That((status, (string?)problem!["nearest"]), Is.EqualTo((HttpStatusCode.NotFound, "modem0")));
    }

    private static async Task ExchangeAsync(ControlBench bench, string modem, int times)
    {
        using var host = await Host.ConnectAsync(bench.Folder[modem + ".sock"]);
        for (var i = 1; i <= times; i++)
        {
            await host.SendAsync(Host.OpenMessage((uint)i));
            await host.ExpectAsync(MbimMessageType.OpenDone, (uint)i);
        }
    }

    private static async Task<(string Id, JsonNode Entry)> NextAsync(StreamReader reader)
    {
        var (id, data) = ("", "");
        while (await reader.ReadLineAsync().WaitAsync(Host.Guard) is { Length: > 0 } line)
        {
            id = line.StartsWith("id: ", StringComparison.Ordinal) ? line[4..] : id;
            data = line.StartsWith("data: ", StringComparison.Ordinal) ? line[6..] : data;
        }

        return (id, JsonNode.Parse(data)!);
    }
}
