using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Profiles;

/// <summary>A context that the carrier provisioned.</summary>
public sealed record ProvisionedContextProfile
{
    /// <summary>Its id.</summary>
    public required uint Id { get; init; }

    /// <summary>One of the names of <see cref="ContextTypeNames"/>, or a UUID.</summary>
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

    /// <summary>The IP versions that it is for.</summary>
    public ContextIpType IpType { get; init; }

    /// <summary>Whether the modem may use it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The networks in which it may.</summary>
    public ContextRoamingControl Roaming { get; init; } = ContextRoamingControl.AllowAll;

    /// <summary>Over what.</summary>
    public ContextMediaType MediaType { get; init; } = ContextMediaType.All;

    /// <summary>Who made it.</summary>
    public ContextSource Source { get; init; } = ContextSource.Modem;
}
