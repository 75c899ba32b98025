using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Logging;
using MbimEmulator.Hosting.Network;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting;

/// <summary>What an emulator process runs.</summary>
/// <example>
/// <code>
/// var options = new EmulatorOptions
/// {
///     Modems = [new ModemOptions("modem0", ModemProfile.Load("default"), [(EndpointKind.Socket, "/tmp/modem.sock")])],
///     Control = new ControlOptions(EndpointKind.Socket, "/tmp/control.sock").Serve,
/// };
/// using var host = EmulatorHost.Create(options);
/// </code>
/// </example>
public sealed record EmulatorOptions
{
    /// <summary>The modems.</summary>
    public required IReadOnlyList<ModemOptions> Modems { get; init; }

    /// <summary>Addresses of proxy endpoints, each for all modems.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>Addresses of USB/IP servers, HOST:PORT, each with all modems.</summary>
    public IReadOnlyList<string> UsbIpServers { get; init; } = [];

    /// <summary>The kind (pipe, socket or TCP) and address of each endpoint of the Mobile Broadband service, which has all modems.</summary>
    public IReadOnlyList<(EndpointKind Kind, string Address)> Services { get; init; } = [];

    /// <summary>Whether callers of the Mobile Broadband service are who they say they are; for TCP, which tells nothing of its peer, and tests.</summary>
    public bool TrustDeclaredCallers { get; init; }

    /// <summary>How endpoints carry transfers.</summary>
    public StreamOptions Stream { get; init; } = new();

    /// <summary>What is behind all modems.</summary>
    public NetworkKind Network { get; init; }

    /// <summary>A pcapng file for all messages; null for none.</summary>
    public string? CaptureFile { get; init; }

    /// <summary>Whether a capture that exists is overwritten; otherwise it is an error at the start.</summary>
    public bool ReplaceCapture { get; init; }

    /// <summary>Makes what steers the emulator from outside: <c>new ControlOptions(...).Serve</c>, the control API; null for nothing.</summary>
    public Func<EmulatorService, ILoggerFactory, IEmulatorControl>? Control { get; init; }

    /// <summary>Makes what tells of the emulator's health elsewhere than <see cref="Control"/>; null for nothing.</summary>
    public Func<EmulatorService, ILoggerFactory, IEmulatorControl>? Health { get; init; }

    /// <summary>A JSON file that keeps over runs what modems keep over power (SIM, PINs, provisioned contexts); null for none.</summary>
    public string? StateFile { get; init; }

    /// <summary>Chance.</summary>
    public ulong Seed { get; init; }

    /// <summary>Logs.</summary>
    public LogOptions Log { get; init; } = new();
}
