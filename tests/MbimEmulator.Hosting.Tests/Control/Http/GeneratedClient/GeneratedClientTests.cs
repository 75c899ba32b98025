using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;
using MbimEmulator.Time;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace MbimEmulator.Hosting.Tests.Control.Http.GeneratedClient;

/// <summary>What a tool makes of the OpenAPI document compiles, and has every operation work.</summary>
[Platform("Linux,MacOsX")]
public sealed class GeneratedClientTests
{
    // It has no end, so a client that takes whole answers waits for ever; ControlServerTests follow it.
    private static readonly string[] Streams = ["followJournal"];

    [Test]
    public async Task A_client_generated_from_the_document_runs_the_whole_api([Values("/openapi-3.0.json", "/openapi-v1.json")] string document, [Values] bool isTcp)
    {
        await using var bench = await ControlBench.StartAsync(isTcp, time: new VirtualClock());
        var json = (await bench.GetAsync(document)).Body!;
        var program = await CompileAsync(json.ToJsonString());
        using var counting = new CountingHandler(bench.Handler());
        using var http = new HttpClient(counting) { BaseAddress = bench.Address, Timeout = Host.Guard };
        http.DefaultRequestHeaders.Authorization = isTcp ? new("Bearer", bench.Token) : null;
        await ((Task)program.GetMethod("RunAsync")!.Invoke(null, [http, bench.Folder["files"]])!).WaitAsync(Host.Guard);
        Assert.That(Operations(json).Where(operation => !counting.Requests.Any(request => Fits(operation, request))).Select(operation => operation.Id), Is.EquivalentTo(Streams));
    }

    private static async Task<Type> CompileAsync(string document)
    {
        var settings = new CSharpClientGeneratorSettings
        {
            ClassName = "ControlApi",
            ExceptionClass = "ControlApiException",
            UseBaseUrl = false,
            InjectHttpClient = true,
            GenerateOptionalParameters = false,
            CSharpGeneratorSettings = { Namespace = "Generated", JsonLibrary = CSharpJsonLibrary.SystemTextJson, GenerateNullableReferenceTypes = true, RequiredPropertiesMustBeDefined = true },
        };
        var client = new CSharpClientGenerator(await OpenApiDocument.FromJsonAsync(document), settings).GenerateFile();
        await using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("EveryOperation.cs")!;
        using var reader = new StreamReader(resource);
        var compilation = CSharpCompilation.Create(
            $"Generated{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(client), CSharpSyntaxTree.ParseText(await reader.ReadToEndAsync())],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.That(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty, client);
        return Assembly.Load(assembly.ToArray()).GetType("Generated.EveryOperation")!;
    }

    private static IEnumerable<(string Id, string Method, string[] Path)> Operations(JsonNode document) => document["paths"]!.AsObject().SelectMany(
        path => path.Value!.AsObject().Select(operation => ((string)operation.Value!["operationId"]!, operation.Key.ToUpperInvariant(), path.Key.Split('/'))));

    private static bool Fits((string Id, string Method, string[] Path) operation, (string Method, string Path) request)
    {
        var parts = request.Path.Split('/');
        return request.Method == operation.Method && parts.Length == operation.Path.Length
            && operation.Path.Zip(parts).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
    }

    private sealed class CountingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public ConcurrentQueue<(string Method, string Path)> Requests { get; } = new();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Enqueue((request.Method.Method, request.RequestUri!.AbsolutePath));
            return base.SendAsync(request, cancellationToken);
        }
    }
}
