using System.Text.Json;
using System.Text.Json.Serialization;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>A modem to add.</summary>
public sealed record NewModem : IRequestBody
{
    /// <summary>1 to 64 letters, digits, -, _ and .; unique in the run.</summary>
    public string Name { get; set; } = "";

    /// <summary>The name of a built-in profile; the default one if there is no text either.</summary>
    public string? Profile { get; set; }

    /// <summary>The YAML text of a profile, instead of a name.</summary>
    public string? Yaml { get; set; }

    /// <summary>Where hosts connect to it, at most 16: a pipe's name, a loopback TCP address, or the name of a socket or PTY in the folder for files; by default a pipe of the modem's name.</summary>
    public IReadOnlyList<EndpointAddress>? Endpoints { get; set; }

    /// <summary>Members that a request must not have.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
