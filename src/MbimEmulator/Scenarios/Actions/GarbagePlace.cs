namespace MbimEmulator.Scenarios;

/// <summary>Where garbage goes.</summary>
public enum GarbagePlace
{
    /// <summary>In front, in the same transfer.</summary>
    Before,

    /// <summary>Behind, in the same transfer.</summary>
    After,

    /// <summary>Instead.</summary>
    Instead,
}
