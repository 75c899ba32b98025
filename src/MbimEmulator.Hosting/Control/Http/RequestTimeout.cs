using MbimEmulator.Yaml;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>How long a request may wait, as its body says it.</summary>
internal static class RequestTimeout
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(10);

    /// <summary>Reads it.</summary>
    /// <exception cref="ControlException">It is no time, or too long.</exception>
    public static TimeSpan Of(string text) => DurationText.TryParse(text, out var time) && time <= Most
        ? time
        : throw ControlException.Invalid("timeout", text, "a whole number with its unit, such as 500ms, 30s or 2m, at most 10m");
}
