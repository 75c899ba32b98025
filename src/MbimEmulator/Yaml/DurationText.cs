using System.Globalization;

namespace MbimEmulator.Yaml;

/// <summary>A time as people write it: a whole number with its unit, such as 250ms, 2s or 1m, up to a day.</summary>
public static class DurationText
{
    /// <summary>Its form in words, for errors.</summary>
    public const string Form = "a time of up to a day with its unit, such as 250ms, 2s or 1m";

    /// <summary>Reads it; false when it is none.</summary>
    public static bool TryParse(string text, out TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(text);
        var unitStart = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var milliseconds = unitStart < 1 ? 0 : text[unitStart..] switch
        {
            "ms" => 1,
            "s" => 1000,
            "m" => 60_000,
            _ => 0,
        };
        var isTime = int.TryParse(text.AsSpan(0, Math.Max(0, unitStart)), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && milliseconds > 0
            && (long)number * milliseconds <= (long)TimeSpan.FromDays(1).TotalMilliseconds;
        time = isTime ? TimeSpan.FromMilliseconds((long)number * milliseconds) : default;
        return isTime;
    }
}
