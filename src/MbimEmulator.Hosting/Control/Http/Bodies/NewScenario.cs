using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>A scenario to load: one of the three.</summary>
public sealed record NewScenario : IRequestBody
{
    /// <summary>Its YAML text.</summary>
    public string? Yaml { get; set; }

    /// <summary>The name of a built-in scenario.</summary>
    public string? Name { get; set; }

    /// <summary>The name of a YAML file in the folder for files.</summary>
    public string? File { get; set; }

    /// <summary>Reads it: JSON, or the YAML text itself.</summary>
    public static async ValueTask<NewScenario?> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await TakesYaml.ReadAsync(context.Request).ConfigureAwait(false);
    }

    /// <summary>Members that a request must not have.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
