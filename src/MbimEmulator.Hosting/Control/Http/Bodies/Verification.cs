using System.Text.Json;
using System.Text.Json.Serialization;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>What the journal is held against.</summary>
public sealed record Verification : IRequestBody
{
    /// <summary>once, exactly, atLeast, atMost, never, inOrder, always or noFindings.</summary>
    public string Expect { get; set; } = "";

    /// <summary>What messages have to be, in the text form: one, for inOrder any number, for always two, for noFindings none.</summary>
    public IReadOnlyList<string>? Patterns { get; set; }

    /// <summary>How many, for exactly, atLeast and atMost.</summary>
    public int? Count { get; set; }

    /// <summary>The first entry that counts.</summary>
    public long? From { get; set; }

    /// <summary>The modem whose messages count; all if it is left out.</summary>
    public string? Modem { get; set; }

    /// <summary>The host's connection whose messages count; all if it is left out.</summary>
    public string? Host { get; set; }

    /// <summary>
    /// How long to wait in real time, with its unit, such as 500ms, 30s or 2m, at most 10m; not at all if it is left out. never, atMost, always and noFindings
    /// must hold for all of this time; the others end as soon as they are met.
    /// </summary>
    public string? Timeout { get; set; }

    /// <summary>Members that a request must not have.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
