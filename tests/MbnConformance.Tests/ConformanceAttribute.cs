using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbnConformance.Tests;

/// <summary>A row of docs/mbnapi-conformance.md: the test shows that the member returns the code, or that the event comes with it.</summary>
/// <param name="member">Interface and member, or an event's name.</param>
/// <param name="code">The code; for an event without a status S_OK.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConformanceAttribute(string member, HResult code) : Attribute
{
    /// <summary>Interface and member, or an event's name.</summary>
    public string Member { get; } = member;

    /// <summary>The code.</summary>
    public HResult Code { get; } = code;

    /// <summary>What it takes.</summary>
    public Means Means { get; set; }
}
