namespace MbimEmulator.Scenarios;

/// <summary>A modem with its known faults by name: a scenario of this name, or what it waits for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Needs">The MBIM services that have to be there first; null when it can be run.</param>
public sealed record QuirkProfile(string Name, string? Needs = null)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<QuirkProfile> All { get; } =
    [
        new("em7345"),
        new("me936"),
        new("le910v2"),
        new("nl668"),
        new("vz20m"),
        new("f5321"),
        new("fcc-locked"),
        new("small-transfer"),
        new("strict"),
        new("l850gl"),
        new("fm350"),
        new("em120-fcc", "QDU"),
        new("esim-empty"),
        new("slot-switch"),
        new("mbimex3"),
    ];

    /// <summary>Whether it can be run.</summary>
    public bool IsAvailable => Needs is null;
}
