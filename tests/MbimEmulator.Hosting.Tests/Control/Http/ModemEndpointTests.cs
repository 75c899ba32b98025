using System.Net;
using MbimEmulator.Changes;
using MbimEmulator.Profiles;
using MbimEmulator.Time;

namespace MbimEmulator.Hosting.Tests.Control.Http;

[Platform("Linux,MacOsX")]
public sealed class ModemEndpointTests
{
    [Test]
    public async Task A_change_shows_in_the_modems_state()
    {
        var clock = new VirtualClock();
        await using var bench = await ControlBench.StartAsync(time: clock);
        clock.Advance(TimeSpan.FromSeconds(10));
        var before = (await bench.GetAsync("/modems/modem0")).Body!;
        Assert.That((string)before["sim"]!["readyState"]!, Is.EqualTo("initialized"));
        Assert.That((string)before["registration"]!["state"]!, Is.EqualTo("home"));
        var (status, done) = await bench.PostAsync("/modems/modem0/changes/eject-sim");
        Assert.That((status, (string)done!["done"]!), Is.EqualTo((HttpStatusCode.OK, "the SIM is out")));
        await bench.PostAsync("/modems/modem0/changes/signal", new { arguments = new[] { "7", "2" } });
        var after = (await bench.GetAsync("/modems/modem0")).Body!;
        Assert.That((string)after["sim"]!["readyState"]!, Is.EqualTo("simNotInserted"));
        await bench.PostAsync("/modems/modem0/changes/remove", new { });
        var modems = (await bench.GetAsync("/modems")).Body!["modems"]!.AsArray();
        Assert.That((bool)modems.Single()!["isPluggedIn"]!, Is.False);
    }

