using System.Text.Json;
using System.Text.Json.Serialization;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>How far the virtual clock moves: one of the two.</summary>
public sealed record ClockAdvance : IRequestBody
{
    /// <summary>The time with its unit, as scenarios have it: 200ms, 10s, 5m; up to a day.</summary>
    public string? Time { get; set; }

    /// <summary>The time in milliseconds instead, 0 to a year.</summary>
    public long? Milliseconds { get; set; }

    /// <summary>Members that a request must not have.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
