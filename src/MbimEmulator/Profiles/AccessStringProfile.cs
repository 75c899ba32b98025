using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Profiles;

/// <summary>An access string (APN) with conditions.</summary>
public sealed record AccessStringProfile
{
    /// <summary>The access string, compared without case; empty for a CONNECT without one.</summary>
    public required string Name { get; init; }

    /// <summary>The user name that CONNECT must give; null for any.</summary>
    public string? UserName { get; init; }

    /// <summary>The password that CONNECT must give; null for any.</summary>
    public string? Password { get; init; }

    /// <summary>The network error that activation fails with; none for success.</summary>
    public NwError NwError { get; init; }
}
