namespace MbimEmulator.Time;

/// <summary>Sums and multiples of times that end at the largest time instead of overflowing. No time is negative.</summary>
internal static class LongTime
{
    /// <summary>The sum.</summary>
    public static TimeSpan Add(TimeSpan time, TimeSpan further) => further > TimeSpan.MaxValue - time ? TimeSpan.MaxValue : time + further;

    /// <summary>The multiple.</summary>
    public static TimeSpan Multiply(TimeSpan time, int factor) =>
        factor > 0 && time > TimeSpan.MaxValue / factor ? TimeSpan.MaxValue : time * factor;
}
