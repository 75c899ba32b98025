using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Profiles;

/// <summary>A context that the carrier provisioned.</summary>
public sealed record ProvisionedContextProfile
{
    /// <summary>Its id.</summary>
    public required uint Id { get; init; }

    /// <summary>One of the names of <see cref="ContextTypeNames"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The access string, at most 100 characters.</summary>
    public string AccessString { get; init; } = "";

    /// <summary>At most 255 characters.</summary>
    public string UserName { get; init; } = "";

    /// <summary>At most 255 characters.</summary>
    public string Password { get; init; } = "";

    /// <summary>Header compression.</summary>
    public Compression Compression { get; init; }

    /// <summary>How the user is authenticated.</summary>
    public AuthProtocol AuthProtocol { get; init; }
}
