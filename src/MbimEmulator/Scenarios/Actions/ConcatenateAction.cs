using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>It goes in one transfer with others.</summary>
/// <param name="Before">Notifications in front of it.</param>
/// <param name="After">Notifications behind it.</param>
/// <param name="Next">How many later messages to the host it waits for and takes along.</param>
/// <param name="Within">When it goes in any case.</param>
public sealed record ConcatenateAction(MbimArray<IndicateAction> Before, MbimArray<IndicateAction> After, int Next, TimeSpan Within) : FaultAction(ActionTarget.Outgoing);
