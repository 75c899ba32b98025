namespace MbimEmulator.NamedFaults;

/// <summary>What a parameter of a fault is.</summary>
public enum FaultParameterKind
{
    /// <summary>A time with its unit: 250ms, 2s, 1m.</summary>
    Duration,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A declared CID by its name, or <c>*</c> for any.</summary>
    Cid,

    /// <summary>query, set, or <c>*</c> for both.</summary>
    Operation,

    /// <summary>A text.</summary>
    Text,

    /// <summary>true or false.</summary>
    Boolean,
}
