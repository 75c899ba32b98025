using System.Diagnostics.CodeAnalysis;
using MbimEmulator.Card;
using MbimEmulator.Function;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Services;

namespace MbimEmulator.Modem.Core;

/// <summary>
/// The modem as its modules work with it: profile, time, chance, what was kept, and the notifications of the event under way. They leave when the
/// event is done, so that the answer to a command goes before the notifications of what it did.
/// </summary>
public sealed class ModuleContext
{
    private readonly ModemClock _clock;
    private readonly RandomStream _random;
    private readonly INotificationSink _sink;
    private readonly TrafficPipeline _pipeline;
    private readonly ModemSnapshot? _snapshot;
    private readonly Queue<Action> _notifications;
    private readonly ModuleContext _shared;
    private TimingsProfile _timings;
    private Action _kept = static () => { };
    private Action _powerCycle = static () => { };
    private Action _powerOff = static () => { };

    internal ModuleContext(ModemProfile profile, ModemClock clock, RandomStream random, INotificationSink sink, TrafficPipeline pipeline, ModemSnapshot? snapshot)
    {
        (Profile, _clock, _random, _sink, _pipeline, _snapshot) = (profile, clock, random, sink, pipeline, snapshot);
        (_notifications, _shared, _timings) = ([], this, profile.Timings);
    }

    private ModuleContext(ModuleContext shared, RandomStream random)
    {
        (Profile, _clock, _random, _sink, _pipeline, _snapshot) = (shared.Profile, shared._clock, random, shared._sink, shared._pipeline, shared._snapshot);
        (_notifications, _shared, _timings) = (shared._notifications, shared, shared._timings);
    }

    /// <summary>What the modem is.</summary>
    public ModemProfile Profile { get; }

    /// <summary>How long things take: as the profile says, until somebody says otherwise.</summary>
    public TimingsProfile Timings => _shared._timings;

    /// <summary>Chance: a module's own, if it is not built in.</summary>
    public RandomStream Random => _random;

    /// <summary>Now, on the modem's clock.</summary>
    public DateTimeOffset UtcNow => _clock.UtcNow;

    /// <summary>How long the modem's clock has run; it never goes back.</summary>
    internal TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Whether nothing was kept of the modem: it is a new one.</summary>
    internal bool IsNew => _snapshot is null;

    /// <summary>What was kept of a module over power and runs, for when it is made.</summary>
    /// <returns>False for a new modem, or when nothing was kept of the module.</returns>
    public bool TryRestore<T>(SnapshotSection<T> section, [MaybeNullWhen(false)] out T kept)
        where T : notnull
    {
        kept = default;
        return _snapshot is not null && _snapshot.TryFind(section, out kept);
    }

    /// <summary>Something has changed of what <see cref="ModemModule.TakeSnapshot"/> gives.</summary>
    public void Keep() => _shared._kept();

    /// <summary>Sends a notification when the event under way is done, if the modem has the CID.</summary>
    public void Notify<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, TResponse value)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>
    {
        ArgumentNullException.ThrowIfNull(cid);
        if (Profile.Services.Has(cid.Service, cid.Number))
        {
            _notifications.Enqueue(() => _sink.Indicate(cid, value));
        }
    }

    /// <summary>Sends a notification of a CID that is not declared when the event under way is done, if the modem has the CID.</summary>
    public void Notify(Guid service, uint cid, ReadOnlySpan<byte> informationBuffer)
    {
        if (Profile.Services.Has(service, cid))
        {
            Indicate(service, cid, informationBuffer);
        }
    }

    /// <summary>The same for a device service of the profile's own.</summary>
    internal void Indicate(Guid service, uint cid, ReadOnlySpan<byte> informationBuffer)
    {
        var bytes = informationBuffer.ToArray();
        _notifications.Enqueue(() => _sink.Indicate(service, cid, bytes));
    }

    /// <summary>The MBIMEx version that the host agreed on.</summary>
    public MbimExVersion Version => _sink.Version;

    /// <summary>Runs an action, as an event of its own, after exactly this time.</summary>
    public ModemTimer After(TimeSpan delay, Action action) =>
        _clock.Schedule(delay, () =>
        {
            action();
            Flush();
        });

    /// <summary>Runs an action, as an event of its own, after one of the timings and its jitter.</summary>
    public ModemTimer Take(TimeSpan timing, Action action)
    {
        var jitter = Timings.Jitter;
        return After(jitter == 0 ? timing : LongTime.Add(timing, LongTime.Multiply(timing / 100, _random.Next(jitter + 1))), action);
    }

    /// <summary>The modem loses power and starts again, as an event of its own, after one of the timings.</summary>
    public ModemTimer PowerCycle(TimeSpan timing) => Take(timing, _shared._powerCycle);

    /// <summary>The modem turns itself off, as an event of its own, after one of the timings; it is off until somebody plugs it in again.</summary>
    internal ModemTimer PowerOff(TimeSpan timing) => Take(timing, _shared._powerOff);

    /// <summary>A terminal's way to a card.</summary>
    /// <param name="client">The terminal's name; null for the modem itself.</param>
    internal CardInterface MakeCardInterface(string? client = null) => new(_pipeline, After, Flush, client);

    /// <summary>The same for a module that draws chance by its own name.</summary>
    internal ModuleContext Fork(string module) => new(_shared, _random.Fork(module));

    /// <summary>Things take another time from now on.</summary>
    internal void ChangeTimings(Func<TimingsProfile, TimingsProfile> change) => _shared._timings = change(_shared._timings);

    /// <summary>Has an action called by <see cref="PowerCycle"/> from now on.</summary>
    internal void OnPowerCycle(Action powerCycle) => _shared._powerCycle = powerCycle;

    /// <summary>Has an action called by <see cref="PowerOff"/> from now on.</summary>
    internal void OnPowerOff(Action powerOff) => _shared._powerOff = powerOff;

    /// <summary>Has an action called by <see cref="Keep"/> from now on.</summary>
    internal void OnKept(Action kept) => _shared._kept = kept;

    /// <summary>The event is done.</summary>
    internal void Flush()
    {
        while (_notifications.TryDequeue(out var notification))
        {
            notification();
        }
    }
}
