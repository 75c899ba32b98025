namespace MbimEmulator.Hosting.Endpoints;

/// <summary>An endpoint cannot be opened; the message tells the user which one, why, and what to do.</summary>
public sealed class EndpointException : Exception
{
    /// <summary>Makes it.</summary>
    public EndpointException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Whether something else has the address already; another address would do.</summary>
    public bool IsAddressTaken { get; init; }
}
