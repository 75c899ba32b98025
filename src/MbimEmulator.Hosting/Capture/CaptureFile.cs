using System.Globalization;
using MbimEmulator.Function;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Capture;

/// <summary>Writes the transfers of all modems to a pcapng file, block by block with one write each: it is whole however the process ends.</summary>
internal sealed class CaptureFile : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly ILogger _logger;
    private readonly ObservationQueue _queue;
    private bool _failed;

    private CaptureFile(FileStream file, ILogger logger)
    {
        _file = file;
        _logger = logger;
        _queue = new ObservationQueue(Write);
    }

    /// <summary>Creates the file and begins to write.</summary>
    /// <param name="path">The file; an old one is replaced.</param>
    /// <param name="modems">The modems and a description for each.</param>
    /// <param name="loggerFactory">Logs.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static CaptureFile Create(string path, IReadOnlyList<(ModemGroup Group, string Description)> modems, ILoggerFactory loggerFactory)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(PcapngBlocks.Section("MBIM emulator"));
        foreach (var (group, description) in modems)
        {
            file.Write(PcapngBlocks.Interface(group.Name, description));
        }

        var capture = new CaptureFile(file, loggerFactory.CreateLogger<CaptureFile>());
        for (var i = 0; i < modems.Count; i++)
        {
            capture._queue.Observe(modems[i].Group, i);
        }

        return capture;
    }

    /// <summary>Writes what waits and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync().ConfigureAwait(false);
        if (_queue.Dropped > 0)
        {
            CaptureLog.Dropped(_logger, _queue.Dropped);
        }

        await _file.DisposeAsync().ConfigureAwait(false);
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
            _file.Write(PcapngBlocks.Packet(copy.Modem, copy.Direction == TransferDirection.ToHost, copy.Time, copy.Bytes.Span, comment));
        }
        catch (IOException e)
        {
            _failed = true;
            CaptureLog.Failed(_logger, e, _file.Name);
        }
    }
}
