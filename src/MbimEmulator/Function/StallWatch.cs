using MbimEmulator.Links;
using MbimEmulator.Time;

namespace MbimEmulator.Function;

/// <summary>Finds out when the peer of a stream has taken nothing for 30 s while its budget was used up. A PTY or USB host may do so.</summary>
/// <param name="clock">The modem's clock, which drives all timers.</param>
/// <param name="link">The link of the stream.</param>
/// <param name="stalled">Called with the reason to close it.</param>
internal sealed class StallWatch(ModemClock clock, ModemLink link, Action<string> stalled)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private ModemTimer? _timer;

    /// <summary>The budget may have been used up.</summary>
    public void Check()
    {
        if (_timer is null && link.Options.Carrier == CarrierKind.Stream && link.IsFull)
        {
            _timer = clock.Schedule(Limit, Judge);
        }
    }

    /// <summary>The link is of no interest any more.</summary>
    public void Stop()
    {
        _timer?.Cancel();
        _timer = null;
    }

    private void Judge()
    {
        _timer = null;
        if (!link.IsFull)
        {
            return;
        }

        var left = Limit - link.StalledFor;
        if (left > TimeSpan.Zero)
        {
            _timer = clock.Schedule(left, Judge);
        }
        else
        {
            stalled($"the host did not read for {Limit.TotalSeconds:0} s");
        }
    }
}
