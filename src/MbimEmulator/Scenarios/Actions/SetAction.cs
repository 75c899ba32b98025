using MbimEmulator.Changes;

namespace MbimEmulator.Scenarios;

/// <summary>Something is done to the modem.</summary>
/// <param name="Change">What.</param>
/// <param name="After">How much later; nothing for at once.</param>
public sealed record SetAction(ModemChange Change, TimeSpan After) : FaultAction(ActionTarget.Anything);
