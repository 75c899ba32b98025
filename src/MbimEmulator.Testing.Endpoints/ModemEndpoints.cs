using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Lifetime;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Testing.Endpoints;

/// <summary>Where code outside of the test's own can connect to its modem: files in a folder of its own (0700), which is removed with them.</summary>
public sealed class ModemEndpoints : IModemPart
{
    private readonly SortedSet<ModemEndpointKind> _wanted = [];
    private readonly Dictionary<ModemEndpointKind, Endpoint> _endpoints = [];
    private DirectoryInfo? _folder;

    /// <summary>Adds an endpoint.</summary>
    public void Add(ModemEndpointKind kind) => _wanted.Add(kind);

    /// <summary>Where a client connects: a path, or a pipe's name.</summary>
    /// <exception cref="InvalidOperationException">The modem was started without it.</exception>
    public string AddressOf(ModemEndpointKind kind) => _endpoints.TryGetValue(kind, out var endpoint)
        ? endpoint.Address
        : throw new InvalidOperationException($"The modem was started without this endpoint; start it with {kind}().");

    /// <inheritdoc/>
    public async Task StartAsync(EmulatedModem modem, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(modem);
        _folder = Directory.CreateTempSubdirectory("mbim-");
        foreach (var kind in _wanted)
        {
            var endpoint = Create(kind, modem);
            _endpoints.Add(kind, endpoint);
            await endpoint.StartAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var teardown = new Teardown();
        await teardown.RunAllAsync([.. _endpoints.Values.Select(endpoint => (Func<ValueTask>)endpoint.DisposeAsync)]).ConfigureAwait(false);
        _endpoints.Clear();
        teardown.Run(RemoveFolder);
        teardown.Throw();
    }

    // The test may have removed it.
    private void RemoveFolder()
    {
        if (_folder is { } folder && Directory.Exists(folder.FullName))
        {
            folder.Delete(recursive: true);
        }

        _folder = null;
    }

    private Endpoint Create(ModemEndpointKind kind, EmulatedModem modem)
    {
        var group = modem.Group;
        var logs = NullLoggerFactory.Instance;
        var options = new StreamOptions { TimeProvider = modem.TimeProvider };
        return kind switch
        {
            ModemEndpointKind.Socket => new FunctionEndpoint(group, EndpointKind.Socket, PathOf("modem"), options, logs),
            ModemEndpointKind.Pipe => new FunctionEndpoint(group, EndpointKind.Pipe, PipeName("pipe"), options, logs),
            ModemEndpointKind.Proxy => new ProxyEndpoint(PathOf("proxy"), new ProxyModems([(group, [])]).Route, options, logs),
            ModemEndpointKind.ServiceSocket => new ServiceEndpoint(group.Service, EndpointKind.Socket, PathOf("service"), options, logs),
            _ when OperatingSystem.IsWindows() => throw new PlatformNotSupportedException("Windows does not support PTYs; use Pipe()."),
            _ => new PtyEndpoint(group, PathOf("tty"), options, logs),
        };
    }

    private string PathOf(string name) => Path.Combine(_folder!.FullName, name);

    // .NET takes the path of its Unix socket as a pipe's name too, so that it is in the folder as everything else.
    private string PipeName(string name) => OperatingSystem.IsWindows() ? $"{_folder!.Name}-{name}" : PathOf(name);
}
