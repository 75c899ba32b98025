using MbimEmulator.Modem.Slots;
using MbimEmulator.Profiles;

namespace MbimEmulator;

/// <summary>
/// One device with as many executors as its profile says (<see cref="ModemProfile.Executors"/>), each a modem group with a function of its own. They share
/// the device's SIM slots, its power and its Mobile Broadband service ("MB Multi-SIM operations").
/// </summary>
/// <example><code>
/// await using var device = new ModemDevice(new ModemGroupOptions { Profile = new ModemProfile { Executors = 2 } });
/// await using var second = await MbimDevice.OpenAsync(await device.Executors[1].ConnectAsync("my test"));
/// </code></example>
public sealed class ModemDevice : IAsyncDisposable
{
    private readonly MobileBroadbandService? _service;

    /// <summary>Makes the device; it is powered at once.</summary>
    /// <param name="options">
    /// What it is. Each executor's name is numbered on from the first one's, and its profile is <see cref="ModemIdentities.OfExecutor"/> of the device's.
    /// </param>
    /// <param name="configure">What is otherwise with one executor, given by its number; null for nothing. Name, profile, service and clock have to stay.</param>
    /// <exception cref="ArgumentException">The scenario cannot run on the modem, or the service has another clock.</exception>
    /// <exception cref="ModemProfileException">The profile has fewer slots than executors.</exception>
    public ModemDevice(ModemGroupOptions options, Func<ModemGroupOptions, int, ModemGroupOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _service = options.Service is null
            ? new MobileBroadbandService(new MobileBroadbandServiceOptions { TimeProvider = options.TimeProvider, LoggerFactory = options.LoggerFactory })
            : null;
        var executors = new ModemGroup[Math.Clamp(options.Profile.Executors, 1, ModemProfile.MaxExecutors)];
        ExecutorSeat? first = null;
        for (var executor = 0; executor < executors.Length; executor++)
        {
            var own = options with
            {
                Name = NumberedNames.Next(options.Name, executor),
                Profile = ModemIdentities.OfExecutor(options.Profile, executor),
                Service = options.Service ?? _service,
            };
            var seat = new ExecutorSeat(executor, first);
            executors[executor] = new ModemGroup(configure?.Invoke(own, executor) ?? own, seat);
            first ??= seat;
        }

        ModemGroup.Release(executors);
        Executors = executors;
    }

    /// <summary>Its executors, the first one first.</summary>
    public IReadOnlyList<ModemGroup> Executors { get; }

    /// <summary>Ends all its executors.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var executor in Executors)
        {
            await executor.DisposeAsync().ConfigureAwait(false);
        }

        if (_service is not null)
        {
            await _service.DisposeAsync().ConfigureAwait(false);
        }
    }
}
