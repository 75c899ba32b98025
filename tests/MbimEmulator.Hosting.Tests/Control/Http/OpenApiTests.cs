using System.Net;
using MbimEmulator.Hosting.Control.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace MbimEmulator.Hosting.Tests.Control.Http;

[Platform("Linux,MacOsX")]
public sealed class OpenApiTests
{
    [Test]
    public async Task Every_endpoint_is_in_the_document_and_nothing_else()
    {
        await using var bench = await ControlBench.StartAsync();
        var (status, document) = await bench.GetAsync("/openapi.json");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        var documented = document!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));
        await using var application = WebApplication.CreateSlimBuilder().Build();
        ControlServer.MapAll(application);
        var mapped = ((IEndpointRouteBuilder)application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText}"));
        Assert.That(documented, Is.EquivalentTo(mapped));
    }

    [Test]
    public async Task What_may_be_left_out_is_not_required_and_numbers_are_numbers([Values("/openapi.json", "/openapi-3.0.json")] string path)
    {
        await using var bench = await ControlBench.StartAsync();
        var document = (await bench.GetAsync(path)).Body!;
        var schemas = document["components"]!["schemas"]!;
        Assert.Multiple(() =>
        {
            Assert.That((string?)document["openapi"], Does.StartWith(path.Contains("3.0", StringComparison.Ordinal) ? "3.0" : "3.1"));
            Assert.That(Required("ScenarioState"), Is.EquivalentTo(new[] { "state", "elapsedMilliseconds", "rules" }));
            Assert.That(Required("NewModem"), Is.EquivalentTo(new[] { "name" }));
            Assert.That(Required("RuleChange"), Is.EquivalentTo(new[] { "isEnabled" }));
            Assert.That(Required("ClockAdvance"), Is.Empty);
            Assert.That((string?)schemas["SignalStatus"]!["properties"]!["rssi"]!["type"], Is.EqualTo("integer"));
            Assert.That((string?)schemas["ScenarioState"]!["properties"]!["name"]!["type"], Is.EqualTo("string"));
            Assert.That((bool?)schemas["NewModem"]!["additionalProperties"], Is.False);
            Assert.That((string?)document["components"]!["securitySchemes"]!["bearer"]!["scheme"], Is.EqualTo("bearer"));
        });

        IEnumerable<string> Required(string schema) => schemas[schema]!["required"]?.AsArray().Select(name => (string)name!) ?? [];
    }

    [Test]
    public async Task Every_operation_says_who_may_call_it_and_how_it_fails([Values] bool isTcp)
    {
        await using var bench = await ControlBench.StartAsync(isTcp);
        var operations = (await bench.GetAsync("/openapi.json")).Body!["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject(), (path, operation) => (path.Key, Operation: operation.Value!)).ToList();
        Assert.Multiple(() =>
        {
            foreach (var (path, operation) in operations)
            {
                var isOpen = path is "/healthz" or "/readyz";
                var responses = operation["responses"]!.AsObject();
                Assert.That(responses.ContainsKey("401"), Is.EqualTo(!isOpen), path);
                Assert.That(operation["security"]?.AsArray().Count ?? 0, Is.EqualTo(isOpen ? 0 : isTcp ? 1 : 2), path);
                Assert.That(responses.ContainsKey("default") && responses.Any(response => response.Key.StartsWith('2')), path);
            }
        });
        Assert.That(operations.Where(each => each.Operation["requestBody"]?["content"]?["application/yaml"] is not null).Select(each => each.Key), Is.EquivalentTo(new[] { "/modems/{modem}/scenario", "/modems/{modem}/rules" }));
    }

    [Test]
    public async Task Every_operation_has_a_name_of_its_own_a_summary_and_an_answer()
    {
        await using var bench = await ControlBench.StartAsync();
        var operations = (await bench.GetAsync("/openapi.json")).Body!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(operations.Select(operation => (string)operation["operationId"]!), Is.Unique);
            Assert.That(operations.Select(operation => (string?)operation["summary"]), Has.None.Null.Or.Empty);
            Assert.That(operations.Select(operation => operation["responses"]!.AsObject().Count), Has.None.Zero);
        });
    }
}
