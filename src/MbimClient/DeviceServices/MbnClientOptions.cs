using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.DeviceServices;

/// <summary>How a connection to the Mobile Broadband service is used.</summary>
/// <example>
/// <code>
/// await using var client = await MbnClient.ConnectUnixSocketAsync("/tmp/service.sock", new MbnClientOptions { CallTimeout = TimeSpan.FromSeconds(5) });
/// </code>
/// </example>
public sealed record MbnClientOptions
{
    /// <summary>Who the caller says it is, for services that trust declared callers; null to say nothing.</summary>
    public DeclaredCaller? Caller { get; init; }

    /// <summary>
    /// How long a call may take to return; the operation that it begins has no limit. A call that does not return in time fails with E_FAIL.
    /// </summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Bytes that may wait for one slow callback or reader, with 256 for each event. Above it the oldest received data and notifications are
    /// dropped and counted; a callback that even completions alone take more for is called no more, which is reported.
    /// </summary>
    public int EventBudget { get; init; } = 16 * 1024 * 1024;
}
