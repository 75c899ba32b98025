using MbimEmulator.Hosting.Scenarios;
using MbimEmulator.Scenarios;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting;

/// <summary>The scenarios of a run that change with their files.</summary>
internal static class ScenarioReload
{
    /// <summary>Watches the files of all modems until it is cancelled.</summary>
    /// <param name="options">What runs.</param>
    /// <param name="load">Replaces the one scenario by the other, and says how many modems had it.</param>
    /// <param name="loggerFactory">Creates the logger.</param>
    /// <param name="stopping">Ends it.</param>
    public static Task WatchAsync(EmulatorOptions options, Func<Scenario, Scenario, Task<int>> load, ILoggerFactory loggerFactory, CancellationToken stopping)
    {
        var logger = loggerFactory.CreateLogger<ScenarioFile>();
        return Task.WhenAll(
            from modem in options.Modems
            where modem is { ScenarioFile: not null, Scenario: not null }
            group modem.Scenario by modem.ScenarioFile into file
            select new ScenarioFile(file.Key, file.First(), load, TimeProvider.System, logger).WatchAsync(stopping));
    }

    /// <summary>Replaces a scenario on the modems that have it; one that was given another meanwhile keeps it.</summary>
    /// <returns>How many modems had it.</returns>
    /// <exception cref="ScenarioException">A modem's profile lacks what the scenario needs.</exception>
    public static async Task<int> ReplaceAsync(IEnumerable<RunningModem> modems, Scenario before, Scenario after)
    {
        var count = 0;
        foreach (var modem in modems)
        {
            await modem.Group.InvokeAsync(_ =>
            {
                if (ReferenceEquals(modem.Group.Faults.Scenario, before))
                {
                    if (after.FindUnmetNeeds(modem.Group.Modem.Profile) is [var need, ..])
                    {
                        throw new ScenarioException(after.Name, need.ToString());
                    }

                    modem.Group.Faults.Load(after);
                    count++;
                }
            }).ConfigureAwait(false);
        }

        return count;
    }
}
