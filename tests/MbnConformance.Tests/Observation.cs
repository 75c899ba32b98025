using System.Collections.Concurrent;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbnConformance.Tests;

/// <summary>What one test saw on one path.</summary>
/// <param name="Test">The test's name.</param>
/// <param name="Path">The path.</param>
/// <param name="Member">What was called, or came.</param>
/// <param name="Code">The code that was seen, not the one that was expected.</param>
/// <param name="Means">What it took.</param>
internal sealed record Observation(string Test, CallPath Path, string Member, HResult Code, Means Means)
{
    /// <summary>Those of tests that passed.</summary>
    public static ConcurrentBag<Observation> All { get; } = [];
}
