namespace MbimEmulator.Hosting.Endpoints;

/// <summary>
/// How many connections the endpoints of an emulator have at most, each and together. At a bound the oldest connection that has not yet sent a valid
/// message is closed for a newcomer; when there is none, the newcomer is refused. Nobody is closed for silence while there is room. Clients of the control
/// API have the bound of an endpoint, and do not count together with hosts: no number of hosts keeps them out.
/// </summary>
public sealed class ConnectionBudget
{
    private const int MaxPerEndpoint = 1024;

    /// <summary>Makes a budget.</summary>
    /// <param name="perEndpoint">The most connections of one endpoint; null for a quarter of the file descriptors that the process may have, at most 1,024.</param>
    /// <param name="total">The most connections of all endpoints together; null for half of those file descriptors.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is below 1.</exception>
    public ConnectionBudget(int? perEndpoint = null, int? total = null)
    {
        PerEndpoint = perEndpoint ?? Math.Clamp(Descriptors.Limit / 4, 1, MaxPerEndpoint);
        Total = total ?? Math.Max(1, Descriptors.Limit / 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(PerEndpoint, 1, nameof(perEndpoint));
        ArgumentOutOfRangeException.ThrowIfLessThan(Total, 1, nameof(total));
        Descriptors.Prepare();
    }

    /// <summary>The most connections of one endpoint.</summary>
    public int PerEndpoint { get; }

    /// <summary>The most connections of all endpoints together.</summary>
    public int Total { get; }

    internal Lock Lock { get; } = new();

    // Both under the lock; the oldest is the first.
    internal LinkedList<ConnectionPlace> Silent { get; } = new();

    internal int Count { get; set; }
}
