using MbimEmulator.Profiles;

namespace MbimEmulator.Journal.Linting;

/// <summary>What a host may know of the function by its descriptors.</summary>
public sealed record HostLinterOptions
{
    /// <summary>wMaxControlMessage in bytes.</summary>
    public uint MaxControlMessage { get; init; } = 4096;

    /// <summary>bMaxOutstandingCommandMessages.</summary>
    public int MaxOutstandingCommands { get; init; } = 16;

    /// <summary>What a profile says of the function.</summary>
    public static HostLinterOptions Of(FunctionProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new HostLinterOptions { MaxControlMessage = profile.MaxControlMessage, MaxOutstandingCommands = profile.MaxOutstandingCommands };
    }
}
