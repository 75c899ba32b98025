using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Whether a rule acts.</summary>
public sealed record RuleChange : IRequestBody
{
    /// <summary>Whether it does.</summary>
    [Required]
    public bool? IsEnabled { get; set; }

    /// <summary>Members that a request must not have.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
