using MbimEmulator.Modem;

namespace MbimEmulator;

/// <content>What outlives a run.</content>
public sealed partial class ModemGroup
{
    /// <summary>What the modem keeps, and how far its scenario has come. Touch it only inside <see cref="InvokeAsync"/>.</summary>
    public ModemSnapshot TakeSnapshot() => Modem.TakeSnapshot() with { Scenario = Faults.TakePosition() };
}
