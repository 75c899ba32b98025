using MbimEmulator.Hosting.Endpoints;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Where the control API listens and what it may write.</summary>
/// <param name="Kind">A Unix socket, a pipe or TCP.</param>
/// <param name="Address">A path or <c>@name</c>, a pipe's name, or a loopback address with its port; port 0 takes a free one.</param>
/// <param name="FilesFolder">The folder for files that clients name; null for none, and then they cannot name any.</param>
public sealed record ControlOptions(EndpointKind Kind, string Address, string? FilesFolder = null);
