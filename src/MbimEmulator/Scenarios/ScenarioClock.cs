namespace MbimEmulator.Scenarios;

/// <summary>What a scenario's time is.</summary>
public enum ScenarioClock
{
    /// <summary>The time of the wall.</summary>
    Real,

    /// <summary>Time that stands still until it is moved.</summary>
    Virtual,
}
