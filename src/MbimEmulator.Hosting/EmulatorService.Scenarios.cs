using MbimEmulator.Hosting.Scenarios;
using MbimEmulator.Scenarios;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting;

/// <content>Scenarios that change with their files.</content>
public sealed partial class EmulatorService
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;

    private void WatchScenarios()
    {
        var logger = loggerFactory.CreateLogger<ScenarioFile>();
        _watching = Task.WhenAll(
            from modem in options.Modems
            where modem is { ScenarioFile: not null, Scenario: not null }
            group modem.Scenario by modem.ScenarioFile into file
            select new ScenarioFile(file.Key, file.First(), LoadAsync, TimeProvider.System, logger).WatchAsync(_stopping.Token));
    }

    // A modem that was given another scenario meanwhile keeps it.
    private Task<int> LoadAsync(Scenario before, Scenario after) => ChangeAsync(
        async () =>
        {
            var count = 0;
            foreach (var modem in _modems)
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
        },
        _stopping.Token);
}
