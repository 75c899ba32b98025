using System.Text.Json;
using System.Text.Json.Serialization;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>What a change is made with.</summary>
public sealed record ChangeArguments : IRequestBody
{
    /// <summary>As many as the change has parameters; those in brackets may be left out.</summary>
    public IReadOnlyList<string>? Arguments { get; set; }

    /// <summary>Members that a request must not have.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
