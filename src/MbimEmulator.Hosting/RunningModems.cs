using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;
using MbimEmulator.Hosting.Endpoints.Vpcd;
using MbimEmulator.Hosting.Lifetime;
using MbimEmulator.Hosting.Network;
using MbimEmulator.Journal;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting;

/// <summary>The modems of one run with their endpoints. They are made, added and deleted by one caller at a time; anybody may read the list.</summary>
/// <param name="options">What runs.</param>
/// <param name="service">The Mobile Broadband service of all modems.</param>
/// <param name="state">Keeps the modems over runs; null for not.</param>
/// <param name="journal">What happens to them is told to it; null for none.</param>
/// <param name="loggerFactory">Creates the modems' loggers.</param>
internal sealed class RunningModems(
    EmulatorOptions options, MobileBroadbandService service, StateFile? state, MessageJournal? journal, ILoggerFactory loggerFactory) : IAsyncDisposable
{
    private const int Max = 10_000;

    private readonly ILogger _logger = loggerFactory.CreateLogger<EmulatorService>();
    private RunningModem[] _all = [];

    /// <summary>Those that there are now.</summary>
    public IReadOnlyList<RunningModem> All => Volatile.Read(ref _all);

    /// <summary>Powers the modems of the options. What has been made is there to be disposed, whatever the next one does.</summary>
    public void CreateAll()
    {
        var modems = new List<RunningModem>(options.Modems.Count);
        try
        {
            foreach (var modem in options.Modems)
            {
                var executors = CreateDevice(modem);
                modems.AddRange(executors.Select(executor => new RunningModem(executor, [], [])));
                for (var index = 0; index < executors.Count; index++)
                {
                    modems[modems.Count - executors.Count + index] = WithEndpoints(modem.OfExecutor(index), executors[index]);
                }
            }
        }
        finally
        {
            Volatile.Write(ref _all, [.. modems]);
        }
    }

    /// <summary>Powers a further modem and opens its endpoints.</summary>
    /// <returns>Its executors.</returns>
    /// <exception cref="InvalidOperationException">There is a modem of this name, or there are 10,000 already.</exception>
    /// <exception cref="EndpointException">An endpoint cannot be opened; there is no such modem then.</exception>
    public async Task<IReadOnlyList<RunningModem>> AddAsync(ModemOptions modem, CancellationToken cancellationToken)
    {
        ModemOptions[] parts = [.. Enumerable.Range(0, modem.Profile.Executors).Select(modem.OfExecutor)];
        if (_all.Length + parts.Length > Max)
        {
            throw new InvalidOperationException($"There are already {_all.Length} modems; the maximum for one run is {Max}.");
        }

        if (Array.Find(parts, part => _all.Any(other => other.Group.Name == part.Name)) is { } taken)
        {
            throw new InvalidOperationException($"A modem '{taken.Name}' already exists.");
        }

        var kept = parts.Select(part => state?.Find(part.Name)).ToArray();
        if (kept.FirstOrDefault(snapshot => snapshot is not null && snapshot.Profile != modem.Profile.Name) is { } other)
        {
            throw new InvalidOperationException(
                $"The state file has a modem '{parts[Array.IndexOf(kept, other)].Name}' of profile '{other.Profile}'; expected that profile instead of '{modem.Profile.Name}', or another name.");
        }

        var executors = CreateDevice(modem);
        List<Endpoint> opened = [];
        List<RunningModem> added = [];
        try
        {
            for (var index = 0; index < parts.Length; index++)
            {
                added.Add(WithEndpoints(parts[index], executors[index]));
                foreach (var endpoint in added[index].AllEndpoints)
                {
                    opened.Add(endpoint);
                    await endpoint.StartAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch
        {
            await CloseAsync(executors, opened).ConfigureAwait(false);
            for (var index = 0; index < parts.Length; index++)
            {
                state?.Forget(executors[index], kept[index]);
            }

            throw;
        }

        Volatile.Write(ref _all, [.. _all, .. added]);
        return added;
    }

    /// <summary>Throws a modem away, with the other executors of its device, its endpoints and what it keeps.</summary>
    /// <returns>False when there is no modem of this name.</returns>
    public async Task<bool> DeleteAsync(string modem)
    {
        if (_all.FirstOrDefault(candidate => candidate.Group.Name == modem)?.Group.Executors is not { } executors)
        {
            return false;
        }

        RunningModem[] gone = [.. _all.Where(candidate => executors.Contains(candidate.Group))];
        Volatile.Write(ref _all, [.. _all.Except(gone)]);
        await CloseAsync(executors, gone.SelectMany(candidate => candidate.AllEndpoints)).ConfigureAwait(false);
        foreach (var executor in executors)
        {
            state?.Forget(executor);
        }

        return true;
    }

    /// <summary>Ends the modems; their endpoints are closed before.</summary>
    public async ValueTask DisposeAsync()
    {
        var teardown = new Teardown();
        foreach (var modem in _all)
        {
            await teardown.RunAsync(modem.Group.DisposeAsync).ConfigureAwait(false);
        }

        Volatile.Write(ref _all, []);
        teardown.Log(_logger);
    }

    private IReadOnlyList<ModemGroup> CreateDevice(ModemOptions modem)
    {
        var shared = new ModemGroupOptions
        {
            Name = modem.Name,
            Profile = modem.Profile,
            Scenario = modem.Scenario,
            Service = service,
            Seed = options.Seed,
            Journal = journal,
            TimeProvider = options.Stream.TimeProvider,
            LoggerFactory = loggerFactory,
        };
        var executors = new ModemDevice(shared, (executor, index) => executor with
        {
            Network = Networks.Maker(options.Network, modem.OfExecutor(index).TunName ?? executor.Name, loggerFactory),
            Snapshot = state?.Find(executor.Name),
        }).Executors;
        foreach (var executor in executors)
        {
            state?.Keep(executor);
            if (journal is not null)
            {
                _ = new JournalLinter(executor, journal);
            }
        }

        return executors;
    }

    private RunningModem WithEndpoints(ModemOptions modem, ModemGroup group) =>
        new(
            group,
            [
                .. modem.Endpoints.Select(endpoint => CreateEndpoint(group, endpoint.Kind, endpoint.Address)),
                .. group.Executors[0] != group || modem.Profile.Sim.Reader is null ? Array.Empty<Endpoint>() : [new VpcdReader(group, options.Stream, loggerFactory)],
            ],
            [.. modem.DataEndpoints.Select(endpoint => new DataEndpoint(group, endpoint.Kind, endpoint.Address, options.Stream, loggerFactory))]);

    private Endpoint CreateEndpoint(ModemGroup group, EndpointKind kind, string address) => kind switch
    {
        EndpointKind.UsbRedir => new UsbRedirServer(group, address, options.Stream, loggerFactory),
        EndpointKind.Vpcd => new VpcdCard(group, address, options.Stream, loggerFactory),
        EndpointKind.Reader => throw new EndpointException($"'{address}': a reader for a card from outside stands in the profile, as sim.reader."),
        not EndpointKind.Pty => new FunctionEndpoint(group, kind, address, options.Stream, loggerFactory),
        _ when OperatingSystem.IsWindows() => throw new EndpointException("Windows does not support PTYs; use a pipe."),
        _ => new PtyEndpoint(group, address, options.Stream, loggerFactory),
    };

    private async ValueTask CloseAsync(IReadOnlyList<ModemGroup> executors, IEnumerable<Endpoint> endpoints)
    {
        var teardown = new Teardown();
        await teardown.RunAllAsync([.. endpoints.Select(endpoint => (Func<ValueTask>)endpoint.DisposeAsync)]).ConfigureAwait(false);
        foreach (var executor in executors)
        {
            await teardown.RunAsync(executor.DisposeAsync).ConfigureAwait(false);
        }

        teardown.Log(_logger);
    }
}
