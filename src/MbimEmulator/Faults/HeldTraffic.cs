using MbimEmulator.Time;

namespace MbimEmulator.Faults;

/// <summary>Something that waits for other traffic.</summary>
/// <param name="Traffic">What waits.</param>
/// <param name="Next">Where its rules go on.</param>
/// <param name="Awaited">What it waits for; null for messages the other way.</param>
internal sealed record HeldTraffic(InFlight Traffic, RulePosition Next, Func<InFlight, bool>? Awaited)
{
    /// <summary>How many have still to come.</summary>
    public int Remaining { get; set; }

    /// <summary>Ends the wait in any case; null when nothing does.</summary>
    public ModemTimer? Timer { get; set; }
}
