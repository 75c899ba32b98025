using System.Text.Json;
using System.Text.Json.Serialization;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The state to put a scenario into.</summary>
public sealed record ScenarioStateChange : IRequestBody
{
    /// <summary>The state.</summary>
    public string State { get; set; } = "";

    /// <summary>Members that a request must not have.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
