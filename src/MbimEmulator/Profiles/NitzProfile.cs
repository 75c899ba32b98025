using System.Globalization;

namespace MbimEmulator.Profiles;

/// <summary>What the networks tell of time and time zone (NITZ). The time itself is that of the modem's clock.</summary>
public sealed record NitzProfile
{
    /// <summary>Whether a network tells it as soon as the modem has registered.</summary>
    public bool AtRegistration { get; init; } = true;

    /// <summary>Minutes that local time is ahead of UTC, daylight saving time included: -720 to 840 in steps of 15; null when the networks do not tell.</summary>
    public int? Zone { get; init; } = 0;

    /// <summary>Minutes of daylight saving time in it: 0, 60 or 120; null when the networks do not tell.</summary>
    public int? DaylightSaving { get; init; } = 0;

    /// <summary>What a zone looks like.</summary>
    internal const string ZoneForm = "-12:00 to +14:00 in steps of 15 minutes, such as +01:00, or none";

    /// <summary>What daylight saving time looks like.</summary>
    internal const string DaylightSavingForm = "0, 60 or 120 (minutes), or none";

    /// <summary>Reads a zone as profiles and changes write it: <c>+01:00</c>, or <c>none</c>.</summary>
    internal static bool TryParseZone(string text, out int? minutes)
    {
        minutes = null;
        if (text == "none")
        {
            return true;
        }

        if (text is not [('+' or '-') and var sign, _, _, ':', _, _]
            || !int.TryParse(text.AsSpan(1, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var rest)
            || rest is not (0 or 15 or 30 or 45))
        {
            return false;
        }

        minutes = ((hours * 60) + rest) * (sign == '-' ? -1 : 1);
        return minutes is >= -720 and <= 840;
    }

    /// <summary>Reads daylight saving time as profiles and changes write it (3GPP TS 24.008, 10.5.3.12).</summary>
    internal static bool TryParseDaylightSaving(string text, out int? minutes)
    {
        minutes = text switch
        {
            "0" => 0,
            "60" => 60,
            "120" => 120,
            _ => null,
        };
        return minutes is not null || text == "none";
    }
}
