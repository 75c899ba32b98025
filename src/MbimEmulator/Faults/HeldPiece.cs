using MbimEmulator.Scenarios;
using MbimEmulator.Time;

namespace MbimEmulator.Faults;

/// <summary>Traffic that waits for other traffic, or for a time.</summary>
/// <param name="Traffic">What waits.</param>
/// <param name="Next">Where its rules go on.</param>
/// <param name="IsAwaited">What it waits for; null for messages the other way.</param>
internal sealed record HeldPiece(FaultTraffic Traffic, RulePosition Next, Func<FaultTraffic, bool>? IsAwaited)
{
    /// <summary>How many have still to come.</summary>
    public int Remaining { get; set; }

    /// <summary>Ends the wait in any case; null when nothing does.</summary>
    public ModemTimer? Timer { get; set; }
}
