namespace MbimEmulator.Scenarios;

/// <summary>What a scenario's time is.</summary>
public enum ScenarioClock
{
    /// <summary>Real time.</summary>
    Real,

    /// <summary>Time that stands still until it is moved.</summary>
    Virtual,
}
