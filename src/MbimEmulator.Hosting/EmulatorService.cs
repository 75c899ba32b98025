using MbimEmulator.Hosting.Capture;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Logging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting;

/// <summary>Runs modems with their endpoints, from the host's start to its stop.</summary>
public sealed class EmulatorService(EmulatorOptions options, ILoggerFactory loggerFactory) : IHostedService, IAsyncDisposable
{
    private readonly List<RunningModem> _modems = [];
    private readonly List<Endpoint> _proxies = [];
    private readonly List<Endpoint> _services = [];
    private MobileBroadbandService? _service;
    private CaptureFile? _capture;
    private MessageLog? _messages;

    /// <summary>The modems that run.</summary>
    public IReadOnlyList<RunningModem> Modems => _modems;

    /// <summary>The proxy endpoints, which serve all modems.</summary>
    public IReadOnlyList<Endpoint> Proxies => _proxies;

    /// <summary>The endpoints of the Mobile Broadband service, which has all modems.</summary>
    public IReadOnlyList<Endpoint> Services => _services;

    /// <summary>The Mobile Broadband service of all modems.</summary>
    /// <exception cref="InvalidOperationException">The emulator does not run.</exception>
    public MobileBroadbandService Service => _service ?? throw new InvalidOperationException("The emulator does not run.");

    private IEnumerable<Endpoint> Endpoints => _modems.SelectMany(modem => modem.Endpoints.Concat(modem.DataEndpoints)).Concat(_proxies).Concat(_services);

    /// <summary>Powers the modems and opens all endpoints.</summary>
    /// <exception cref="EndpointException">One of them, or the capture's file, cannot be opened. What was opened before is closed again.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _service = new MobileBroadbandService(new MobileBroadbandServiceOptions
            {
                TimeProvider = options.Stream.TimeProvider,
                TrustDeclaredCallers = options.TrustDeclaredCallers,
                LoggerFactory = loggerFactory,
            });
            foreach (var modem in options.Modems)
            {
                _modems.Add(CreateModem(modem, _service));
            }

            var shared = new ProxyModems([.. _modems.Select(modem => (modem.Group, DevicePaths(modem)))]);
            _proxies.AddRange(options.Proxies.Select(address => new ProxyEndpoint(address, shared.Route, options.Stream, loggerFactory)));
            _services.AddRange(options.Services.Select(
                endpoint => new ServiceEndpoint(_service, endpoint.Kind, endpoint.Address, options.Stream, loggerFactory)));
            Observe();
            foreach (var endpoint in Endpoints)
            {
                await endpoint.StartAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Closes everything.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    /// <summary>Closes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Endpoints.Select(endpoint => endpoint.DisposeAsync().AsTask())).ConfigureAwait(false);
        foreach (var modem in _modems)
        {
            await modem.Group.DisposeAsync().ConfigureAwait(false);
        }

        if (_service is not null)
        {
            await _service.DisposeAsync().ConfigureAwait(false);
            _service = null;
        }

        _modems.Clear();
        _proxies.Clear();
        _services.Clear();
        if (_messages is not null)
        {
            await _messages.DisposeAsync().ConfigureAwait(false);
        }

        if (_capture is not null)
        {
            await _capture.DisposeAsync().ConfigureAwait(false);
        }
    }

    private RunningModem CreateModem(ModemOptions modem, MobileBroadbandService service)
    {
        var group = new ModemGroup(new ModemGroupOptions
        {
            Name = modem.Name,
            Profile = modem.Profile,
            Service = service,
            Seed = options.Seed,
            TimeProvider = options.Stream.TimeProvider,
            LoggerFactory = loggerFactory,
        });
        return new RunningModem(
            group,
            [.. modem.Endpoints.Select(endpoint => CreateEndpoint(group, endpoint.Kind, endpoint.Address))],
            [.. modem.DataEndpoints.Select(endpoint => new DataEndpoint(group, endpoint.Kind, endpoint.Address, options.Stream, loggerFactory))]);
    }

    private Endpoint CreateEndpoint(ModemGroup group, EndpointKind kind, string address)
    {
        if (kind != EndpointKind.Pty)
        {
            return new FunctionEndpoint(group, kind, address, options.Stream, loggerFactory);
        }

        return OperatingSystem.IsWindows()
            ? throw new EndpointException("Windows has no PTY; use a pipe.")
            : new PtyEndpoint(group, address, options.Stream, loggerFactory);
    }

    private void Observe()
    {
        if (loggerFactory.CreateLogger("MbimEmulator").IsEnabled(LogLevel.Debug))
        {
            _messages = new MessageLog(_modems.Select(modem => modem.Group), options.Log.Personal, loggerFactory);
        }

        if (options.CaptureFile is not { } file)
        {
            return;
        }

        try
        {
            var modems = options.Modems.Zip(_modems, (o, m) => (m.Group, $"profile {o.Profile.Name}, seed {options.Seed}"));
            _capture = CaptureFile.Create(file, [.. modems], loggerFactory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EndpointException($"Cannot write the capture '{file}': {e.Message}", e);
        }
    }

    private static IReadOnlyList<string> DevicePaths(RunningModem modem) =>
    [
        .. modem.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Pty).Select(endpoint => endpoint.Address),
        .. modem.Group.Modem.Profile.DevicePaths,
    ];
}
