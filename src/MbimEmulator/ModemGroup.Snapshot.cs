using MbimEmulator.Faults;
using MbimEmulator.Modem.Core;

namespace MbimEmulator;

/// <content>What outlives a run.</content>
public sealed partial class ModemGroup
{
    /// <summary>What the modem keeps, and how far its scenario has come. Touch it only inside <see cref="InvokeAsync"/>.</summary>
    public ModemSnapshot TakeSnapshot()
    {
        var snapshot = Modem.TakeSnapshot();
        return Faults.TakePosition() is { } position ? snapshot with { Parts = [.. snapshot.Parts, ScenarioPositionSection.Kept.Of(position)] } : snapshot;
    }
}
