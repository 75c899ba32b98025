using System.Diagnostics;

namespace MbimEmulator.Benchmarks;

/// <summary>
/// Two sides of one comparison, measured in turn in the same run, so that what else the machine does hits both. The result is the median of
/// the rounds, and the median of the rounds' own ratios.
/// </summary>
/// <param name="Ours">Seconds per operation, ours.</param>
/// <param name="Theirs">Seconds per operation, the other side's.</param>
/// <param name="Factor">How many times faster ours is.</param>
internal sealed record PairedRun(double Ours, double Theirs, double Factor)
{
    public const int Rounds = 21;

    // The runtime compiles what is called often anew, in the background and after a pause: rounds before that would measure the wrong code.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static async Task<PairedRun> MeasureAsync(int operations, Func<Task<TimeSpan>> ours, Func<Task<TimeSpan>> theirs)
    {
        List<double> left = [];
        List<double> right = [];
        var started = Stopwatch.GetTimestamp();
        for (var warmUp = 0; warmUp < 5 || Stopwatch.GetElapsedTime(started) < WarmUp; warmUp++)
        {
            await ours();
            await theirs();
        }

        for (var round = 0; round < Rounds; round++)
        {
            // Whoever comes second finds the caches warmer: take turns.
            var oursFirst = round % 2 == 0;
            var first = await (oursFirst ? ours : theirs)();
            var second = await (oursFirst ? theirs : ours)();
            left.Add((oursFirst ? first : second).TotalSeconds / operations);
            right.Add((oursFirst ? second : first).TotalSeconds / operations);
        }

        return new PairedRun(Median(left), Median(right), Median(right.Zip(left, (theirs, ours) => theirs / ours)));
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
