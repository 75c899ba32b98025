namespace MbimEmulator.Hosting.Endpoints;

/// <summary>A place where hosts connect to a modem.</summary>
/// <param name="kind">The carrier.</param>
/// <param name="address">What a client connects to: a path, <c>@name</c>, <c>host:port</c> or a pipe's name.</param>
public abstract class Endpoint(EndpointKind kind, string address) : IAsyncDisposable
{
    /// <summary>The carrier.</summary>
    public EndpointKind Kind { get; } = kind;

    /// <summary>What a client connects to; a TCP port of 0 is replaced by the real one at the start.</summary>
    public string Address { get; protected set; } = address;

    /// <summary>Opens the endpoint: when this completes, clients can connect.</summary>
    /// <exception cref="EndpointException">It cannot be opened.</exception>
    public abstract ValueTask StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Ends the connections, closes the endpoint and removes what it made in the file system.</summary>
    public abstract ValueTask DisposeAsync();
}
