namespace MbimEmulator.Modem.Core;

/// <summary>A section of a snapshot with its value.</summary>
public sealed record SnapshotPart
{
    internal SnapshotPart(SnapshotSection section, object value) => (Section, Value) = (section, value);

    /// <summary>The section.</summary>
    public SnapshotSection Section { get; }

    internal object Value { get; }
}
