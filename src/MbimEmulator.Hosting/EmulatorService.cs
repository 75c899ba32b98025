using MbimEmulator.Hosting.Capture;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Endpoints.Usb.UsbIp;
using MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;
using MbimEmulator.Hosting.Lifetime;
using MbimEmulator.Hosting.Logging;
using MbimEmulator.Hosting.Network;
using MbimEmulator.Journal;
using MbimEmulator.Modem.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting;

/// <summary>Runs modems with their endpoints, from the host's start to its stop.</summary>
public sealed partial class EmulatorService(EmulatorOptions options, ILoggerFactory loggerFactory) : IHostedService, IAsyncDisposable
{
    private readonly List<Endpoint> _proxies = [];
    private readonly List<Endpoint> _usbIpServers = [];
    private readonly List<Endpoint> _services = [];
    private RunningModem[] _modems = [];
    private MobileBroadbandService? _service;
    private CaptureFile? _capture;
    private MessageLog? _messages;
    private StateFile? _state;

    /// <summary>The modems that run.</summary>
    public IReadOnlyList<RunningModem> Modems => Volatile.Read(ref _modems);

    /// <summary>The proxy endpoints, which serve all modems.</summary>
    public IReadOnlyList<Endpoint> Proxies => _proxies;

    /// <summary>The USB/IP servers, which export all modems.</summary>
    public IReadOnlyList<Endpoint> UsbIpServers => _usbIpServers;

    /// <summary>The endpoints of the Mobile Broadband service, which has all modems.</summary>
    public IReadOnlyList<Endpoint> Services => _services;

    /// <summary>What steers it from outside; null when it was not asked for.</summary>
    public IEmulatorControl? Control { get; private set; }

    /// <summary>Whether every endpoint accepts.</summary>
    public bool IsReady { get; private set; }

    /// <summary>The Mobile Broadband service of all modems.</summary>
    /// <exception cref="InvalidOperationException">The emulator does not run.</exception>
    public MobileBroadbandService Service => _service ?? throw new InvalidOperationException("The emulator is not running.");

    /// <summary>What happened to the modems and crossed; null without a control API, which shows it.</summary>
    public MessageJournal? Journal { get; } =
        options.Control is null ? null : new MessageJournal(new MessageJournalOptions { TimeProvider = options.Stream.TimeProvider });

    /// <summary>The seed of all chance.</summary>
    public ulong Seed => options.Seed;

    /// <summary>The modems' time.</summary>
    public TimeProvider TimeProvider => options.Stream.TimeProvider;

    internal EmulatorOptions Options => options;

    private IEnumerable<Endpoint> Endpoints => _modems.SelectMany(modem => modem.Endpoints.Concat(modem.DataEndpoints)).Concat(_proxies).Concat(_usbIpServers).Concat(_services);

