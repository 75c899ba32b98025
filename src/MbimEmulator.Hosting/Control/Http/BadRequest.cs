using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>
/// Says in the API's own words what the framework could not read. Its texts name types of the code, and change with its versions; names and places are taken
/// out of them where they are there.
/// </summary>
internal static partial class BadRequest
{
    private static readonly string[] Numbers = ["from", "limit"];

    private const string Form = "the format given by GET /openapi.json";

    /// <summary>The answer to a request that could not be read.</summary>
    public static ControlProblem Explain(BadHttpRequestException exception) => exception switch
    {
        { InnerException: JsonException json } => OfJson(json),
        { StatusCode: 413 } => new(413, "The body is too long.") { Where = "body", Expected = $"at most {ControlServer.MaxBodySize} bytes" },
        { StatusCode: 408 } => new(408, "The body arrived too slowly.") { Where = "body" },
        { StatusCode: 415 } => new(415, "The body is not JSON.") { Where = "Content-Type", Expected = "application/json" },
        _ when exception.Message.Contains("body", StringComparison.OrdinalIgnoreCase) => new(400, "The body is missing.") { Where = "body", Expected = Form },
        _ => new(exception.StatusCode, "The request cannot be read.") { Expected = Form },
    };

    /// <summary>The answer to a request whose query the framework has refused.</summary>
    public static ControlProblem Explain(IQueryCollection query)
    {
        foreach (var (name, values) in query)
        {
            var expected = Numbers.Contains(name) && !long.TryParse(values, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? "a whole number"
                : name == "limit" && !int.TryParse(values, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? "a smaller number"
                : name == "personal" && !bool.TryParse(values, out _) ? "true or false"
                : null;
            if (expected is not null)
            {
                return ControlException.Invalid(name, values.ToString(), expected).Problem;
            }
        }

        return new(400, "The request cannot be read.") { Expected = Form };
    }

    private static ControlProblem OfJson(JsonException json)
    {
        var twice = Twice().Match(json.Message);
        var what = twice.Success ? $"'{twice.Groups["name"].Value}' occurs twice"
            : json.Path is null or "$" || json.InnerException is JsonException ? "the text is not valid JSON from here on"
            : "this value is not allowed here";
        return new(400, "The body is not valid JSON for this resource.")
        {
            Where = json.Path is null or "$" ? "body" : json.Path,
            Detail = json.LineNumber is { } line ? $"body({line + 1},{json.BytePositionInLine + 1}): {what}." : $"body: {what}.",
            Expected = Form,
        };
    }

    [GeneratedRegex("[Dd]uplicate property '(?<name>[^']*)'", RegexOptions.ExplicitCapture)]
    private static partial Regex Twice();
}
