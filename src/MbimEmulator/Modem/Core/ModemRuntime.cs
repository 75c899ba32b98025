using MbimEmulator.Function;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Services;

namespace MbimEmulator.Modem.Core;

/// <summary>
/// What every part of the modem works with: profile, time, chance, and the notifications of the event under way. They leave when the event is
/// done, so that the answer to a command goes before the notifications of what it did.
/// </summary>
public sealed class ModemRuntime
{
    private readonly ModemClock _clock;
    private readonly RandomStream _random;
    private readonly INotificationSink _sink;
    private readonly Queue<Action> _notifications = [];

    internal ModemRuntime(ModemProfile profile, ModemClock clock, RandomStream random, INotificationSink sink)
    {
        (Profile, _clock, _random, _sink) = (profile, clock, random, sink);
        Timings = profile.Timings;
    }

    /// <summary>What the modem is.</summary>
    public ModemProfile Profile { get; }

    /// <summary>How long things take: as the profile says, until somebody says otherwise.</summary>
    public TimingsProfile Timings { get; internal set; }

    /// <summary>Called when something has changed that outlives power.</summary>
    internal Action Kept { get; set; } = static () => { };

    /// <summary>Now, by the modem's _clock.</summary>
    public DateTimeOffset UtcNow => _clock.UtcNow;

    /// <summary>Sends a notification when the event under way is done.</summary>
    public void Notify<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, TResponse value)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> =>
        _notifications.Enqueue(() => _sink.Indicate(cid, value));

    /// <summary>Sends a notification of a CID that is not declared when the event under way is done.</summary>
    public void Notify(Guid service, uint cid, ReadOnlySpan<byte> informationBuffer)
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

    /// <summary>The event is done.</summary>
    internal void Flush()
    {
        while (_notifications.TryDequeue(out var notification))
        {
            notification();
        }
    }
}
