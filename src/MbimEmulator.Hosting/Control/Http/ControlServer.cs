using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Lifetime;
using MbimEmulator.Hosting.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>
/// Serves the control API by HTTP 1.1. On a Unix socket (its owner's alone from the start) and a Windows pipe the system says who may connect; by TCP
/// whoever has the token may. What a client sends, and how long it takes, is bounded.
/// </summary>
public sealed class ControlServer : IEmulatorControl
{
    /// <summary>The most bytes of a request's body.</summary>
    public const int MaxBodySize = 4 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndOfRequests = TimeSpan.FromMilliseconds(250);

    private readonly EmulatorService _emulator;
    private readonly ControlOptions _options;
    private readonly ILogger _logger;
    private readonly ConnectionGate _gate;
    private readonly PeerFilter? _peers;
    private WebApplication? _application;
    private EmulatorMetrics? _metrics;
    private string? _file;

    /// <summary>Makes the server; nothing is opened yet.</summary>
    /// <exception cref="EndpointException">The address cannot be one.</exception>
    public ControlServer(EmulatorService emulator, ControlOptions options, ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        _emulator = emulator;
        _options = options;
        _logger = loggerFactory.CreateLogger<ControlServer>();
        _gate = new ConnectionGate(emulator.Options.Stream.Connections, _logger, isControl: true);
        _peers = OperatingSystem.IsWindows() || options.Kind == EndpointKind.Tcp ? null : PeerFilter.Of(options.Address, options.Access, _logger);
        Token = options.Kind != EndpointKind.Tcp || options.IsHealthOnly ? null
            : options.Token ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Address = options.Kind == EndpointKind.Socket ? ListenAddress.FileOf(options.Kind, options.Address) ?? options.Address : options.Address;
    }

    /// <inheritdoc/>
    public EndpointKind Kind => _options.Kind;

    /// <inheritdoc/>
    public string Address { get; private set; }

    /// <summary>What a TCP client has to show: <c>Authorization: Bearer TOKEN</c>; null on other carriers.</summary>
    public string? Token { get; }

    /// <inheritdoc/>
    public bool HasOwnToken => Token is not null && _options.Token is null;

    /// <summary>
    /// Where a browser finds the page, with a token of the emulator's own in the fragment, which browsers send to nobody; null when it is not by TCP.
    /// </summary>
    public string? Page => Token is null ? null : $"http://{Address}/{(HasOwnToken ? $"#token={Token}" : "")}";

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var endPoint = ListenAddress.Parse(_options.Kind, _options.Address);
        var file = endPoint is UnixDomainSocketEndPoint ? ListenAddress.FileOf(_options.Kind, _options.Address) : null;
        if (file is not null)
        {
            SocketPath.RemoveStale(file);
        }

