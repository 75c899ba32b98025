namespace MbimEmulator.Profiles;

/// <summary>What the access string <c>loopback</c> does.</summary>
public enum LoopbackKind
{
    /// <summary>Packets come back with source and destination address swapped, as MBIM 1.0 has it.</summary>
    Swapped,

    /// <summary>Packets come back byte for byte, on every session without a context of its own too.</summary>
    Unchanged,

    /// <summary>It is an access string like any other.</summary>
    None,
}
