using MbimEmulator.Hosting.Capture;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting;

/// <summary>The capture of a run's modems, when there is one. It begins and ends by one caller at a time; anybody may ask for its file.</summary>
/// <param name="options">The seed, which the file names, and whether personal data is shown.</param>
/// <param name="loggerFactory">Creates the capture's logger.</param>
internal sealed class RunningCapture(EmulatorOptions options, ILoggerFactory loggerFactory) : IAsyncDisposable
{
    private CaptureFile? _file;

    /// <summary>The file that is being written; null for none.</summary>
    public string? Path => Volatile.Read(ref _file)?.Path;

    /// <summary>Begins to capture modems.</summary>
    /// <returns>False when another capture is being written.</returns>
    /// <exception cref="IOException">The file cannot be written, or exists where it must not.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public bool TryStart(string path, FileMode mode, IEnumerable<RunningModem> modems)
    {
        if (_file is not null)
        {
            return false;
        }

        Volatile.Write(
            ref _file, CaptureFile.Create(path, [.. modems.Select(modem => (modem.Group, DescriptionOf(modem)))], loggerFactory, mode, options.Log.Personal));
        return true;
    }

    /// <summary>Captures a further modem too.</summary>
    public void Add(RunningModem modem) => _file?.Add(modem.Group, DescriptionOf(modem));

    /// <summary>Ends the capture; its file is whole then.</summary>
    /// <returns>The file; null when there was no capture.</returns>
    public async Task<string?> StopAsync()
    {
        if (Interlocked.Exchange(ref _file, null) is not { } file)
        {
            return null;
        }

        await file.DisposeAsync().ConfigureAwait(false);
        return file.Path;
    }

    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private string DescriptionOf(RunningModem modem) => $"profile {modem.Group.Modem.Profile.Name}, seed {options.Seed}";
}
