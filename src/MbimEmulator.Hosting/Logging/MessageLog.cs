using MbimEmulator.Hosting.Capture;
using MbimEmulator.Pipeline;
using MbimProtocol.Rendering;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Logging;

/// <summary>Logs one line for each message, at debug, with decoded names; the category is the modem's name.</summary>
internal sealed partial class MessageLog : IAsyncDisposable
{
    private readonly List<ILogger> _modems = [];
    private readonly MbimRenderOptions _options;
    private readonly ObservationQueue _queue;
    private readonly ILoggerFactory _loggerFactory;

    /// <summary>Begins to log.</summary>
    /// <param name="groups">The modems.</param>
    /// <param name="showPersonal">Whether subscriber data is shown; otherwise it is masked.</param>
    /// <param name="loggerFactory">Creates the loggers for this object.</param>
    public MessageLog(IEnumerable<ModemGroup> groups, bool showPersonal, ILoggerFactory loggerFactory)
    {
        _options = new MbimRenderOptions { ShowPersonal = showPersonal };
        _queue = new ObservationQueue(Write, loggerFactory.CreateLogger<MessageLog>());
        _loggerFactory = loggerFactory;
        foreach (var group in groups)
        {
            Add(group);
        }
    }

    /// <summary>Logs a further modem too; calls do not overlap.</summary>
    public void Add(ModemGroup group)
    {
        int index;
        lock (_modems)
        {
            index = _modems.Count;
            _modems.Add(_loggerFactory.CreateLogger(group.Name));
        }

        _queue.Observe(group, index);
    }

    /// <summary>Logs what waits, then ends.</summary>
    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    private void Write(ObservedCopy copy)
    {
        ILogger logger;
        lock (_modems)
        {
            logger = _modems[copy.Modem];
        }

        if (copy.DroppedBefore > 0)
        {
            Dropped(logger, copy.DroppedBefore);
        }

        var line = MbimMessageRenderer.ToLine(copy.Bytes.Span, _options with { Version = copy.Version });
        Message(logger, copy.Link, copy.Direction == TransferDirection.ToHost ? "<-" : "->", line);
    }

    [LoggerMessage(301, LogLevel.Debug, "{Link} {Direction} {Message}")]
    private static partial void Message(ILogger logger, string link, string direction, string message);

    [LoggerMessage(302, LogLevel.Warning, "{Count} messages are missing from the log: it could not keep up")]
    private static partial void Dropped(ILogger logger, long count);
}
