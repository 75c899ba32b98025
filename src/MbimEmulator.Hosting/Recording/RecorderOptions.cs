using MbimEmulator.Hosting.Endpoints;

namespace MbimEmulator.Hosting.Recording;

/// <summary>Where a recorder stands.</summary>
/// <param name="Device">The modem: a device node, a PTY, a Unix socket (<c>@name</c> for an abstract one), or <c>tcp:HOST:PORT</c>.</param>
/// <param name="Endpoints">The endpoints that clients connect to.</param>
public sealed record RecorderOptions(string Device, IReadOnlyList<(EndpointKind Kind, string Address)> Endpoints)
{
    /// <summary>The mbim-proxy's socket through which the device is reached; null to open it.</summary>
    public string? Proxy { get; init; }

    /// <summary>How endpoints carry transfers.</summary>
    public StreamOptions Stream { get; init; } = new();
}