        var application = Build(endPoint, file);
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw new EndpointException($"The {(_options.IsHealthOnly ? "health endpoint" : "control API")} cannot listen at '{_options.Address}': {e.Message}", e);
        }

        _application = application;
        _file = file;
        if (Kind == EndpointKind.Tcp)
        {
            var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
            Address = ReachableFromHere(new Uri(addresses.Addresses.First()));
        }
    }

    /// <summary>Ends requests and connections, closes the address and removes its file.</summary>
    public async ValueTask DisposeAsync()
    {
        var teardown = new Teardown();
        teardown.Run(() => SocketPath.Remove(_file));
        if (_application is { } application)
        {
            _application = null;
            await teardown.RunAsync(() => StopAsync(application)).ConfigureAwait(false);
            await teardown.RunAsync(application.DisposeAsync).ConfigureAwait(false);
        }

        teardown.Run(() => _metrics?.Dispose());
        teardown.Throw();
    }

    /// <summary>Adds every endpoint of the API.</summary>
    internal static void MapAll(IEndpointRouteBuilder routes)
    {
        ModemEndpoints.Map(routes);
        HostEndpoints.Map(routes);
        FaultEndpoints.Map(routes);
        JournalEndpoints.Map(routes);
        WaitEndpoints.Map(routes);
        HealthEndpoints.Map(routes);
    }

    private static async ValueTask StopAsync(WebApplication application)
    {
        using var patience = new CancellationTokenSource(EndOfRequests);
        try
        {
            await application.StopAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Who was still at it has been cut off.
            return;
        }
    }

    private WebApplication Build(EndPoint endPoint, string? file)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Limit(kestrel, endPoint));
        if (OperatingSystem.IsWindows())
        {
            builder.WebHost.UseNamedPipes();
        }

        _metrics = EmulatorMetrics.For(_emulator);
        var services = builder.Services;
        services.AddSingleton<IConnectionListenerFactory>(_ => new ControlListeners(_options.Address, file, Admits, _gate, _logger) { Access = _options.Access });
        services.Configure<RouteHandlerOptions>(route => route.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Encoder = PlainJsonEncoder.Instance;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ControlJson.Default);
        });
        services.AddRoutingCore();
        OpenApiDocuments.Add(services, needsToken: Token is not null);
        services.AddSingleton(_emulator);
        services.AddSingleton(new ControlFiles(_options.FilesFolder));
        services.AddSingleton(new PrometheusText(_metrics));

        // The emulator's own host minds signals, and its log is for what users can do something about.
        services.AddSingleton<IHostLifetime, ManualLifetime>();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        var application = builder.Build();
        var guard = new RequestGuard(_options with { Token = Token }, HasOwnToken, _logger);
        application.Use(next => context => guard.ExplainAsync(context, next));
        application.UseRouting();
        application.Use(next => context => guard.CheckAsync(context, next));
        if (_options.IsHealthOnly)
        {
            HealthEndpoints.Map(application);
            return application;
        }

        MapAll(application);
        PageEndpoints.Map(application);
        application.MapOpenApi("/openapi.json");
        application.MapOpenApi("/openapi-{documentName}.json");
        return application;
    }

    private static void Check(ControlOptions options)
    {
        var isPublic = options.Kind == EndpointKind.Tcp && ControlAddress.IsPublic(options.Address);
        if (isPublic && !options.IsHealthOnly && options.Token is null)
        {
            throw new EndpointException(
                $"'{options.Address}' can be reached from other machines, so the control API needs a token there; expected --control-token-file FILE or the environment variable {ControlAddress.TokenVariable}.");
        }

        if (options.Token is { } token)
        {
            ControlAddress.CheckToken(token);
        }
    }

    // Whoever is told the address is on this machine, and "every address" is none of them.
    private static string ReachableFromHere(Uri bound) => IPAddress.TryParse(bound.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
        ? $"{(ip.Equals(IPAddress.Any) ? "127.0.0.1" : "[::1]")}:{bound.Port}"
        : bound.Authority;

    private void Limit(KestrelServerOptions kestrel, EndPoint endPoint)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.Limits.MaxRequestBodySize = MaxBodySize;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = Patience;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: Patience);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: Patience);
        kestrel.Listen(endPoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection => ServeAsync(connection, next));
        });
    }

    private bool Admits(ConnectionContext connection)
    {
        var isAdmitted = (OperatingSystem.IsWindows() || _peers is null || _peers.Admits(connection)) && _gate.TryEnter(connection, Address) is not null;
        if (!isAdmitted)
        {
            EndpointLog.NotAdmitted(_logger, Address);
        }

        return isAdmitted;
    }

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        // A Windows pipe's connection has asked nobody yet.
        if (connection.Features.Get<ConnectionPlace>() is null && !Admits(connection))
        {
            connection.Abort(new ConnectionAbortedException("it was refused"));
            return;
        }

        using (connection.Features.Get<ConnectionPlace>())
        {
            await next(connection).ConfigureAwait(false);
        }
    }
}
