using System.Text.Json;
using System.Text.Json.Serialization;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>A capture to begin.</summary>
public sealed record NewCapture : IRequestBody
{
    /// <summary>A new file's name in the folder for files.</summary>
    public string File { get; set; } = "";

    /// <summary>Members that a request must not have.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
