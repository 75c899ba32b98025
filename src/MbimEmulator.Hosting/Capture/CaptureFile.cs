using System.Globalization;
using MbimEmulator.Capture;
using MbimEmulator.Function;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Capture;

/// <summary>Writes the transfers of all modems to a pcapng file, block by block with one write each: it is whole however the process ends.</summary>
internal sealed class CaptureFile : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly ILogger _logger;
    private readonly ObservationQueue _queue;
    private readonly List<(string Name, string Description)> _modems = [];
    private int _written;
    private bool _failed;

    private CaptureFile(FileStream file, ILogger logger)
    {
        _file = file;
        _logger = logger;
        _queue = new ObservationQueue(Write);
    }

    /// <summary>The file.</summary>
    public string Path => _file.Name;

    /// <summary>Creates the file and begins to write.</summary>
    /// <param name="path">The file.</param>
    /// <param name="modems">The modems and a description for each.</param>
    /// <param name="loggerFactory">Logs.</param>
    /// <param name="mode">Whether an old file is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static CaptureFile Create(
        string path, IReadOnlyList<(ModemGroup Group, string Description)> modems, ILoggerFactory loggerFactory, FileMode mode = FileMode.Create)
    {
        var file = new FileStream(path, mode, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var capture = new CaptureFile(file, loggerFactory.CreateLogger<CaptureFile>());
        file.Write(PcapngBlocks.Section("MBIM emulator"));
        capture._modems.AddRange(modems.Select(modem => (modem.Group.Name, modem.Description)));
        capture.WriteInterfaces();
        for (var i = 0; i < modems.Count; i++)
        {
            capture._queue.Observe(modems[i].Group, i);
        }

        return capture;
    }

    /// <summary>Captures a further modem too; calls do not overlap.</summary>
    public void Add(ModemGroup group, string description)
    {
        int index;
        lock (_modems)
        {
            index = _modems.Count;
            _modems.Add((group.Name, description));
        }

        _queue.Observe(group, index);
    }

    /// <summary>Writes what waits and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        var teardown = new Teardown();
        await teardown.RunAsync(_queue.DisposeAsync).ConfigureAwait(false);
        if (_queue.Dropped > 0)
        {
            CaptureLog.Dropped(_logger, _queue.Dropped);
        }

        await teardown.RunAsync(_file.DisposeAsync).ConfigureAwait(false);
        teardown.Throw();
    }

    // A modem's interface stands anywhere before its first packet.
    private void WriteInterfaces()
    {
        lock (_modems)
        {
            for (; _written < _modems.Count; _written++)
            {
                _file.Write(PcapngBlocks.Interface(_modems[_written].Name, _modems[_written].Description));
            }
        }
    }

    private void Write(ObservedCopy copy)
    {
        if (_failed)
        {
            return;
        }

        string? comment = null;
        if (copy.DroppedBefore > 0)
        {
            CaptureLog.Dropped(_logger, copy.DroppedBefore);
            comment = string.Create(CultureInfo.InvariantCulture, $"{copy.DroppedBefore} transfers before this one are missing: the capture could not keep up");
        }

        try
        {
            WriteInterfaces();
            _file.Write(PcapngBlocks.Packet(copy.Modem, copy.Direction == TransferDirection.ToHost, copy.Time, copy.Bytes.Span, comment));
        }
        catch (IOException e)
        {
            _failed = true;
            CaptureLog.Failed(_logger, e, _file.Name);
        }
    }
}
