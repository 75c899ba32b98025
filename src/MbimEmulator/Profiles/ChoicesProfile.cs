namespace MbimEmulator.Profiles;

/// <summary>What the specification leaves open and modems do differently.</summary>
public sealed record ChoicesProfile
{
    /// <summary>What a CONNECT query answers for a session without a context.</summary>
    public WithoutContext ConnectQueryWithoutContext { get; init; } = WithoutContext.Answered;

    /// <summary>What a CONNECT set carries that is answered INVALID_PARAMETERS.</summary>
    public RefusedConnect RefusedConnect { get; init; } = RefusedConnect.Empty;

    /// <summary>What a PACKET_STATISTICS query answers while no context is active.</summary>
    public WithoutContext StatisticsWithoutContext { get; init; } = WithoutContext.ContextNotActivated;
}
