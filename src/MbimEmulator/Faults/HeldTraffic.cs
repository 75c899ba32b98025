using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;

namespace MbimEmulator.Faults;

/// <summary>What rules have delayed, held or put behind others, and what they have left for whoever opens the function next.</summary>
/// <param name="clock">Time.</param>
/// <param name="run">Has traffic go on among the rules.</param>
internal sealed class HeldTraffic(ModemClock clock, Action<FaultTraffic, RulePosition> run)
{
    private const int MaxHeld = 4096;

    // As many as a driver has room for, and some more.
    private const int MaxLeft = 64;

    private readonly List<HeldPiece> _held = [];
    private readonly List<byte[]> _left = [];

    /// <summary>Whether nothing waits, apart from what was left for the next host.</summary>
    public bool IsEmpty => _held.Count == 0;

    /// <summary>Whether messages were left for the next host.</summary>
    public bool HasLeft => _left.Count > 0;

    /// <summary>Holds traffic until so many others have come.</summary>
    /// <param name="traffic">What waits.</param>
    /// <param name="next">Where its rules go on.</param>
    /// <param name="count">How many.</param>
    /// <param name="isAwaited">What they are: null for messages the other way.</param>
    /// <param name="within">When it goes in any case; null for never.</param>
    /// <returns>Whether there was room.</returns>
    public bool TryHold(FaultTraffic traffic, RulePosition next, int count, Func<FaultTraffic, bool>? isAwaited, TimeSpan? within)
    {
        if (_held.Count >= MaxHeld)
        {
            return false;
        }

        var held = new HeldPiece(traffic, next, isAwaited) { Remaining = count };
        if (within is { } limit)
        {
            held.Timer = clock.Schedule(limit, () => Release(held));
        }

        _held.Add(held);
        return true;
    }

    /// <summary>Keeps a message for the next host.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryLeave(byte[] message)
    {
        if (_left.Count >= MaxLeft)
        {
            return false;
        }

        _left.Add(message);
        return true;
    }

    /// <summary>What was left for the next host, which gets it now.</summary>
    public List<byte[]> TakeLeft()
    {
        var left = _left.ToList();
        _left.Clear();
        return left;
    }

    /// <summary>A message comes: what waits for it to go the other way is released.</summary>
    public void Comes(TransferDirection direction, ModemLink? link) => Release(held =>
        held.IsAwaited is null && held.Traffic.Port.Direction != direction && held.Traffic.Port.Link == link);

    /// <summary>Traffic has gone: what waits for it to overtake is released.</summary>
    public void HasGone(FaultTraffic passed) => Release(held => held.Traffic != passed && held.IsAwaited?.Invoke(passed) == true);

    /// <summary>What waits is thrown away.</summary>
    public void Clear()
    {
        _held.Clear();
        _left.Clear();
    }

    private void Release(Predicate<HeldPiece> isAwaited)
    {
        foreach (var held in _held.FindAll(isAwaited))
        {
            if (--held.Remaining <= 0)
            {
                Release(held);
            }
        }
    }

    private void Release(HeldPiece held)
    {
        if (_held.Remove(held))
        {
            held.Timer?.Cancel();
            run(held.Traffic, held.Next);
        }
    }
}
