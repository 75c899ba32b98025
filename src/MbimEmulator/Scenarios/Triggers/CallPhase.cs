namespace MbimEmulator.Scenarios;

/// <summary>A part of an mbnapi call.</summary>
public enum CallPhase
{
    /// <summary>The call itself.</summary>
    Call,

    /// <summary>Its return.</summary>
    Return,

    /// <summary>The completion of an accepted call, or an event.</summary>
    Completion,
}
