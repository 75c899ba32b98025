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
