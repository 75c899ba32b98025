namespace MbimEmulator.Profiles;

/// <summary>Whether data of exactly the largest size are taken.</summary>
public enum SizeLimit
{
    /// <summary>They are.</summary>
    Inclusive,

    /// <summary>They must be shorter.</summary>
    Exclusive,
}
