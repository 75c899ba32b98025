using MbimEmulator.Modem;

namespace MbimEmulator.Scenarios;

/// <summary>A trigger that comes when the modem comes into a state; it has to leave it before the trigger can come again.</summary>
internal interface IModemCondition
{
    /// <summary>Whether the modem is in the state.</summary>
    bool Holds(IModemControl modem);
}
