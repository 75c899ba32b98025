using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MbimEmulator.Hosting.Control.Http;
using MbimEmulator.Hosting.Endpoints;

namespace MbimEmulator.Hosting.Tests.Control.Http;

[Platform("Linux,MacOsX")]
public sealed class RequestGuardTests
{
    [Test]
    public async Task The_socket_is_its_owners_alone_and_wants_no_token()
    {
        await using var bench = await ControlBench.StartAsync();
        Assert.That(OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(bench.Folder["c.sock"]), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(bench.Emulator.Control!.Token, Is.Null);
        Assert.That((await bench.GetAsync("/modems")).Status, Is.EqualTo(HttpStatusCode.OK));
        await bench.Emulator.DisposeAsync();
        Assert.That(File.Exists(bench.Folder["c.sock"]), Is.False);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("Bearer")]
    [TestCase("Bearer ")]
    [TestCase("Bearer 0000")]
    [TestCase("Basic {token}")]
    [TestCase("{token}")]
    [TestCase("Bearer {token}0")]
    public async Task By_tcp_nothing_but_health_is_told_without_the_token(string? authorization)
    {
        await using var bench = await ControlBench.StartAsync(isTcp: true);
        Assert.That(bench.Token, Has.Length.EqualTo(64));
        foreach (var path in new[] { "/modems", "/openapi.json", "/metrics", "/nowhere", "/healthz", "/readyz" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Authorization", authorization?.Replace("{token}", bench.Token, StringComparison.Ordinal));
            using var client = bench.Client();
            client.DefaultRequestHeaders.Authorization = null;
            using var response = await client.SendAsync(request);
            Assert.That(response.StatusCode, Is.EqualTo(path.EndsWith('z') ? HttpStatusCode.OK : HttpStatusCode.Unauthorized), path);
        }
    }

    [Test]
    public async Task With_the_token_everything_is_there()
    {
        await using var bench = await ControlBench.StartAsync(isTcp: true);
        Assert.That((await bench.GetAsync("/modems")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("evil.example", HttpStatusCode.Forbidden)]
    [TestCase("127.0.0.1.evil.example", HttpStatusCode.Forbidden)]
    [TestCase("192.168.0.1", HttpStatusCode.Forbidden)]
    [TestCase("localhost:1", HttpStatusCode.OK)]
    [TestCase("LOCALHOST", HttpStatusCode.OK)]
    [TestCase("LocalHost:80", HttpStatusCode.OK)]
    [TestCase("[::1]:5000", HttpStatusCode.OK)]
    public async Task A_name_that_was_bound_to_this_machine_is_refused_even_with_the_token(string host, HttpStatusCode expected)
    {
        await using var bench = await ControlBench.StartAsync(isTcp: true);
        foreach (var path in new[] { "/modems", "/healthz" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
            Assert.That((await bench.SendAsync(request)).Status, Is.EqualTo(expected));
        }
    }

    [TestCase("http://evil.example")]
    [TestCase("null")]
    [TestCase("http://localhost:1")]
    [TestCase("https://{address}")]
    public async Task A_page_of_another_origin_is_refused_on_every_carrier(string origin)
    {
        foreach (var isTcp in new[] { true, false })
        {
            await using var bench = await ControlBench.StartAsync(isTcp);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/modems/modem0/changes/eject-sim");
            request.Headers.Add("Origin", origin.Replace("{address}", bench.Emulator.Control!.Address, StringComparison.Ordinal));
            Assert.That((await bench.SendAsync(request)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        }
    }

    [Test]
    public async Task The_own_origin_is_served_and_no_answer_lets_another_page_read_it()
    {
        await using var bench = await ControlBench.StartAsync(isTcp: true);
        using var client = bench.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/modems");
        request.Headers.Add("Origin", "http://" + bench.Emulator.Control!.Address);
        using var response = await client.SendAsync(request);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Headers.Select(header => header.Key), Has.None.StartsWith("Access-Control"));
    }

    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("multipart/form-data; boundary=x")]
    [TestCase("application/jsonp")]
    [TestCase("application/json; charset=utf-16")]
    [TestCase(null)]
    public async Task A_body_that_does_not_say_json_is_refused(string? type)
    {
        await using var bench = await ControlBench.StartAsync();
        var content = new ByteArrayContent("{\"name\":\"x\"}"u8.ToArray());
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        Assert.That((await bench.PostAsync("/modems", content)).Status, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
        Assert.That(bench.Emulator.Modems, Has.Count.EqualTo(1));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_body_above_the_bound_is_refused(bool isChunked)
    {
        await using var bench = await ControlBench.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/modems")
        {
            Content = new StringContent(new string(' ', ControlServer.MaxBodySize + 1), Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = isChunked;
        try
        {
            Assert.That((await bench.SendAsync(request)).Status, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        }
        catch (HttpRequestException)
        {
            // The server may cut off who goes on sending.
            Assert.That((await bench.GetAsync("/modems")).Status, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [TestCase("GET", "/journal?from=x", null, "from", "a whole number")]
    [TestCase("GET", "/journal?limit=99999999999", null, "limit", "a smaller number")]
    [TestCase("GET", "/journal?personal=perhaps", null, "personal", "true or false")]
    [TestCase("GET", "/journal/stream?from=9223372036854775808", null, "from", "a whole number")]
    [TestCase("POST", "/modems", "", "body", "GET /openapi.json")]
    [TestCase("POST", "/modems", "{", "body(1,2)", "GET /openapi.json")]
    [TestCase("POST", "/modems", "7", "body(1,", "GET /openapi.json")]
    [TestCase("POST", "/modems", "{\"name\":\"x\",\"endpoints\":[7]}", "$.endpoints[0]", "GET /openapi.json")]
    [TestCase("POST", "/modems", "{\"name\":7}", "$.name", "GET /openapi.json")]
    [TestCase("POST", "/modems", "{\"name\":\"a\",\"name\":\"b\"}", "twice", "GET /openapi.json")]
    [TestCase("POST", "/verify", "{\"expect\":\"once\",\"count\":\"x\"}", "$.count", "GET /openapi.json")]
    [TestCase("POST", "/clock/advance", "{\"milliseconds\":1e30}", "$.milliseconds", "GET /openapi.json")]
    public async Task A_mistake_is_told_without_the_frameworks_words(string method, string path, string? body, string where, string expected)
    {
        await using var bench = await ControlBench.StartAsync();
        var (status, problem) = await bench.SendAsync(new HttpMethod(method), path, body);
        var text = problem!.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest), text);
        Assert.That(text, Does.Contain(where).And.Contain(expected));
        foreach (var foreign in new[] { "Failed to bind", "Nullable", "Int64", "System.", "MbimEmulator.", "JSON value could", "deserialization", "LineNumber", "parameter" })
        {
            Assert.That(text, Does.Not.Contain(foreign));
        }
    }

    [TestCase("0.0.0.0:0")]
    [TestCase("192.0.2.1:80")]
    [TestCase("example.com:80")]
    [TestCase("127.0.0.1:70000")]
    [TestCase("")]
    public void An_address_that_others_reach_is_none(string address) =>
        Assert.That(() => ControlAddress.Parse(address), Throws.TypeOf<EndpointException>().With.Message.Contains("127.0.0.1:0"));

    [TestCase("public:0.0.0.0:5080", "0.0.0.0:5080")]
    [TestCase("public:[::]:5080", "[::]:5080")]
    [TestCase("127.0.0.1:5080", "127.0.0.1:5080")]
    [TestCase("modem:5080", "modem:5080")]
    [TestCase("modem.example:5080", "modem.example:5080")]
    public void A_client_connects_to_any_host(string address, string expected) =>
        Assert.That(ControlAddress.ParseTarget(address), Is.EqualTo((EndpointKind.Tcp, expected)));

    [TestCase("public:modem:5080")]
    [TestCase("public:0.0.0.0")]
    [TestCase("public:")]
    public void A_public_address_is_one_to_listen_at(string address) =>
        Assert.That(() => ControlAddress.Parse(address) is (EndpointKind.Tcp, _) ? "" : throw new EndpointException("not TCP"), Throws.TypeOf<EndpointException>());

    [TestCase("./c", EndpointKind.Socket)]
    [TestCase("/tmp/c.sock", EndpointKind.Socket)]
    [TestCase("@c", EndpointKind.Socket)]
    [TestCase("name", EndpointKind.Pipe)]
    [TestCase("127.0.0.1:0", EndpointKind.Tcp)]
    [TestCase("[::1]:80", EndpointKind.Tcp)]
    [TestCase("localhost:80", EndpointKind.Tcp)]
    [TestCase("LOCALHOST:80", EndpointKind.Tcp)]
    public void An_address_tells_its_carrier(string address, EndpointKind kind) => Assert.That(ControlAddress.Parse(address).Kind, Is.EqualTo(kind));

    [Test]
    public void Two_default_addresses_are_never_the_same() => Assert.That(Enumerable.Range(0, 100).Select(_ => ControlAddress.NewDefault()), Is.Unique);
}
