namespace MbimEmulator.Profiles;

/// <summary>What a query about contexts answers while there is none.</summary>
public enum WithoutContext
{
    /// <summary>SUCCESS with the state of nothing: DEACTIVATED, or counters at 0.</summary>
    Answered,

    /// <summary>The status CONTEXT_NOT_ACTIVATED.</summary>
    ContextNotActivated,
}
