using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Scenarios;

/// <summary>
/// A scenario's file that may change while the emulator runs. It is looked at again and again, which every file system carries; a changed file is
/// read once it has stood still for a period, and applied when it is right, or else refused with a line in the log, and the old one stays.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="scenario">The scenario that was loaded from the file.</param>
/// <param name="load">Replaces the one scenario by the other, and says how many modems had it.</param>
/// <param name="time">The clock that determines when to check the file.</param>
/// <param name="logger">Receives reload and error messages.</param>
public sealed class ScenarioFile(string file, Scenario scenario, Func<Scenario, Scenario, Task<int>> load, TimeProvider time, ILogger logger)
{
    /// <summary>The time between two looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private Scenario _loaded = scenario;
    private (DateTime Written, long Length) _taken = StampOf(file);
    private (DateTime Written, long Length) _seen = StampOf(file);

    /// <summary>Looks at the file until it is cancelled.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                await LookAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Looks at the file once.</summary>
    internal async Task LookAsync()
    {
        var stamp = StampOf(file);
        var stands = stamp == _seen;
        _seen = stamp;
        if (!stands || stamp == _taken)
        {
            return;
        }

        _taken = stamp;
        try
        {
            var changed = stamp.Length < 0 ? throw new ScenarioException(file, "the file no longer exists.") : ScenarioLibrary.Load(file);
            Check(changed);
            var count = await load(_loaded, changed).ConfigureAwait(false);
            _loaded = changed;
            ScenarioLog.Loaded(logger, file, count);
        }
        catch (ScenarioException e)
        {
            ScenarioLog.Refused(logger, e.Message);
        }
    }

    // What a modem is made with cannot change under it.
    private void Check(Scenario changed)
    {
        var other = changed.Profile != _loaded.Profile ? "profile" : changed.Seed != _loaded.Seed ? "seed" : changed.Clock != _loaded.Clock ? "clock" : null;
        if (other is not null)
        {
            throw new ScenarioException(file, $"the {other} has changed; expected the one that the modem was started with. Restart it to apply the change.");
        }
    }

    // A file that is not there has the time 1601 and no length.
    private static (DateTime Written, long Length) StampOf(string file)
    {
        var info = new FileInfo(file);
        return (info.LastWriteTimeUtc, info.Exists ? info.Length : -1);
    }
}
