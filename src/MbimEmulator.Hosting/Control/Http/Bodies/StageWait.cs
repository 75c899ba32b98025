using System.Text.Json;
using System.Text.Json.Serialization;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>What is waited for.</summary>
public sealed record StageWait : IRequestBody
{
    /// <summary>accepting, ready, registered, attached or connected; ready if it is left out.</summary>
    public string? Stage { get; set; }

    /// <summary>The modem; all if it is left out.</summary>
    public string? Modem { get; set; }

    /// <summary>How long to wait in real time, with its unit, such as 500ms, 30s or 2m; 30s if it is left out, at most 10m.</summary>
    public string? Timeout { get; set; }

    /// <summary>Members that a request must not have.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
