using MbimEmulator.Hosting.Capture;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Lifetime;

namespace MbimEmulator.Hosting;

/// <content>What can change while it runs: modems come and go, captures begin and end. One change at a time.</content>
public sealed partial class EmulatorService
{
    private const int MaxModems = 10_000;

    private readonly SemaphoreSlim _changing = new(1);

    /// <summary>The file of the capture that is being written; null for none.</summary>
    public string? CapturePath => Volatile.Read(ref _capture)?.Path;

    /// <summary>Powers a further modem and opens its endpoints. Proxy endpoints and the Mobile Broadband service have it too.</summary>
    /// <exception cref="InvalidOperationException">There is a modem of this name, there are 10,000 already, or the emulator does not run.</exception>
    /// <exception cref="EndpointException">An endpoint cannot be opened; there is no such modem then.</exception>
    public Task<RunningModem> AddAsync(ModemOptions modem, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(modem);
        return ChangeAsync(() => AddOneAsync(modem, cancellationToken), cancellationToken);
    }

    /// <summary>Throws a modem away with its endpoints and what it keeps.</summary>
    /// <returns>False when there is no modem of this name.</returns>
    public Task<bool> DeleteAsync(string modem, CancellationToken cancellationToken = default) => ChangeAsync(
        async () =>
        {
            if (_modems.FirstOrDefault(candidate => candidate.Group.Name == modem) is not { } found)
            {
                return false;
            }

            Volatile.Write(ref _modems, [.. _modems.Where(candidate => candidate != found)]);
            await CloseAsync(found.Group, found.Endpoints.Concat(found.DataEndpoints)).ConfigureAwait(false);
            _state?.Forget(found.Group);
            return true;
        },
        cancellationToken);

    /// <summary>Begins to capture all modems in a new file.</summary>
    /// <returns>False when another capture is being written.</returns>
    /// <exception cref="IOException">The file exists or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public Task<bool> StartCaptureAsync(string path, CancellationToken cancellationToken = default) => ChangeAsync(
        () =>
        {
            if (_capture is not null)
            {
                return Task.FromResult(false);
            }

            Volatile.Write(ref _capture, CreateCapture(path, FileMode.CreateNew));
            return Task.FromResult(true);
        },
        cancellationToken);

    /// <summary>Ends the capture; its file is whole then.</summary>
    /// <returns>The file; null when there was no capture.</returns>
    public Task<string?> StopCaptureAsync(CancellationToken cancellationToken = default) => ChangeAsync(
        async () =>
        {
            if (Interlocked.Exchange(ref _capture, null) is not { } capture)
            {
                return null;
            }

            await capture.DisposeAsync().ConfigureAwait(false);
            return capture.Path;
        },
        cancellationToken);

    // Errors are said: whoever asked for the change has what it asked for.
    private async ValueTask CloseAsync(ModemGroup group, IEnumerable<Endpoint> endpoints)
    {
        var teardown = new Teardown();
        await teardown.RunAllAsync([.. endpoints.Select(endpoint => (Func<ValueTask>)endpoint.DisposeAsync)]).ConfigureAwait(false);
        await teardown.RunAsync(group.DisposeAsync).ConfigureAwait(false);
        Say(teardown);
    }

    private async Task<T> ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return IsReady ? await change().ConfigureAwait(false) : throw new InvalidOperationException("The emulator is not running.");
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task<RunningModem> AddOneAsync(ModemOptions modem, CancellationToken cancellationToken)
    {
        if (_modems.Length >= MaxModems)
        {
            throw new InvalidOperationException($"There are already {MaxModems} modems, the maximum for one run.");
        }

        if (_modems.Any(other => other.Group.Name == modem.Name))
        {
            throw new InvalidOperationException($"A modem '{modem.Name}' already exists.");
        }

        var kept = _state?.Find(modem.Name);
        if (kept is not null && kept.Profile != modem.Profile.Name)
        {
            throw new InvalidOperationException(
                $"The state file has a modem '{modem.Name}' of profile '{kept.Profile}'; expected that profile instead of '{modem.Profile.Name}', or another name.");
        }

        var group = CreateGroup(modem, Service);
        List<Endpoint> opened = [];
        RunningModem added;
        try
        {
            added = WithEndpoints(modem, group);
            foreach (var endpoint in added.Endpoints.Concat(added.DataEndpoints))
            {
                opened.Add(endpoint);
                await endpoint.StartAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await CloseAsync(group, opened).ConfigureAwait(false);
            _state?.Forget(group, kept);
            throw;
        }

        _messages?.Add(added.Group);
        _capture?.Add(added.Group, DescriptionOf(added));
        Volatile.Write(ref _modems, [.. _modems, added]);
        return added;
    }

    private CaptureFile CreateCapture(string path, FileMode mode) =>
        CaptureFile.Create(path, [.. _modems.Select(modem => (modem.Group, DescriptionOf(modem)))], loggerFactory, mode, options.Log.Personal);

    private string DescriptionOf(RunningModem modem) => $"profile {modem.Group.Modem.Profile.Name}, seed {options.Seed}";
}
