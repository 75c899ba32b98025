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
                var group = CreateGroup(modem);
                modems.Add(new RunningModem(group, [], []));
                modems[^1] = WithEndpoints(modem, group);
            }
        }
        finally
        {
            Volatile.Write(ref _all, [.. modems]);
        }
    }

    /// <summary>Powers a further modem and opens its endpoints.</summary>
    /// <exception cref="InvalidOperationException">There is a modem of this name, or there are 10,000 already.</exception>
    /// <exception cref="EndpointException">An endpoint cannot be opened; there is no such modem then.</exception>
    public async Task<RunningModem> AddAsync(ModemOptions modem, CancellationToken cancellationToken)
    {
        if (_all.Length >= Max)
        {
            throw new InvalidOperationException($"There are already {Max} modems, the maximum for one run.");
        }

        if (_all.Any(other => other.Group.Name == modem.Name))
        {
            throw new InvalidOperationException($"A modem '{modem.Name}' already exists.");
        }

        var kept = state?.Find(modem.Name);
        if (kept is not null && kept.Profile != modem.Profile.Name)
        {
            throw new InvalidOperationException(
                $"The state file has a modem '{modem.Name}' of profile '{kept.Profile}'; expected that profile instead of '{modem.Profile.Name}', or another name.");
        }

        var group = CreateGroup(modem);
        List<Endpoint> opened = [];
        RunningModem added;
        try
        {
            added = WithEndpoints(modem, group);
            foreach (var endpoint in added.AllEndpoints)
            {
                opened.Add(endpoint);
                await endpoint.StartAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await CloseAsync(group, opened).ConfigureAwait(false);
            state?.Forget(group, kept);
            throw;
        }

        Volatile.Write(ref _all, [.. _all, added]);
        return added;
    }

    /// <summary>Throws a modem away with its endpoints and what it keeps.</summary>
    /// <returns>False when there is no modem of this name.</returns>
    public async Task<bool> DeleteAsync(string modem)
    {
        if (_all.FirstOrDefault(candidate => candidate.Group.Name == modem) is not { } found)
        {
            return false;
        }

        Volatile.Write(ref _all, [.. _all.Where(candidate => candidate != found)]);
        await CloseAsync(found.Group, found.AllEndpoints).ConfigureAwait(false);
        state?.Forget(found.Group);
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

    private ModemGroup CreateGroup(ModemOptions modem)
    {
        var group = new ModemGroup(new ModemGroupOptions
        {
            Name = modem.Name,
            Profile = modem.Profile,
            Scenario = modem.Scenario,
            Service = service,
            Seed = options.Seed,
            Network = Networks.Maker(options.Network, modem.TunName ?? modem.Name, loggerFactory),
            Snapshot = state?.Find(modem.Name),
            Journal = journal,
            TimeProvider = options.Stream.TimeProvider,
            LoggerFactory = loggerFactory,
        });
        state?.Keep(group);
        if (journal is not null)
        {
            _ = new JournalLinter(group, journal);
        }

        return group;
    }

    private RunningModem WithEndpoints(ModemOptions modem, ModemGroup group) =>
        new(
            group,
            [
                .. modem.Endpoints.Select(endpoint => CreateEndpoint(group, endpoint.Kind, endpoint.Address)),
                .. modem.Profile.Sim.Reader is null ? Array.Empty<Endpoint>() : [new VpcdReader(group, options.Stream, loggerFactory)],
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

    private async ValueTask CloseAsync(ModemGroup group, IEnumerable<Endpoint> endpoints)
    {
        var teardown = new Teardown();
        await teardown.RunAllAsync([.. endpoints.Select(endpoint => (Func<ValueTask>)endpoint.DisposeAsync)]).ConfigureAwait(false);
        await teardown.RunAsync(group.DisposeAsync).ConfigureAwait(false);
        teardown.Log(_logger);
    }
}