    /// <summary>Powers the modems and opens all endpoints.</summary>
    /// <exception cref="EndpointException">One of them, or the capture's file, cannot be opened. What was opened before is closed again.</exception>
    /// <exception cref="ModemSnapshotException">The state file cannot be used.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The control API takes longer to start than all the rest, which does not wait for it.
        Control = options.Control?.Invoke(this, loggerFactory);
        var controlling = Control is null ? Task.CompletedTask : Task.Run(() => Control.StartAsync(cancellationToken), cancellationToken);
        try
        {
            Networks.Check(options.Network);
            if (options.StateFile is { } state)
            {
                var profiles = options.Modems.ToDictionary(modem => modem.Name, modem => modem.Profile.Name);
                _state = StateFile.Open(state, profiles, loggerFactory.CreateLogger<StateFile>());
            }

            _service = new MobileBroadbandService(new MobileBroadbandServiceOptions
            {
                TimeProvider = options.Stream.TimeProvider,
                TrustDeclaredCallers = options.TrustDeclaredCallers,
                Journal = Journal,
                LoggerFactory = loggerFactory,
            });
            CreateModems(_service);
            var shared = new ProxyModems(() => [.. Modems.Select(modem => (modem.Group, DevicePaths(modem)))]);
            _proxies.AddRange(options.Proxies.Select(address => new ProxyEndpoint(address, shared.Route, options.Stream, loggerFactory)));
            _usbIpServers.AddRange(options.UsbIpServers.Select(
                address => new UsbIpServer(() => [.. Modems.Select(modem => modem.Group)], address, options.Stream, loggerFactory)));
            _services.AddRange(options.Services.Select(
                endpoint => new ServiceEndpoint(_service, endpoint.Kind, endpoint.Address, options.Stream, loggerFactory)));
            Observe();
            foreach (var endpoint in Endpoints)
            {
                await endpoint.StartAsync(cancellationToken).ConfigureAwait(false);
            }

            await controlling.ConfigureAwait(false);
            IsReady = true;
            _accepting.TrySetResult();
            WatchScenarios();
        }
        catch
        {
            await controlling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Closes everything.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    /// <summary>Closes everything, whatever goes wrong with any of it; the log tells what did.</summary>
    public async ValueTask DisposeAsync()
    {
        var teardown = new Teardown();
        await _stopping.CancelAsync().ConfigureAwait(false);
        await teardown.RunAsync(() => new ValueTask(_watching)).ConfigureAwait(false);
        IsReady = false;
        await DisposeAsync(teardown, Control).ConfigureAwait(false);

        // A change that is under way ends before what it changes does.
        await _changing.WaitAsync().ConfigureAwait(false);
        _changing.Release();
        await teardown.RunAllAsync([.. Endpoints.Select(endpoint => (Func<ValueTask>)endpoint.DisposeAsync)]).ConfigureAwait(false);
        await DisposeAsync(teardown, _state).ConfigureAwait(false);
        foreach (var modem in _modems)
        {
            await teardown.RunAsync(modem.Group.DisposeAsync).ConfigureAwait(false);
        }

        await DisposeAsync(teardown, _service).ConfigureAwait(false);
        _service = null;
        _modems = [];
        _proxies.Clear();
        _usbIpServers.Clear();
        _services.Clear();
        await DisposeAsync(teardown, _messages).ConfigureAwait(false);
        await DisposeAsync(teardown, _capture).ConfigureAwait(false);
        Say(teardown);
    }

    private static ValueTask DisposeAsync(Teardown teardown, IAsyncDisposable? part) =>
        part is null ? ValueTask.CompletedTask : teardown.RunAsync(part.DisposeAsync);

    private void Say(Teardown teardown)
    {
        var logger = loggerFactory.CreateLogger<EmulatorService>();
        foreach (var error in teardown.Errors)
        {
            NotClosed(logger, error);
        }
    }

    // What has been made is there to be disposed, whatever the next one does.
    private void CreateModems(MobileBroadbandService service)
    {
        var modems = new List<RunningModem>(options.Modems.Count);
        try
        {
            foreach (var modem in options.Modems)
            {
                var group = CreateGroup(modem, service);
                modems.Add(new RunningModem(group, [], []));
                modems[^1] = WithEndpoints(modem, group);
            }
        }
        finally
        {
            Volatile.Write(ref _modems, [.. modems]);
        }
    }

    private ModemGroup CreateGroup(ModemOptions modem, MobileBroadbandService service)
    {
        var group = new ModemGroup(new ModemGroupOptions
        {
            Name = modem.Name,
            Profile = modem.Profile,
            Scenario = modem.Scenario,
            Service = service,
            Seed = options.Seed,
            Network = Networks.Maker(options.Network, modem.TunName ?? modem.Name, loggerFactory),
            Snapshot = _state?.Find(modem.Name),
            Journal = Journal,
            TimeProvider = options.Stream.TimeProvider,
            LoggerFactory = loggerFactory,
        });
        _state?.Keep(group);
        if (Journal is not null)
        {
            _ = new JournalLinter(group, Journal);
        }

        return group;
    }

    private RunningModem WithEndpoints(ModemOptions modem, ModemGroup group) =>
        new(
            group,
            [.. modem.Endpoints.Select(endpoint => CreateEndpoint(group, endpoint.Kind, endpoint.Address))],
            [.. modem.DataEndpoints.Select(endpoint => new DataEndpoint(group, endpoint.Kind, endpoint.Address, options.Stream, loggerFactory))]);

    private Endpoint CreateEndpoint(ModemGroup group, EndpointKind kind, string address) => kind switch
    {
        EndpointKind.UsbRedir => new UsbRedirServer(group, address, options.Stream, loggerFactory),
        not EndpointKind.Pty => new FunctionEndpoint(group, kind, address, options.Stream, loggerFactory),
        _ when OperatingSystem.IsWindows() => throw new EndpointException("Windows does not support PTYs; use a pipe."),
        _ => new PtyEndpoint(group, address, options.Stream, loggerFactory),
    };

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
            _capture = CreateCapture(file, FileMode.Create);
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

    [LoggerMessage(601, LogLevel.Error, "Not everything could be closed cleanly; everything else is closed")]
    private static partial void NotClosed(ILogger logger, Exception exception);
}
