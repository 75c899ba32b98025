using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>How the OpenAPI documents are made: the newest form, and 3.0 for tools that do not read it. Both say the same.</summary>
internal static class OpenApiDocuments
{
    private const string Scheme = "bearer";
    private const string Problem = "application/problem+json";

    /// <summary>The document of OpenAPI 3.1.</summary>
    public const string Newest = "v1";

    /// <summary>The document of OpenAPI 3.0.</summary>
    public const string Older = "3.0";

    /// <summary>Adds both.</summary>
    /// <param name="services">The services of the server.</param>
    /// <param name="needsToken">Whether this server wants a token; the others let in whom the system lets in.</param>
    public static void Add(IServiceCollection services, bool needsToken)
    {
        services.AddOpenApi(Newest, options => Configure(options, OpenApiSpecVersion.OpenApi3_1, needsToken));
        services.AddOpenApi(Older, options => Configure(options, OpenApiSpecVersion.OpenApi3_0, needsToken));
    }

    private static void Configure(OpenApiOptions options, OpenApiSpecVersion version, bool needsToken)
    {
        options.OpenApiVersion = version;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Correct(schema, context);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, cancellationToken) => DescribeAsync(operation, context, needsToken, cancellationToken));
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "MBIM emulator control API";
            document.Info.Version = "1";
            document.Info.Description = "Errors are application/problem+json. Over TCP, every request except /healthz and /readyz needs a token.";
            document.Servers?.Clear();
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = Scheme,
                Description = "The token of a control API over TCP; on a socket or a pipe there is none.",
            };
            return Task.CompletedTask;
        });
    }

    // Of an answer, a member that would be null is left out. Of a request, what has no default has to be there, and nothing unknown may be.
    private static void Correct(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (schema.Type == JsonSchemaType.Array && schema.Items is null)
        {
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.Object };
        }

        if (context.JsonPropertyInfo is not null || schema.Properties is not { Count: > 0 } properties)
        {
            return;
        }

        var isRequest = typeof(IRequestBody).IsAssignableFrom(context.JsonTypeInfo.Type);
        var nullability = new NullabilityInfoContext();
        schema.Required = context.JsonTypeInfo.Properties
            .Where(property => properties.ContainsKey(property.Name) && property.AttributeProvider is PropertyInfo member
                && (nullability.Create(member).ReadState == NullabilityState.NotNull || member.IsDefined(typeof(RequiredAttribute))))
            .Select(property => property.Name).ToHashSet();
        schema.AdditionalPropertiesAllowed = !isRequest;
        foreach (var (name, property) in properties)
        {
            if (property is OpenApiSchema { Type: { } type } member && (!isRequest || schema.Required.Contains(name)))
            {
                member.Type = type & ~JsonSchemaType.Null;
            }
        }
    }

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, bool needsToken, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var problem = await context.GetOrCreateSchemaAsync(typeof(ControlProblem), null, cancellationToken).ConfigureAwait(false);
        operation.Responses ??= [];
        if (!metadata.OfType<OpenToAll>().Any())
        {
            var reference = new OpenApiSecuritySchemeReference(Scheme, context.Document);
            operation.Security = needsToken
                ? [new OpenApiSecurityRequirement { [reference] = [] }]
                : [new OpenApiSecurityRequirement(), new OpenApiSecurityRequirement { [reference] = [] }];
            operation.Responses["401"] = Response("The token is missing or wrong.", problem);
        }

        operation.Responses["default"] = Response("The request cannot be done.", problem);
        if (metadata.OfType<TakesYaml>().Any() && operation.RequestBody?.Content is { } content)
        {
            content[TakesYaml.MediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The YAML text of a scenario." } };
        }
    }

    private static OpenApiResponse Response(string description, OpenApiSchema schema) =>
        new() { Description = description, Content = new Dictionary<string, OpenApiMediaType> { [Problem] = new() { Schema = schema } } };
}
