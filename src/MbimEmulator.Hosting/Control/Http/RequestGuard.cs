using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Yaml;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>
/// Stands before every endpoint of the control API: who may ask (by TCP only whoever has the token, and no web page but the own one), what a body may
/// be, and how mistakes are told.
/// </summary>
/// <param name="options">The token that clients need, null on carriers that the file system guards and for what everybody may read; the address.</param>
/// <param name="hasOwnToken">Whether the emulator has made the token itself, and printed it.</param>
/// <param name="logger">Receives exceptions that indicate a bug.</param>
internal sealed partial class RequestGuard(ControlOptions options, bool hasOwnToken, ILogger logger)
{
    private static readonly JsonTypeInfo<ControlProblem> ProblemType =
        new ControlJson(new JsonSerializerOptions(ControlJson.Default.Options) { Encoder = PlainJsonEncoder.Instance }).ControlProblem;

    private readonly byte[]? _tokenHash = options.Token is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(options.Token));

    // A page of elsewhere may have its own name resolve to a loopback address. By which names others know this machine, nobody can tell: there the token alone counts.
    private readonly bool _isForLoopbackAlone = options.Kind == EndpointKind.Tcp && !ControlAddress.IsPublic(options.Address);

    /// <summary>Refuses a request that must not be; behind routing.</summary>
    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        Check(context);

        // What is open to all shows nothing of who asks.
        if (context.GetEndpoint()?.Metadata.GetMetadata<OpenToAll>() is null || (_tokenHash is not null && HasToken(context.Request)))
        {
            context.Features.Get<ConnectionPlace>()?.Heard();
        }

        return next(context);
    }

    /// <summary>Tells what goes wrong behind it; before everything else.</summary>
    public async Task ExplainAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await next(context).ConfigureAwait(false);
            if (context.Response.StatusCode >= 400 && !context.Response.HasStarted && context.Response.ContentType is null)
            {
                await WriteAsync(context, OfStatus(context)).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            context.Response.Clear();
            await WriteAsync(context, OfException(e)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client is gone, or takes nothing.
            context.Abort();
        }
    }

    private void Check(HttpContext context)
    {
        var request = context.Request;
        if (_isForLoopbackAlone && !IsLoopback(request.Host))
        {
            throw Refuse(403, "The Host header names another machine.", "Host", request.Host.Value, "127.0.0.1, [::1] or localhost, with the port");
        }

        // A page of the emulator's own has its address as its origin; any other page is somebody else's.
        if (request.Headers.Origin is { Count: > 0 } origin && !origin.ToString().Equals($"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase))
        {
            throw Refuse(403, "The request comes from a page of another origin.", "Origin", origin.ToString(), "no Origin header, or the emulator's own");
        }

        if (_tokenHash is not null && !HasToken(request) && context.GetEndpoint()?.Metadata.GetMetadata<OpenToAll>() is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            throw Refuse(401, "The token is missing or wrong.", "Authorization", null, hasOwnToken ? "Bearer and the token that the emulator printed at startup" : $"Bearer and the token of --control-token-file or {ControlAddress.TokenVariable}");
        }

        if (context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true
            && request.ContentLength != 0 && !IsOfType(request, "application/json")
            && !(context.GetEndpoint()?.Metadata.GetMetadata<TakesYaml>() is not null && IsOfType(request, TakesYaml.MediaType)))
        {
            throw Refuse(415, "The body is not JSON.", "Content-Type", request.ContentType, $"application/json, or {TakesYaml.MediaType} for a scenario; in UTF-8");
        }
    }

    private static bool IsLoopback(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsOfType(HttpRequest request, string mediaType) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    // Of hashes: how long a guess is right, and how long the token is, does not show in the time.
    private bool HasToken(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var value = request.Headers.Authorization.ToString();
        return value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(value[Scheme.Length..])), _tokenHash);
    }

    private static ControlException Refuse(int status, string title, string where, string? found, string expected) =>
        new(new ControlProblem(status, title) { Where = where, Found = found, Expected = expected });

    private static ControlProblem OfStatus(HttpContext context) => context.Response.StatusCode switch
    {
        404 => new(404, "There is no such resource.") { Where = "path", Found = context.Request.Path, Expected = "one of those that GET /openapi.json lists" },
        405 => new(405, "The resource does not support this method.")
        {
            Where = "method",
            Found = context.Request.Method,
            Expected = context.Response.Headers.Allow.ToString(),
        },
        400 => BadRequest.Explain(context.Request.Query),
        var status => new(status, $"The request was answered with {status}."),
    };

    private ControlProblem OfException(Exception exception)
    {
        switch (exception)
        {
            case ControlException control:
                return control.Problem;
            case BadHttpRequestException bad:
                return BadRequest.Explain(bad);
            case YamlFileException yaml:
                return new(400, "The YAML text is not valid.") { Where = "yaml", Detail = yaml.Message };
            case EndpointException endpoint:
                return new(409, endpoint.Message);
            case ObjectDisposedException or IOException or UnauthorizedAccessException:
                return new(409, exception.Message);
            default:
                Bug(logger, exception);
                return new(500, "The emulator has a bug; see its log for details.");
        }
    }

    private static Task WriteAsync(HttpContext context, ControlProblem problem)
    {
        context.Response.StatusCode = problem.Status;
        return context.Response.WriteAsJsonAsync(problem, ProblemType, "application/problem+json", context.RequestAborted);
    }

    [LoggerMessage(501, LogLevel.Error, "Bug in the control API")]
    private static partial void Bug(ILogger logger, Exception exception);
}
