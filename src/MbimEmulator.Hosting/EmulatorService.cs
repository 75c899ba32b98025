using MbimEmulator.Files;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Endpoints.Usb.UsbIp;
using MbimEmulator.Hosting.Lifetime;
using MbimEmulator.Hosting.Logging;
using MbimEmulator.Hosting.Network;
using MbimEmulator.Journal;
using MbimEmulator.Modem.Core;
using MbimEmulator.Scenarios;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting;

/// <summary>Runs modems with their endpoints, from the host's start to its stop.</summary>
/// <param name="options">What runs.</param>
/// <param name="loggerFactory">Creates the loggers of all its parts.</param>
public sealed class EmulatorService(EmulatorOptions options, ILoggerFactory loggerFactory) : IHostedService, IAsyncDisposable
{
    private readonly List<Endpoint> _proxies = [];
    private readonly List<Endpoint> _usbIpServers = [];
    private readonly List<Endpoint> _services = [];
    private readonly SemaphoreSlim _changing = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly VirtualTime _clock = new(options.Stream.TimeProvider);
    private readonly RunningCapture _capture = new(options, loggerFactory);
    private RunningModems? _modems;
    private RunningStages? _stages;
    private MobileBroadbandService? _service;
    private MessageLog? _messages;
    private StateFile? _state;
    private Task _watching = Task.CompletedTask;

    /// <summary>The modems that run.</summary>
    public IReadOnlyList<RunningModem> Modems => Volatile.Read(ref _modems)?.All ?? [];

    /// <summary>The proxy endpoints, which serve all modems.</summary>
    public IReadOnlyList<Endpoint> Proxies => _proxies;

    /// <summary>The USB/IP servers, which export all modems.</summary>
    public IReadOnlyList<Endpoint> UsbIpServers => _usbIpServers;

    /// <summary>The endpoints of the Mobile Broadband service, which has all modems.</summary>
    public IReadOnlyList<Endpoint> Services => _services;

    /// <summary>What steers it from outside; null when it was not asked for.</summary>
    public IEmulatorControl? Control { get; private set; }

    /// <summary>What tells of its health; null when it was not asked for.</summary>
    public IEmulatorControl? Health { get; private set; }

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

    /// <summary>The file of the capture that is being written; null for none.</summary>
    public string? CapturePath => _capture.Path;

    internal EmulatorOptions Options => options;

    // Made when it is first needed: its parts are fields too.
    private RunningStages Stages => LazyInitializer.EnsureInitialized(ref _stages, () => new RunningStages(_clock, _stopping.Token));

    private IEnumerable<Endpoint> Endpoints => Modems.SelectMany(modem => modem.AllEndpoints).Concat(_proxies).Concat(_usbIpServers).Concat(_services);

    /// <summary>Powers the modems and opens all endpoints.</summary>
    /// <exception cref="EndpointException">One of them, or the capture's file, cannot be opened. What was opened before is closed again.</exception>
    /// <exception cref="ModemSnapshotException">The state file cannot be used.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The control API takes longer to start than all the rest, which does not wait for it.
        Control = options.Control?.Invoke(this, loggerFactory);
        Health = options.Health?.Invoke(this, loggerFactory);
        var controlling = Task.WhenAll(StartAsync(Control, cancellationToken), StartAsync(Health, cancellationToken));
        try
        {
            Networks.Check(options.Network);
            if (options.StateFile is { } state)
            {
                var profiles = options.Modems.SelectMany(modem => Enumerable.Range(0, modem.Profile.Executors).Select(modem.OfExecutor)).ToDictionary(modem => modem.Name, modem => modem.Profile.Name);
                _state = StateFile.Open(state, profiles, loggerFactory.CreateLogger<StateFile>());
            }

            _service = new MobileBroadbandService(new MobileBroadbandServiceOptions
            {
                TimeProvider = options.Stream.TimeProvider,
                TrustDeclaredCallers = options.TrustDeclaredCallers,
                Journal = Journal,
                LoggerFactory = loggerFactory,
            });
            Volatile.Write(ref _modems, new RunningModems(options, _service, _state, Journal, loggerFactory));
            _modems.CreateAll();
            var shared = new ProxyModems(() => [.. Modems.Select(modem => (modem.Group, modem.DevicePaths))]);
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
            Stages.Accept();
            _watching = ScenarioReload.WatchAsync(options, ReplaceAsync, loggerFactory, _stopping.Token);
        }
        catch
        {
            await controlling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static Task StartAsync(IEmulatorControl? control, CancellationToken cancellationToken) =>
        control is null ? Task.CompletedTask : Task.Run(() => control.StartAsync(cancellationToken), cancellationToken);

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
        await DisposeAsync(teardown, Health).ConfigureAwait(false);

        // A change that is under way ends before what it changes does.
        await _changing.WaitAsync().ConfigureAwait(false);
        _changing.Release();
        await teardown.RunAllAsync([.. Endpoints.Select(endpoint => (Func<ValueTask>)endpoint.DisposeAsync)]).ConfigureAwait(false);
        await DisposeAsync(teardown, _state).ConfigureAwait(false);
        await DisposeAsync(teardown, _modems).ConfigureAwait(false);
        await DisposeAsync(teardown, _service).ConfigureAwait(false);
        _service = null;
        _proxies.Clear();
        _usbIpServers.Clear();
        _services.Clear();
        await DisposeAsync(teardown, _messages).ConfigureAwait(false);
        await DisposeAsync(teardown, _capture).ConfigureAwait(false);
        teardown.Log(loggerFactory.CreateLogger<EmulatorService>());
    }

