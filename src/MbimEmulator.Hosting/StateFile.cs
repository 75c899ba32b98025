using System.Threading.Channels;
using MbimEmulator.Files;
using MbimEmulator.Modem.Core;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting;

/// <summary>
/// Keeps in a file what modems keep over power, and how far their scenarios have come: read at the start, written when something of it has changed
/// (what scenarios do, which may be with every message, a moment later), and at the end. The file is replaced as a whole, so that it is sound however
/// the process ends. What it has of modems that this run does not have stays in it.
/// </summary>
internal sealed partial class StateFile : IAsyncDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private readonly string _path;
    private readonly ILogger _logger;
    private readonly Channel<ModemGroup> _changed = Channel.CreateUnbounded<ModemGroup>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, ModemSnapshot> _snapshots;
    private readonly HashSet<ModemGroup> _kept = [];
    private readonly HashSet<ModemGroup> _later = [];
    private readonly Timer _timer;
    private readonly Task _writing;
    private string _text;
    private bool _isEnding;

    private StateFile(string path, Dictionary<string, ModemSnapshot> snapshots, string text, ILogger logger)
    {
        _path = path;
        _snapshots = snapshots;
        _text = text;
        _logger = logger;
        _timer = new Timer(_ => KeepLater());
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Reads the file; one that is not there yet is made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="profiles">The name of the profile of each modem.</param>
    /// <param name="logger">Told when the file cannot be written any more.</param>
    /// <exception cref="ModemSnapshotException">The file cannot be read or made, is broken, or is another run's.</exception>
    public static StateFile Open(string path, IReadOnlyDictionary<string, string> profiles, ILogger logger)
    {
        try
        {
            var text = File.Exists(path) ? RegularFile.ReadText(path, ModemSnapshots.MaxLength) : "";
            var snapshots = text.Length == 0 ? [] : new Dictionary<string, ModemSnapshot>(ModemSnapshots.Parse(path, text, profiles));
            if (text.Length == 0)
            {
                Replace(path, text = ModemSnapshots.ToJson(snapshots));
            }
            else
            {
                // What cannot be written later, or is somebody else's, is found now.
                RegularFile.OpenWrite(path, isPrivate: true, FileMode.OpenOrCreate, FileShare.ReadWrite).Dispose();
            }

            return new StateFile(path, snapshots, text, logger);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModemSnapshotException(path, $"the state cannot be kept there: {e.Message} Expected a file that can be read and written.", e);
        }
    }

    /// <summary>What the file has of a modem.</summary>
    public ModemSnapshot? Find(string modem)
    {
        lock (_snapshots)
        {
            return _snapshots.GetValueOrDefault(modem);
        }
    }

    /// <summary>Keeps a modem's state from now on, until the modem ends.</summary>
    public void Keep(ModemGroup modem)
    {
        modem.Modem.SnapshotChanged += () => _changed.Writer.TryWrite(modem);
        modem.Faults.PositionChanged += () => KeepLater(modem);
        lock (_snapshots)
        {
            _kept.Add(modem);
        }

        _changed.Writer.TryWrite(modem);
    }

    /// <summary>A modem is no more.</summary>
    public void Forget(ModemGroup modem)
    {
        lock (_snapshots)
        {
            _snapshots.Remove(modem.Name);
            _kept.Remove(modem);
        }

        _changed.Writer.TryWrite(modem);
    }

    /// <summary>A modem did not start: its state stays what it was before, if there was any.</summary>
    public void Forget(ModemGroup modem, ModemSnapshot? before)
    {
        Forget(modem);
        if (before is not null)
        {
            lock (_snapshots)
            {
                _snapshots[modem.Name] = before;
            }
        }
    }

    /// <summary>Writes what is left to write. The modems end after it.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_later)
        {
            _isEnding = true;
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
        lock (_snapshots)
        {
            // Scenarios' time has gone on.
            foreach (var modem in _kept)
            {
                _changed.Writer.TryWrite(modem);
            }
        }

        _changed.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    private void KeepLater(ModemGroup modem)
    {
        lock (_later)
        {
            if (!_isEnding && _later.Add(modem) && _later.Count == 1)
            {
                _timer.Change(Moment, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void KeepLater()
    {
        lock (_later)
        {
            foreach (var modem in _later)
            {
                _changed.Writer.TryWrite(modem);
            }

            _later.Clear();
        }
    }

    // PINs are in it: it is the user's alone.
    private static void Replace(string path, string text) => RegularFile.Replace(path, text, isPrivate: true, isDurable: true);

    private async Task WriteAsync()
    {
        HashSet<ModemGroup> modems = [];
        while (await _changed.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (_changed.Reader.TryRead(out var modem))
            {
                modems.Add(modem);
            }

            foreach (var modem in modems)
            {
                await TakeAsync(modem).ConfigureAwait(false);
            }

            modems.Clear();
            WriteText();
        }
    }

    private async Task TakeAsync(ModemGroup modem)
    {
        try
        {
            ModemSnapshot? snapshot = null;
            await modem.InvokeAsync(_ => snapshot = modem.TakeSnapshot()).ConfigureAwait(false);
            lock (_snapshots)
            {
                // It may have been deleted since it was asked.
                if (_kept.Contains(modem))
                {
                    _snapshots[modem.Name] = snapshot!;
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // It was deleted meanwhile.
            return;
        }
    }

    private void WriteText()
    {
        string text;
        lock (_snapshots)
        {
            text = ModemSnapshots.ToJson(_snapshots);
        }

        if (text == _text)
        {
            return;
        }

        try
        {
            Replace(_path, text);
            _text = text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            CannotWrite(_logger, _path, e.Message);
        }
    }

    [LoggerMessage(401, LogLevel.Error, "The state {File} cannot be written: {Reason}")]
    private static partial void CannotWrite(ILogger logger, string file, string reason);
}
