using MbimEmulator.Time;

namespace MbimEmulator.Scenarios;

/// <summary>How long something takes: always the same, evenly between two bounds, or lognormal.</summary>
public sealed record DelayTime
{
    /// <summary>The fixed time, the lower bound, or the median.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>The upper bound of an even distribution; null for the others.</summary>
    public TimeSpan? Max { get; init; }

    /// <summary>The standard deviation of the logarithm of a lognormal distribution; null for the others.</summary>
    public double? Sigma { get; init; }

    /// <summary>Draws one.</summary>
    internal TimeSpan Draw(RandomStream random)
    {
        if (Max is { } max)
        {
            return Time + ((max - Time) * random.NextDouble());
        }

        if (Sigma is not { } sigma)
        {
            return Time;
        }

        // Box and Muller: two even draws make one of the normal distribution.
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return TimeSpan.FromSeconds(Math.Min(Time.TotalSeconds * Math.Exp(sigma * normal), TimeSpan.FromDays(1).TotalSeconds));
    }
}
