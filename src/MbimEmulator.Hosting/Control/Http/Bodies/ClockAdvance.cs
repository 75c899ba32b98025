using System.Text.Json;
using System.Text.Json.Serialization;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>How far the virtual clock moves.</summary>
public sealed record ClockAdvance : IRequestBody
{
    /// <summary>0 to a year.</summary>
    public long Milliseconds { get; set; }

    /// <summary>Members that a request must not have.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
