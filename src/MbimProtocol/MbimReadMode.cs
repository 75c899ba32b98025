namespace MbimProtocol;

/// <summary>How much a reader forgives.</summary>
public enum MbimReadMode
{
    /// <summary>
    /// Takes variable data in any order and alignment, gaps and trailing bytes. The bytes that all references together name may not be more
    /// than the buffer holds, so that a small buffer cannot become a large object.
    /// </summary>
    Tolerant,

    /// <summary>Takes what the specification writes: variable data in field order, aligned to 4 bytes, nothing overlapping, nothing left over.</summary>
    Strict,
}