    /// <summary>Powers a further modem and opens its endpoints. Proxy endpoints and the Mobile Broadband service have it too.</summary>
    /// <returns>The modem; of a device with several executors the first one.</returns>
    /// <exception cref="InvalidOperationException">There is a modem of this name, there are 10,000 already, or the emulator does not run.</exception>
    /// <exception cref="EndpointException">An endpoint cannot be opened; there is no such modem then.</exception>
    public Task<RunningModem> AddAsync(ModemOptions modem, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(modem);
        return ChangeAsync(
            async modems =>
            {
                var added = await modems.AddAsync(modem, cancellationToken).ConfigureAwait(false);
                foreach (var executor in added)
                {
                    _messages?.Add(executor.Group);
                    _capture.Add(executor);
                }

                return added[0];
            },
            cancellationToken);
    }

    /// <summary>Throws a modem away with its endpoints and what it keeps.</summary>
    /// <returns>False when there is no modem of this name.</returns>
    public Task<bool> DeleteAsync(string modem, CancellationToken cancellationToken = default) => ChangeAsync(modems => modems.DeleteAsync(modem), cancellationToken);

    /// <summary>Begins to capture all modems in a new file.</summary>
    /// <returns>False when another capture is being written.</returns>
    /// <exception cref="IOException">The file exists or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public Task<bool> StartCaptureAsync(string path, CancellationToken cancellationToken = default) =>
        ChangeAsync(modems => Task.FromResult(_capture.TryStart(path, FileMode.CreateNew, modems.All)), cancellationToken);

    /// <summary>Ends the capture; its file is whole then.</summary>
    /// <returns>The file; null when there was no capture.</returns>
    public Task<string?> StopCaptureAsync(CancellationToken cancellationToken = default) => ChangeAsync(_ => _capture.StopAsync(), cancellationToken);

    /// <summary>
    /// Waits until modems have come to a stage. On a virtual clock this moves time, from timer to timer, as far as the modems' own start needs; for
    /// <see cref="WaitStage.Connected"/> it does not, because a client's connection comes in real time.
    /// </summary>
    /// <param name="modems">The modems.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="limit">How long to wait, in real time.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    /// <returns>Where each modem is, by its name, in a few words.</returns>
    /// <exception cref="MbimEmulator.Modem.ModemStageException">A modem does not come to it without outside help.</exception>
    /// <exception cref="TimeoutException">A modem has not come to it in time; the message says where it is.</exception>
    /// <exception cref="ObjectDisposedException">A modem, or the emulator, ends.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<IReadOnlyDictionary<string, string>> WaitForAsync(
        IReadOnlyList<ModemGroup> modems, WaitStage stage, TimeSpan limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(modems);
        return Stages.WaitForAsync(modems, stage, limit, cancellationToken);
    }

    /// <summary>
    /// Moves the virtual clock; all that becomes due has happened when this completes. It may take long: it has a thread of its own, and calls wait for
    /// each other.
    /// </summary>
    /// <param name="time">How far to move the time; must not be negative.</param>
    /// <param name="cancellationToken">Ends it between two timers; time stays where it has come to.</param>
    /// <returns>False when the clock is real, which nobody moves.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The emulator stops.</exception>
    public Task<bool> TryAdvanceAsync(TimeSpan time, CancellationToken cancellationToken = default) =>
        _clock.TryAdvanceAsync(time, _stopping.Token, cancellationToken);

    private static ValueTask DisposeAsync(Teardown teardown, IAsyncDisposable? part) =>
        part is null ? ValueTask.CompletedTask : teardown.RunAsync(part.DisposeAsync);

    // Modems come and go, captures begin and end, scenarios are replaced: one change at a time.
    private async Task<T> ChangeAsync<T>(Func<RunningModems, Task<T>> change, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return IsReady ? await change(_modems!).ConfigureAwait(false) : throw new InvalidOperationException("The emulator is not running.");
        }
        finally
        {
            _changing.Release();
        }
    }

    private Task<int> ReplaceAsync(Scenario before, Scenario after) =>
        ChangeAsync(modems => ScenarioReload.ReplaceAsync(modems.All, before, after), _stopping.Token);

    private void Observe()
    {
        if (loggerFactory.CreateLogger("MbimEmulator").IsEnabled(LogLevel.Debug))
        {
            _messages = new MessageLog(Modems.Select(modem => modem.Group), options.Log.Personal, loggerFactory);
        }

        if (options.CaptureFile is not { } file)
        {
            return;
        }

        try
        {
            RegularFile.CheckNamed(file, isPrivate: true);
            if (!options.ReplaceCapture && new FileInfo(file) is { Exists: true, Length: > 0 })
            {
                throw new IOException("it exists. Choose another name, or overwrite it with --force.");
            }

            _capture.TryStart(file, FileMode.Create, Modems);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EndpointException($"Cannot write the capture '{file}': {e.Message}", e);
        }
    }
}
