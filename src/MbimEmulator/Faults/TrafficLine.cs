using MbimEmulator.Scenarios;
using MbimEmulator.Time;

namespace MbimEmulator.Faults;

/// <summary>
/// The wire to one host: what goes on it goes in order, each behind its gap and no faster than the throttle lets it. Bounded: what a host would have to wait for
/// longer than the budget lasts is dropped where it may be, and counted.
/// </summary>
internal sealed class TrafficLine(ModemClock clock) : ITrafficLine
{
    /// <summary>Transfers that wait at most, apart from answers.</summary>
    public const int MaxWaiting = 4096;

    private readonly Queue<(TimeSpan Gap, int Length, Action Send)> _waiting = [];
    private ModemTimer? _timer;
    private TimeSpan _freeAt;
    private TimeSpan _throttleEnds;
    private int _bytesPerSecond;

    /// <summary>Whether something waits, or has to.</summary>
    public bool IsBusy => _timer is not null || _waiting.Count > 0 || Rate > 0 || (_freeAt > TimeSpan.Zero && _freeAt > clock.Elapsed);

    /// <summary>Whether what may be dropped is to be.</summary>
    public bool IsFull => _waiting.Count >= MaxWaiting;

    private int Rate => _bytesPerSecond > 0 && _throttleEnds > clock.Elapsed ? _bytesPerSecond : 0;

    /// <inheritdoc/>
    public void Stall(TimeSpan time) => _freeAt = LongTime.Add(Max(_freeAt, clock.Elapsed), time);

    /// <inheritdoc/>
    public void Throttle(int bytesPerSecond, TimeSpan? time)
    {
        _bytesPerSecond = bytesPerSecond;
        _throttleEnds = bytesPerSecond == 0 ? TimeSpan.Zero : LongTime.Add(clock.Elapsed, time ?? TimeSpan.MaxValue);
    }

    /// <summary>Something goes when its turn has come: at once when nothing waits.</summary>
    public void Send(TimeSpan gap, int length, Action send)
    {
        _waiting.Enqueue((gap, length, send));
        if (_timer is null)
        {
            Advance(startsGap: true);
        }
    }

    /// <summary>What waits is thrown away.</summary>
    public void Clear()
    {
        _waiting.Clear();
        _timer?.Cancel();
        _timer = null;
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private void Advance(bool startsGap)
    {
        while (_waiting.TryPeek(out var next))
        {
            // The gap runs from when the one before has gone.
            if (startsGap)
            {
                _freeAt = LongTime.Add(Max(_freeAt, clock.Elapsed), next.Gap);
            }

            if (_freeAt > clock.Elapsed)
            {
                _timer = clock.Schedule(_freeAt - clock.Elapsed, () =>
                {
                    _timer = null;
                    Advance(startsGap: false);
                });
                return;
            }

            _waiting.Dequeue();
            _freeAt = Rate > 0 ? clock.Elapsed + TimeSpan.FromSeconds((double)next.Length / Rate) : TimeSpan.Zero;
            startsGap = true;
            next.Send();
        }
    }
}
