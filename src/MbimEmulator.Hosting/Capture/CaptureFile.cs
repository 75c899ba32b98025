using System.Globalization;
using MbimEmulator.Capture;
using MbimEmulator.Files;
using MbimEmulator.Hosting.Lifetime;
using MbimEmulator.Pipeline;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Capture;

/// <summary>Writes the transfers of all modems, and the exchanges with their cards, to a pcapng file, block by block with one write each: it is whole however the process ends.</summary>
internal sealed class CaptureFile : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly ILogger _logger;
    private readonly ObservationQueue _queue;
    private readonly List<(ModemGroup Group, string Description)> _modems = [];
    private readonly TransferMask? _mask;
    private readonly List<int> _numbers = [];
    private readonly Dictionary<int, int> _cards = [];
    private int _interfaces;
    private bool _failed;

    private CaptureFile(FileStream file, bool showPersonal, ILogger logger)
    {
        _file = file;
        _mask = showPersonal ? null : new TransferMask(Write);
        _logger = logger;
        _queue = new ObservationQueue(Write, logger);
    }

    /// <summary>The file.</summary>
    public string Path => _file.Name;

    /// <summary>Creates the file, which is its owner's alone, and begins to write.</summary>
    /// <param name="path">The file.</param>
    /// <param name="modems">The modems and a description for each.</param>
    /// <param name="loggerFactory">Creates the loggers for this object.</param>
    /// <param name="mode">Whether an old file is replaced.</param>
    /// <param name="showPersonal">Whether PINs, passwords and subscriber data stay as they are; otherwise they are masked.</param>
    /// <exception cref="IOException">The file cannot be written, is no regular file, or is somebody else's.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static CaptureFile Create(
        string path,
        IReadOnlyList<(ModemGroup Group, string Description)> modems,
        ILoggerFactory loggerFactory,
        FileMode mode = FileMode.Create,
        bool showPersonal = false)
    {
        var file = RegularFile.OpenWrite(path, isPrivate: true, mode);
        var capture = new CaptureFile(file, showPersonal, loggerFactory.CreateLogger<CaptureFile>());
        file.Write(PcapngBlocks.Section("MBIM emulator"));
        capture._modems.AddRange(modems);
        capture.WriteInterfaces();
        for (var i = 0; i < modems.Count; i++)
        {
            capture._queue.Observe(modems[i].Group, i);
            capture._queue.ObserveCard(modems[i].Group, i);
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
            _modems.Add((group, description));
        }

        _queue.Observe(group, index);
        _queue.ObserveCard(group, index);
    }

    /// <summary>Writes what waits and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        var teardown = new Teardown();
        await teardown.RunAsync(_queue.DisposeAsync).ConfigureAwait(false);
        _mask?.Finish();
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
            while (_numbers.Count < _modems.Count)
            {
                var (group, description) = _modems[_numbers.Count];
                _file.Write(PcapngBlocks.Interface(group.Name, description));
                _numbers.Add(_interfaces++);
            }
        }
    }

    private void Write(ObservedCopy copy)
    {
        string? comment = null;
        if (copy.DroppedBefore > 0)
        {
            CaptureLog.Dropped(_logger, copy.DroppedBefore);
            comment = string.Create(CultureInfo.InvariantCulture, $"{copy.DroppedBefore} packets before this one are missing: the capture could not keep up");
        }

        if (copy.CommandLength is { } commandLength)
        {
            WriteExchange(copy, commandLength, comment);
            return;
        }

        var transfer = new CapturedTransfer(copy.Modem, copy.Link, copy.Direction, copy.Time, copy.Bytes.Span.ToArray(), comment);
        if (_mask is null)
        {
            Write(transfer);
            return;
        }

        ModemGroup group;
        lock (_modems)
        {
            group = _modems[copy.Modem].Group;
        }

        _mask.Write(transfer, group.Function.Version);
    }

    private void WriteExchange(in ObservedCopy copy, int commandLength, string? comment)
    {
        var bytes = copy.Bytes.Span.ToArray();
        var (modem, time) = (copy.Modem, copy.Time);
        if (_mask is not null)
        {
            ApduMask.Apply(bytes.AsSpan(0, commandLength), bytes.AsSpan(commandLength));
        }

        Write(() => GsmTapBlocks.Packet(CardOf(modem), time, bytes.AsSpan(0, commandLength), bytes.AsSpan(commandLength), comment));
    }

    // The interface of a modem's card stands before its first packet.
    private int CardOf(int modem)
    {
        if (!_cards.TryGetValue(modem, out var number))
        {
            string name;
            lock (_modems)
            {
                name = _modems[modem].Group.Name;
            }

            _file.Write(GsmTapBlocks.Interface($"{name} SIM", "APDUs as GSMTAP"));
            _cards.Add(modem, number = _interfaces++);
        }

        return number;
    }

    private void Write(CapturedTransfer transfer) => Write(() =>
        PcapngBlocks.Packet(_numbers[transfer.Modem], transfer.Direction == TransferDirection.ToHost, transfer.Time, transfer.Bytes, transfer.Comment));

    private void Write(Func<byte[]> packet)
    {
        if (_failed)
        {
            return;
        }

        try
        {
            WriteInterfaces();
            _file.Write(packet());
        }
        catch (IOException e)
        {
            _failed = true;
            CaptureLog.Failed(_logger, e, _file.Name);
        }
    }
}
