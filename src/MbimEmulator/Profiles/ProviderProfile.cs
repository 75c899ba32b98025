namespace MbimEmulator.Profiles;

/// <summary>A provider.</summary>
public sealed record ProviderProfile
{
    /// <summary>MCC and MNC, 5 or 6 digits.</summary>
    public required string Id { get; init; }

    /// <summary>At most 20 characters.</summary>
    public required string Name { get; init; }

    /// <summary>How the subscriber stands with it.</summary>
    public ProviderKind Kind { get; init; }

    /// <summary>How well it is heard in a scan: 0 to 31, 99 when not known.</summary>
    public uint Rssi { get; init; } = 20;
}
