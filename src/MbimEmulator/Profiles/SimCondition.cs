namespace MbimEmulator.Profiles;

/// <summary>What is in the SIM slot.</summary>
public enum SimCondition
{
    /// <summary>A SIM that works.</summary>
    Present,

    /// <summary>Nothing.</summary>
    Absent,

    /// <summary>A SIM that cannot be read.</summary>
    Bad,

    /// <summary>An eSIM without a profile.</summary>
    NoProfile,
}
