using System.Text.Json;
using System.Text.Json.Serialization;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>A named fault to order.</summary>
public sealed record NewFault : IRequestBody
{
    /// <summary>Its id, or its number alone.</summary>
    public string Fault { get; set; } = "";

    /// <summary>What it is told, by parameter; what is left out has its default.</summary>
    public Dictionary<string, string>? Arguments { get; set; }

    /// <summary>Members that a request must not have.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
