using System.Net;
using MbimEmulator.Changes;
using MbimEmulator.Time;

namespace MbimEmulator.Hosting.Tests.Control.Http;

[Platform("Linux,MacOsX")]
public sealed class WaitEndpointTests
{
    [Test]
    public async Task A_wait_ends_when_every_modem_has_come_to_the_stage()
    {
        await using var bench = await ControlBench.StartAsync(modems: ["a", "b"]);
        var (status, body) = await bench.PostAsync("/wait", new { stage = "attached" });
        Assert.That((status, body!.ToJsonString()), Is.EqualTo((HttpStatusCode.OK, """{"stage":"attached","states":{"a":"attached","b":"attached"}}""")));
        Assert.That((await bench.PostAsync("/wait", new { modem = "b" })).Body!.ToJsonString(), Is.EqualTo("""{"stage":"ready","states":{"b":"attached"}}"""));
        Assert.That((await bench.PostAsync("/wait", new { stage = "accepting" })).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_stage_that_the_state_excludes_is_refused_at_once_with_that_state()
    {
        await using var bench = await ControlBench.StartAsync();
        var modem = bench.Emulator.Modems[0].Group;
        await modem.ChangeAsync(ModemChange.Of("eject-sim"));
        var (status, problem) = await bench.PostAsync("/wait", new { stage = "registered", timeout = "10m" });
        Assert.That(
            (status, (string?)problem!["title"], (string?)problem["found"]),
            Is.EqualTo((HttpStatusCode.Conflict, "modem0 does not become registered without outside help: no SIM.", "no SIM")));
        await modem.ChangeAsync(ModemChange.Of("remove"));
        Assert.That((string?)(await bench.PostAsync("/wait", new { stage = "attached" })).Body!["found"], Is.EqualTo("not plugged in"));
        Assert.That((string?)(await bench.PostAsync("/wait", new { })).Body!["states"]!["modem0"], Is.EqualTo("not plugged in"));
    }

    [Test]
    public async Task A_wait_that_has_lasted_too_long_says_where_the_modem_is()
    {
        await using var bench = await ControlBench.StartAsync();
        var (status, problem) = await bench.PostAsync("/wait", new { stage = "connected", timeout = "1ms" });
        Assert.That(status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((string?)problem!["title"], Does.StartWith("modem0 has not become connected within 0.001 s: "));
    }

    [Test]
    public async Task A_virtual_clock_is_moved_as_far_as_the_start_needs()
    {
        await using var bench = await ControlBench.StartAsync(time: new VirtualClock());
        Assert.That((string?)(await bench.PostAsync("/wait", new { stage = "ready" })).Body!["states"]!["modem0"], Is.EqualTo("attached"));
        Assert.That((DateTimeOffset)(await bench.GetAsync("/clock")).Body!["now"]!, Is.LessThan(new DateTimeOffset(2000, 1, 1, 0, 0, 2, TimeSpan.Zero)));
    }

    [TestCase("""{"stage":"regstered"}""", HttpStatusCode.BadRequest, "registered")]
    [TestCase("""{"timeout":"30"}""", HttpStatusCode.BadRequest, null)]
    [TestCase("""{"timeout":"11m"}""", HttpStatusCode.BadRequest, null)]
    [TestCase("""{"modem":"modem1"}""", HttpStatusCode.NotFound, "modem0")]
    [TestCase("""{"stages":"ready"}""", HttpStatusCode.BadRequest, "stage")]
    public async Task What_cannot_be_waited_for_is_refused_with_what_can(string body, HttpStatusCode status, string? nearest)
    {
        await using var bench = await ControlBench.StartAsync();
        var (found, problem) = await bench.PostAsync("/wait", body);
        Assert.That((found, (string?)problem!["nearest"]), Is.EqualTo((status, nearest)));
        Assert.That((string?)problem["expected"], Is.Not.Null);
    }

    [Test]
    public async Task Many_waits_at_once_need_no_threads_and_end_with_the_emulator()
    {
        var bench = await ControlBench.StartAsync();
        using var client = bench.Client();
        var waits = Enumerable.Range(0, 30).Select(i => client.PostAsync(
            i % 2 == 0 ? "/wait" : "/verify",
            new StringContent(
                i % 2 == 0 ? """{"stage":"connected","timeout":"10m"}""" : """{"expect":"once","patterns":["CONNECT set"],"timeout":"10m"}""",
                System.Text.Encoding.UTF8,
                "application/json"))).ToList();
        Assert.That((await bench.GetAsync("/healthz")).Status, Is.EqualTo(HttpStatusCode.OK));
        await bench.DisposeAsync();
        foreach (var wait in waits)
        {
            Assert.That(await EndOfAsync(wait), Is.Null.Or.EqualTo(HttpStatusCode.Conflict));
        }

        Assert.That(bench.Log.Lines, Has.None.Contains("Bug"));

        static async Task<HttpStatusCode?> EndOfAsync(Task<HttpResponseMessage> wait)
        {
            try
            {
                return (await wait.WaitAsync(Host.Guard)).StatusCode;
            }
            catch (HttpRequestException)
            {
                return null;
            }
        }
    }
}
