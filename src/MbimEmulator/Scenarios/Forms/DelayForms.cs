using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>The keys of a <see cref="DelayTime"/>.</summary>
internal static class DelayForms
{
    public static readonly YamlKey<TimeSpan> Time = new("time", YamlForms.LongDuration, "A fixed time.");

    private static readonly YamlKey<(TimeSpan Min, TimeSpan Max)> Uniform = new("uniform", UniformForm(), "Evenly distributed between two bounds.");
    private static readonly YamlKey<TimeSpan> Median = new("median", YamlForms.LongDuration, "The median of a lognormal distribution; requires `sigma`.");
    private static readonly YamlKey<double> Sigma = new("sigma", YamlForms.Fraction(0, 10), "The standard deviation of the logarithm.");

    /// <summary>All of them.</summary>
    public static YamlKey[] Keys => [Time, Uniform, Median, Sigma];

    /// <summary>Reads the keys, of which exactly one way has to be there.</summary>
    public static DelayTime Read(YamlValues values)
    {
        values.Exclude(Time, Uniform);
        values.Exclude(Time, Median);
        values.Exclude(Uniform, Median);
        if (values.Find(Sigma) is { } sigma && values.Find(Median) is null)
        {
            throw sigma.Error("'sigma' without 'median'", "both");
        }

        if (values.GetOrNull(Uniform) is { } uniform)
        {
            return new DelayTime { Time = uniform.Min, Max = uniform.Max };
        }

        return values.GetOrNull(Median) is { } median
            ? new DelayTime { Time = median, Sigma = values.Require(Sigma) }
            : new DelayTime { Time = values.Require(Time) };
    }

    private static YamlForm<(TimeSpan Min, TimeSpan Max)> UniformForm() => new(
        "two times: `[1s, 2s]`",
        () => new() { ["type"] = "array", ["items"] = YamlForms.Duration.Schema(), ["minItems"] = 2, ["maxItems"] = 2 },
        item => item.Items() is [var min, var max] && min.Duration() < max.Duration()
            ? (min.Duration(), max.Duration())
            : throw item.Error("no two times", "the shorter one and the longer one, such as [1s, 2s]"));
}