    [Test]
    public async Task The_files_of_the_sim_are_text_for_another_sim()
    {
        await using var bench = await ControlBench.StartAsync();
        var group = bench.Emulator.Modems.Single().Group;
        CardFilesProfile? files = null;
        await group.InvokeAsync(modem => files = modem.ReadSimFiles());

        var (status, body) = await bench.GetAsync("/modems/modem0/sim-files");

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(ModemProfile.Parse("copy", $$"""{ "sim": { "files": {{body!.ToJsonString()}} } }""").Sim.Files, Is.EqualTo(files));
        Assert.That((string)body["files"]!["usim/6f07"]!["content"]!, Is.EqualTo("080910101032547698"));
        Assert.That(body["files"]!["3f00/7f10/6f3a"]!["records"]!.AsArray(), Is.Empty);
        Assert.That(body["files"]!["3f00/2f00"]!["records"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [TestCase("condition: absent", "There is no SIM in the slot; expected one (insert-sim).")]
    [TestCase("condition: bad", "The SIM in the slot is defective; expected one that works.")]
    [TestCase("condition: noProfile", "The SIM in the slot has no profile; expected one that works.")]
    public async Task Without_a_sim_that_works_there_are_no_files(string sim, string why)
    {
        await using var bench = await ControlBench.StartAsync();
        await bench.PostAsync("/modems", new { name = "second", yaml = $"sim: {{ {sim} }}", endpoints = Array.Empty<object>() });

        var (status, body) = await bench.GetAsync("/modems/second/sim-files");

        Assert.That((status, (string?)body!["title"]), Is.EqualTo((HttpStatusCode.Conflict, why)));
        Assert.That((await bench.GetAsync("/modems/third/sim-files")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Every_change_is_listed_and_can_be_asked_for()
    {
        await using var bench = await ControlBench.StartAsync();
        var listed = (await bench.GetAsync("/changes")).Body!["changes"]!.AsArray().Select(change => (string)change!["name"]!);
        Assert.That(listed, Is.EqualTo(ModemChanges.All.Select(change => change.Name)));
        foreach (var change in ModemChanges.All)
        {
            var (status, body) = await bench.PostAsync($"/modems/modem0/changes/{change.Name}");
            var (expected, said) = change switch
            {
                // The bus of a USB host, and there is none.
                { Name: "reset-bus" } => (HttpStatusCode.Conflict, "no USB host"),
                { Required: 0 } => (HttpStatusCode.OK, "done"),
                _ => (HttpStatusCode.BadRequest, change.Usage),
            };
            Assert.That(status, Is.EqualTo(expected), change.Name);
            Assert.That(body!.ToJsonString(), Does.Contain(said), change.Name);
        }
    }

    [Test]
    public async Task A_modem_is_added_reached_and_deleted_while_others_go_on()
    {
        await using var bench = await ControlBench.StartAsync();
        using var other = await Host.ConnectAsync(bench.Folder["modem0.sock"]);
        await other.OpenFunctionAsync();
        var (status, added) = await bench.PostAsync(
            "/modems", new { name = "second", profile = "no-sim", endpoints = new[] { new { kind = "socket", address = "second.sock" } } });
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), added?.ToJsonString());
        Assert.That((string)added!["sim"]!["readyState"]!, Is.EqualTo("simNotInserted"));
        using (var host = await Host.ConnectAsync((string)added["endpoints"]![0]!["address"]!))
        {
            await host.OpenFunctionAsync();
        }

        Assert.That((await bench.PostAsync("/modems", new { name = "second" })).Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((await bench.SendAsync(HttpMethod.Delete, "/modems/second")).Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await bench.SendAsync(HttpMethod.Delete, "/modems/second")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(File.Exists(bench.Folder["files/second.sock"]), Is.False);
        await other.OpenFunctionAsync(2);
    }

    [Test]
    public async Task A_modem_can_be_of_a_profile_in_the_request()
    {
        await using var bench = await ControlBench.StartAsync();
        var endpoints = new[] { new { kind = "tcp", address = "127.0.0.1:0" } };
        var (status, body) = await bench.PostAsync("/modems", new { name = "m", yaml = "sim: { subscriberId: \"001011111111111\" }", endpoints });
        Assert.That((status, (string?)body!["profile"]), Is.EqualTo((HttpStatusCode.Created, "m")), body.ToJsonString());
        (status, body) = await bench.PostAsync("/modems", new { name = "n", yaml = "sim:\n  subscribrId: x", endpoints });
        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((string)body!["detail"]!, Does.Contain("n(2,3)").And.Contain("Did you mean 'subscriberId'?"));
        Assert.That((await bench.GetAsync("/modems")).Body!["modems"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_modem_that_could_not_be_opened_leaves_nothing_and_its_name_is_free()
    {
        using var folder = new TestFolder();
        await using (var bench = await ControlBench.StartAsync(isTcp: true, stateFile: folder["state.json"]))
        {
            // The second endpoint is the control API's own.
            var endpoints = new[] { new { kind = "socket", address = "second.sock" }, new { kind = "tcp", address = bench.Emulator.Control!.Address } };
            var (status, problem) = await bench.PostAsync("/modems", new { name = "second", profile = "no-sim", endpoints });
            Assert.That((status, (string?)problem!["title"]), Is.EqualTo((HttpStatusCode.Conflict, $"Cannot listen at '{bench.Emulator.Control.Address}': the address is in use. Is another emulator or mbim-proxy running? An mbim-proxy exits 300 s after its last client has disconnected.")));
            Assert.That(File.Exists(bench.Folder["files/second.sock"]), Is.False);
            (status, problem) = await bench.PostAsync("/modems", new { name = "second", profile = "sim-pin", endpoints = endpoints[..1] });
            Assert.That(status, Is.EqualTo(HttpStatusCode.Created), problem?.ToJsonString());
            Assert.That((await bench.SendAsync(HttpMethod.Delete, "/modems/second")).Status, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That((await bench.PostAsync("/modems", new { name = "third", profile = "no-sim", endpoints = endpoints[1..] })).Status, Is.EqualTo(HttpStatusCode.Conflict));
        }

        var kept = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(folder["state.json"]))!["modems"]!.AsObject();
        Assert.That(kept.Select(modem => modem.Key), Is.EqualTo(new[] { "modem0" }));
    }

    [Test]
    public async Task A_request_opens_sixteen_endpoints_at_most()
    {
        await using var bench = await ControlBench.StartAsync();
        var endpoints = Enumerable.Repeat(new { kind = "tcp", address = "127.0.0.1:0" }, 17).ToArray();
        var (status, problem) = await bench.PostAsync("/modems", new { name = "second", endpoints });
        Assert.That((status, (string?)problem!["where"]), Is.EqualTo((HttpStatusCode.BadRequest, "endpoints")));
        Assert.That((await bench.PostAsync("/modems", new { name = "second", endpoints = endpoints[..16] })).Status, Is.EqualTo(HttpStatusCode.Created));
    }

    [TestCase("GET", "/modems/modme0", null, 404, "modem", "modem0")]
    [TestCase("POST", "/modems/modem0/changes/ejct-sim", null, 404, "change", "eject-sim")]
    [TestCase("POST", "/modems/modem0/changes/signal", "{\"arguments\":[\"40\"]}", 400, "arguments", null)]
    [TestCase("POST", "/modems/modem0/changes/deactivate", "{\"arguments\":[\"3\"]}", 409, null, null)]
    [TestCase("POST", "/modems/modem0/changes/signal", "{\"argumnts\":[]}", 400, "body", "arguments")]
    [TestCase("POST", "/modems/modem0/changes/signal", "{\"arguments\":7}", 400, "$.arguments", null)]
    [TestCase("POST", "/modems/modem0/changes/signal", "{\"arguments\":[null]}", 400, null, null)]
    [TestCase("POST", "/modems", "{", 400, "body", null)]
    [TestCase("POST", "/modems", "{\"name\":\"a\",\"name\":\"b\"}", 400, "$", null)]
    [TestCase("POST", "/modems", "{\"name\":\"../x\"}", 400, "name", null)]
    [TestCase("POST", "/modems", "{\"name\":\"x\",\"profile\":\"defualt\"}", 400, "profile", "default")]
    [TestCase("POST", "/modems", "{\"name\":\"x\",\"profile\":\"/etc/passwd\"}", 400, "profile", null)]
    [TestCase("POST", "/modems", "{\"name\":\"x\",\"endpoints\":[{\"kind\":\"pip\",\"address\":\"x\"}]}", 400, "endpoint kind", "pipe")]
    [TestCase("POST", "/modems", "{\"name\":\"x\",\"endpoints\":[{\"kind\":\"pipe\",\"address\":\"/tmp/x\"}]}", 400, "endpoints", null)]
    [TestCase("POST", "/modems", "{\"name\":\"x\",\"endpoints\":[{\"kind\":\"tcp\",\"address\":\"0.0.0.0:1\"}]}", 409, null, null)]
    [TestCase("GET", "/modem", null, 404, "path", null)]
    [TestCase("PATCH", "/modems", null, 405, "method", null)]
    public async Task A_mistake_is_told_with_its_place_and_the_nearest_name(string method, string path, string? body, int status, string? where, string? nearest)
    {
        await using var bench = await ControlBench.StartAsync();
        var answer = await bench.SendAsync(new HttpMethod(method), path, body);
        Assert.Multiple(() =>
        {
            Assert.That((int)answer.Status, Is.EqualTo(status), answer.Body?.ToJsonString());
            Assert.That((int)answer.Body!["status"]!, Is.EqualTo(status));
            Assert.That((string?)answer.Body["title"], Is.Not.Empty);
            Assert.That((string?)answer.Body["where"], where is null ? Is.Null.Or.Not.Empty : Does.StartWith(where));
            Assert.That((string?)answer.Body["nearest"], Is.EqualTo(nearest));
            Assert.That(bench.Log.Lines, Has.None.Contains("Bug"));
        });
    }
}
