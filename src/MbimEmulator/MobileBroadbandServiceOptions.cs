using MbimEmulator.Journal;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator;

/// <summary>How a Mobile Broadband service is made.</summary>
public sealed record MobileBroadbandServiceOptions
{
    /// <summary>Names the service in logs.</summary>
    public string Name { get; init; } = "mobile-broadband";

    /// <summary>Time, for the service and all its modems. On a <see cref="VirtualClock"/> each event is handled in the thread that causes it.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Whether callers are who they say they are: for carriers that tell nothing of their peer, such as TCP, and for tests.</summary>
    public bool TrustDeclaredCallers { get; init; }

    /// <summary>Keeps the calls; null for nothing. Its clock has to be the service's.</summary>
    public MessageJournal? Journal { get; init; }

    /// <summary>Logs; the category is the service's name.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
