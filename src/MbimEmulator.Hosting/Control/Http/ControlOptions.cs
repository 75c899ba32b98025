using MbimEmulator.Hosting.Endpoints;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Where the control API listens and what it may write.</summary>
/// <param name="Kind">A Unix socket, a pipe or TCP.</param>
/// <param name="Address">
/// A path or <c>@name</c>, a pipe's name, or an address with its port, of this machine alone unless <c>public:</c> stands before it; port 0 takes a free one.
/// </param>
/// <param name="FilesFolder">The folder for files that clients name; null for none, and then they cannot name any.</param>
public sealed record ControlOptions(EndpointKind Kind, string Address, string? FilesFolder = null)
{
    /// <summary>Who may use a socket; by default its owner alone.</summary>
    public NodeAccess Access { get; init; } = new();

    /// <summary>What TCP clients have to show; null for a random one, which an address that other machines reach cannot have.</summary>
    public string? Token { get; init; }

    /// <summary>Whether there is nothing but the health and the counters, which everybody may read, without a token.</summary>
    public bool IsHealthOnly { get; init; }

    /// <summary>Makes the control API of an emulator, for <see cref="EmulatorOptions.Control"/>; nothing is opened yet.</summary>
    /// <exception cref="EndpointException">The address cannot be one.</exception>
    public IEmulatorControl Serve(EmulatorService emulator, ILoggerFactory loggerFactory) => new ControlServer(emulator, this, loggerFactory);
}
