using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Marks an endpoint whose body may be a scenario's YAML text (RFC 9512) instead of JSON, and reads such bodies.</summary>
internal sealed class TakesYaml
{
    /// <summary>The type of the text.</summary>
    public const string MediaType = "application/yaml";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The mark.</summary>
    public static TakesYaml Mark { get; } = new();

    /// <summary>Reads the body of a request that the guard has let pass.</summary>
    /// <exception cref="BadHttpRequestException">It is not what its type says.</exception>
    public static async ValueTask<NewScenario> ReadAsync(HttpRequest request)
    {
        try
        {
            if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
            {
                using var reader = new StreamReader(request.Body, Utf8);
                return new NewScenario { Yaml = await reader.ReadToEndAsync(request.HttpContext.RequestAborted).ConfigureAwait(false) };
            }

            return request.ContentLength == 0
                ? throw new BadHttpRequestException("The body is missing.")
                : await request.ReadFromJsonAsync<NewScenario>(request.HttpContext.RequestAborted).ConfigureAwait(false) ?? throw new BadHttpRequestException("The body is missing.");
        }
        catch (DecoderFallbackException)
        {
            throw ControlException.Invalid("body", "bytes that are not UTF-8", "YAML text in UTF-8");
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("The body is not valid.", StatusCodes.Status400BadRequest, e);
        }
    }
}
