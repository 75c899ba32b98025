using MbimEmulator.Hosting.Endpoints;

namespace MbimEmulator.Hosting;

/// <summary>What steers a running emulator from outside: it is opened with the emulator, and closed before anything else of it.</summary>
public interface IEmulatorControl : IAsyncDisposable
{
    /// <summary>What carries it.</summary>
    EndpointKind Kind { get; }

    /// <summary>What a client connects to; a TCP port of 0 is replaced by the real one at the start.</summary>
    string Address { get; }

    /// <summary>What a client has to show to be let in; null when the system says who may connect.</summary>
    string? Token { get; }

    /// <summary>Whether it has made the token itself, so that somebody has to be told of it.</summary>
    bool HasOwnToken { get; }

    /// <summary>Where a browser finds its page; null when it has none there.</summary>
    string? Page { get; }

    /// <summary>Opens it: when this completes, clients can connect.</summary>
    /// <exception cref="EndpointException">It cannot be opened.</exception>
    Task StartAsync(CancellationToken cancellationToken = default);
}
