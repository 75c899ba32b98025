using System.Net;

namespace MbimEmulator.Hosting.Tests.Control.Http;

/// <summary>The files of the page, and what a browser may do with them; how the page works, tests in a browser show.</summary>
[Platform("Linux,MacOsX")]
public sealed class PageEndpointTests
{
    private static readonly string[] Files = ["/", "/page.css", "/page.js", "/api.js", "/dom.js", "/log.js", "/modems.js"];

    [Test]
    public async Task By_tcp_everybody_gets_the_page_and_nothing_from_elsewhere_runs_in_it()
    {
        await using var bench = await ControlBench.StartAsync(isTcp: true);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://{bench.Emulator.Control!.Address}/") };
        foreach (var file in Files)
        {
            using var answer = await client.GetAsync(file);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), file);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.That(policy, Does.StartWith("default-src 'none'; script-src 'self';").And.Contain("frame-ancestors 'none'").And.Not.Contain("unsafe"));
            Assert.That(answer.Headers.GetValues("Referrer-Policy").Single(), Is.EqualTo("no-referrer"));
            Assert.That(answer.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
            Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo(file switch { "/" => "text/html", "/page.css" => "text/css", _ => "text/javascript" }));
            var text = await answer.Content.ReadAsStringAsync();
            Assert.That(text, Does.Not.Contain("://").And.Not.Contain("innerHTML").And.Not.Contain("style=").And.Not.Match("\\son[a-z]+="), file);
            Assert.That(text.Contains(bench.Token, StringComparison.Ordinal), Is.False, file);
        }
    }

    [Test]
    public async Task A_page_of_another_name_for_this_machine_gets_nothing()
    {
        await using var bench = await ControlBench.StartAsync(isTcp: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "attacker.example";
        Assert.That((await bench.SendAsync(request)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task The_address_has_the_token_where_browsers_send_it_to_nobody()
    {
        await using var tcp = await ControlBench.StartAsync(isTcp: true);
        Assert.That(tcp.Emulator.Control!.Page, Is.EqualTo($"http://{tcp.Emulator.Control.Address}/#token={tcp.Token}"));
        await using var socket = await ControlBench.StartAsync();
        Assert.That(socket.Emulator.Control!.Page, Is.Null);
        Assert.That((await socket.GetAsync("/")).Status, Is.EqualTo(HttpStatusCode.OK));
    }
}
