using System.Text.Json;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The JSON body of a request.</summary>
public interface IRequestBody
{
    /// <summary>Members that the request must not have; null when there are none.</summary>
    Dictionary<string, JsonElement>? Unknown { get; }
}
