using MbimEmulator.Faults;
using MbimEmulator.Modem.Sim;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;

namespace MbimEmulator.Modem;

/// <summary>What a modem keeps over power and runs: the SIM with its PINs, and the provisioned contexts; and how far its scenario has come.</summary>
/// <param name="Profile">The name of the profile that the modem was made from.</param>
/// <param name="Sim">The SIM slot.</param>
/// <param name="Provisioned">The provisioned contexts in the order of their ids.</param>
public sealed record ModemSnapshot(string Profile, SimSnapshot Sim, MbimArray<ProvisionedContextProfile> Provisioned)
{
    /// <summary>How far the scenario has come; null when there was none.</summary>
    public ScenarioPosition? Scenario { get; init; }
}
