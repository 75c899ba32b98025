namespace MbimEmulator.Profiles;

/// <summary>What becomes of calls under way when the modem is pulled out.</summary>
public enum PendingOnRemoval
{
    /// <summary>They complete with a failure before OnInterfaceStateChange tells of the removal.</summary>
    Fail,

    /// <summary>They never complete: a defect that some systems have.</summary>
    Drop,
}
