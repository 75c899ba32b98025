namespace MbimEmulator.Profiles;

/// <summary>How an answer that the modem sends in fragments reaches the application.</summary>
public enum FragmentedAnswers
{
    /// <summary>In one event.</summary>
    Joined,

    /// <summary>In one event for each fragment, all of the same request id.</summary>
    Indications,
}
